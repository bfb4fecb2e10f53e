import Domain
import RateCards
import Testing

/// A rate × seconds, which some requests write as a text such as `8s`.
@Suite struct SecondPriceTests {
  static let sora: [PriceCase] = [
    PriceCase("Sora, 4 s", "sora2", "sora2-video", ["duration": 4], points: 3_200_000),
    PriceCase("Sora, 12 s", "sora2", "sora2-video", ["duration": 12], points: 9_600_000),
    PriceCase(
      "Sora, two results are one video", "sora2", "sora2-video", ["duration": 4], outputs: 2,
      points: 3_200_000),
    PriceCase("Sora pro, 4 s", "sora2", "sora2-pro-video", ["duration": 4], points: 9_600_000),
    PriceCase(
      "Sora pro at 1080p costs the same", "sora2", "sora2-pro-video",
      ["duration": 12, "resolution": "1080p"], points: 28_800_000),
  ]

  static let veo: [PriceCase] = [
    PriceCase(
      "with sound", "veo3", "veo3-video", ["duration": "8s", "generate_audio": true],
      points: 19_200_000),
    PriceCase(
      "sound unless told otherwise", "veo3", "veo3-video", ["duration": "8s"],
      points: 19_200_000),
    PriceCase("the length as a number", "veo3", "veo3-video", ["duration": 8], points: 19_200_000),
    PriceCase(
      "the length as a bare text", "veo3", "veo3-video", ["duration": "8"],
      points: 19_200_000),
    PriceCase(
      "silent costs half", "veo3", "veo3-video", ["duration": "8s", "generate_audio": false],
      points: 9_600_000),
    PriceCase(
      "the flag as a text", "veo3", "veo3-video", ["duration": "6s", "generate_audio": "False"],
      points: 7_200_000),
    PriceCase("fast", "veo3", "veo3-video-fast", ["duration": "8s"], points: 7_200_000),
    PriceCase(
      "fast and silent", "veo3", "veo3-video-fast",
      ["duration": "6s", "generate_audio": false], points: 3_600_000),
    PriceCase("3.1", "veo3.1", "veo3.1-video", ["duration": "4s"], points: 9_600_000),
    PriceCase(
      "3.1 silent", "veo3.1", "veo3.1-video", ["duration": "8s", "generate_audio": false],
      points: 9_600_000),
    PriceCase("3.1 fast", "veo3.1", "veo3.1-video-fast", ["duration": "8s"], points: 7_200_000),
    PriceCase(
      "3.1 fast and silent", "veo3.1", "veo3.1-video-fast",
      ["duration": "8s", "generate_audio": false], points: 4_800_000),
  ]

  static let others: [PriceCase] = [
    PriceCase(
      "Wan 2.6 at 720p", "Wan", "wan26-txt2video", ["resolution": "720P", "duration": 10],
      points: 8_000_000),
    PriceCase(
      "Wan 2.6 at 1080p, in lower case", "Wan", "wan26-img2video",
      ["resolution": "1080p", "duration": 15], points: 18_000_000),
    PriceCase(
      "Framepack", "Qubico/framepack", "img2video", ["duration": 10], points: 3_000_000),
    PriceCase("Ace Step", "Qubico/ace-step", "txt2audio", ["duration": 240], points: 1_200_000),
    PriceCase("Ace Step, extended", "Qubico/ace-step", "extend", ["duration": 10], points: 50_000),
    PriceCase("MMAudio", "Qubico/mmaudio", "video2audio", ["duration": 8], points: 40_000),
    PriceCase(
      "MMAudio, less than a second", "Qubico/mmaudio", "video2audio",
      ["duration": .decimal("0.5")], points: 5_000),
    PriceCase(
      "MMAudio, parts beyond a second", "Qubico/mmaudio", "video2audio",
      ["duration": .decimal("1.5")], points: 7_500),
    PriceCase(
      "MiniMax H3 at 480p", "Qubico/minimax-h3", "txt2video",
      ["resolution": "480p", "duration": 5], points: 1_500_000),
    PriceCase(
      "MiniMax H3 at the former name of 480p", "Qubico/minimax-h3", "img2video",
      ["resolution": "512p", "duration": 5], points: 1_500_000),
    PriceCase(
      "MiniMax H3 at 768p", "Qubico/minimax-h3", "txt2video",
      ["resolution": "768p", "duration": 10], points: 5_000_000),
    PriceCase(
      "MiniMax H3 at 1080p", "Qubico/minimax-h3", "txt2video",
      ["resolution": "1080p", "duration": 15], points: 10_500_000),
    PriceCase(
      "MiniMax H3, less restriction", "Qubico/minimax-h3", "img2video-less-restriction",
      ["resolution": "1080p", "duration": 5], points: 4_000_000),
  ]

  @Test(arguments: SecondPriceTests.sora + SecondPriceTests.veo + SecondPriceTests.others)
  func `a video or sound costs its seconds`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test(arguments: ["sora2/sora2-video", "veo3/veo3-video", "Qubico/framepack/img2video"])
  func `without a length there is no price`(_ name: String) throws {
    let slash = try #require(name.lastIndex(of: "/"))
    let charge = try BuiltIn.pricer.charge(
      String(name[..<slash]), String(name[name.index(after: slash)...]))
    #expect(
      charge.unpricedReason
        == "the number of seconds is not known: the request lacks duration")
  }
}
