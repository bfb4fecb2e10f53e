import Domain
import Testing

@Suite struct SKUTests {
  @Test func `a SKU names model, task type and the fields that its rate depends on`() {
    let sku = SKU(
      model: "kling", taskType: "video_generation",
      fields: [
        Request.Field("version", .word("2.6")), Request.Field("duration", .number(ExactDecimal(5))),
        Request.Field("enable_audio", .flag(false)),
      ])
    #expect(
      sku.description == "kling/video_generation version=2.6 duration=5 enable_audio=false")
  }

  @Test func `a field that a bound was met for is named with the bound`() {
    let sku = SKU(
      model: "Qubico/z-image", taskType: "txt2img",
      fields: [
        Request.Field("pixels", .word(">524288 and <=1048576"))
      ])
    #expect(sku.description == "Qubico/z-image/txt2img pixels>524288 and <=1048576")
  }

  @Test func `a SKU without fields is model and task type`() {
    #expect(
      SKU(model: "Qubico/flux1-dev", taskType: "txt2img").description
        == "Qubico/flux1-dev/txt2img")
  }

  @Test func `SKUs differ by each of their parts`() {
    let size = Request.Field("size", .word("2K"))
    let skus: Set = [
      SKU(model: "seedream", taskType: "seedream-5-lite", fields: [size]),
      SKU(model: "seedream", taskType: "seedream-5-lite"),
      SKU(model: "seedream", taskType: "seedream-4", fields: [size]),
      SKU(model: "other", taskType: "seedream-5-lite", fields: [size]),
      SKU(
        model: "seedream", taskType: "seedream-5-lite", fields: [Request.Field("size", .word("3K"))]
      ),
    ]
    #expect(skus.count == 5)
  }
}
