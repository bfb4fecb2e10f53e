import Domain
import Testing

@Suite struct ProviderNameTests {
  @Test(
    arguments: [
      ("kling", "kling"), ("Kling", "kling"), (" KLING\r\n", "kling"), ("\tSeedream ", "seedream"),
      ("Seedream-5-Lite", "seedream-5-lite"), ("qubico/Flux1-Dev", "Qubico/flux1-dev"),
      ("QUBICO/Z-IMAGE", "Qubico/z-image"), ("wan", "Wan"), ("WAN ", "Wan"), ("wanx", "wanx"),
      ("Größe", "größe"), ("", ""), (" ", ""), ("my model", "my model"),
    ] as [(String, String)])
  func `a name has one spelling, the provider's own where that has capitals`(
    name: String, canonical: String
  ) {
    #expect(ProviderName.canonical(name) == canonical)
    #expect(ProviderName.canonical(canonical) == canonical)
    #expect(ProviderName.areEqual(name, canonical))
    #expect(ProviderName.key(canonical) == ProviderName.key(name))
  }

  @Test func `requests, templates and their SKUs have canonical spelling`() {
    let request = Request(model: " Kling", taskType: "Video_Generation", fields: [])
    #expect((request.model, request.taskType) == ("kling", "video_generation"))
    #expect(request == Request(model: "kling", taskType: "video_generation", fields: []))
    let template = RequestTemplate(
      model: "KLING", taskType: "video_generation ", sharedFields: [], varyingNames: [])
    #expect(template == request.template)
  }

  @Test func `patterns match names in any spelling`() {
    for (pattern, name) in [("Kling*", "kling-turbo"), ("*FLUX1-dev ", "Qubico/flux1-dev")] {
      #expect(TextPattern(pattern).fits(name: name))
    }
    #expect(!TextPattern("klingg").fits(name: "kling"))
    #expect(TextPattern.meets([], "kling"))
    #expect(!TextPattern.meets([TextPattern("hailuo")], "kling"))
  }
}
