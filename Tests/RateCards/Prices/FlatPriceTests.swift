import Domain
import RateCards
import Testing

/// One price per task, whatever was requested.
@Suite struct FlatPriceTests {
  static let media: [PriceCase] = [
    PriceCase(
      "DiffRhythm", "Qubico/diffrhythm", "txt2audio-base", created: "2025-03-24T15:36:52Z",
      points: 200_000),
    PriceCase("a full song costs no more", "Qubico/diffrhythm", "txt2audio-full", points: 200_000),
    PriceCase("Udio returns two songs", "music-u", "generate_music", outputs: 2, points: 500_000),
    PriceCase("a hug", "Qubico/hug-video", "image_to_video", points: 2_000_000),
    PriceCase("SkyReels", "Qubico/skyreels", "img2video", points: 1_500_000),
    PriceCase("Hunyuan, fast", "Qubico/hunyuan", "fast-txt2video", points: 300_000),
    PriceCase("Hunyuan", "Qubico/hunyuan", "txt2video", points: 900_000),
    PriceCase("Hunyuan, joined", "Qubico/hunyuan", "img2video-concat", points: 900_000),
    PriceCase("Hunyuan, replaced", "Qubico/hunyuan", "img2video-replace", points: 900_000),
    PriceCase("WanX, small", "Qubico/wanx", "txt2video-1.3b", points: 1_200_000),
    PriceCase("WanX, large", "Qubico/wanx", "txt2video-14b", points: 2_800_000),
    PriceCase("WanX with a LoRA", "Qubico/wanx", "img2video-14b-lora", points: 2_800_000),
    PriceCase("WanX, camera", "Qubico/wanx", "img2video-14b-control-camera", points: 2_800_000),
    PriceCase("WanX 2.2", "Qubico/wanx", "wan22-img2video-14b", points: 2_800_000),
  ]

  static let pictures: [PriceCase] = [
    PriceCase(
      "Joycaption", "Qubico/joycaption", "joycaption-beta-one",
      ["prompt_style": "Descriptive", "caption_length": "any"], points: 100_000),
    PriceCase(
      "Trellis from text", "Qubico/trellis", "text-to-3d", ["ss_sampling_steps": 7],
      points: 400_000),
    PriceCase("Trellis from a picture", "Qubico/trellis", "image-to-3d", points: 400_000),
    PriceCase("Trellis 2", "Qubico/trellis2", "image-to-3d", points: 1_000_000),
    PriceCase("Pixal3D", "Qubico/pixal3d", "image-to-3d", points: 2_500_000),
    PriceCase("Qwen", "Qubico/qwen-image", "txt2img", points: 150_000),
    PriceCase("Qwen, edited", "Qubico/qwen-image", "image-edit", points: 250_000),
    PriceCase("Qwen 2.1 Turbo", "qwen-image-2.1-turbo", "txt2img", ["steps": 16], points: 150_000),
    PriceCase("swapping a face", "Qubico/image-toolkit", "face-swap", points: 100_000),
    PriceCase("swapping faces", "Qubico/image-toolkit", "multi-face-swap", points: 150_000),
    PriceCase("no background", "Qubico/image-toolkit", "background-remove", points: 10_000),
    PriceCase("enlarged", "Qubico/image-toolkit", "upscale", ["scale": 8], points: 50_000),
    PriceCase("a chat for an image", "gpt-4o-image", "chat_completion", points: 200_000),
    PriceCase(
      "a chat for an image, preview", "gpt-4o-image-preview", "chat_completion",
      points: 1_000_000),
  ]

  @Test(arguments: FlatPriceTests.media + FlatPriceTests.pictures)
  func `a flat price does not depend on the request`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `a price from before the first day it was seen says so`() throws {
    let charge = try BuiltIn.pricer.charge(
      "Qubico/joycaption", "joycaption-beta-one", created: "2025-07-15T23:59:59Z")
    #expect(charge.expected == Points(100_000))
    #expect(
      charge.formula?.notes(createdAt: try moment("2025-07-15T23:59:59Z")) == [
        "price first seen 2025-07-16; it may have been different before"
      ])
  }

  @Test func `a price that is not of high certainty says so`() throws {
    let charge = try BuiltIn.pricer.charge(
      "qwen-image-2.1-turbo", "txt2img", created: "2026-10-05")
    #expect(
      charge.formula?.notes == [
        "the price is published, the model's exact name is not verified",
        "the price is of medium certainty",
      ])
  }
}
