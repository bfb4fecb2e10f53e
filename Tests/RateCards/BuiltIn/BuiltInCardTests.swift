import Domain
import Foundation
import RateCards
import Testing

@Suite struct BuiltInCardTests {
  /// The folder with the files of the built-in card.
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/RateCards/BuiltIn")

  @Test func `every file of the folder is in the card, unchanged`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(CardSource.builtIn.files.map(\.name) == names.map { "built-in/\($0)" })
    for (name, file) in zip(names, CardSource.builtIn.files) {
      let bytes = try Data(contentsOf: Self.folder.appending(path: name))
      #expect(Array(bytes) == file.bytes, "\(name)")
    }
  }

  @Test func `every price names a source, a certainty and the day it was checked`() throws {
    for rate in try BuiltIn.card.layers.flatMap(\.groups).flatMap(\.rates) {
      #expect(!rate.evidence.source.isEmpty, "\(rate.place)")
      #expect(rate.evidence.checked != nil, "\(rate.place)")
      #expect(rate.evidence.firstSeen != nil || rate.period.from != nil, "\(rate.place)")
    }
  }

  @Test func `no two rates contradict each other`() throws {
    let today = try #require(CalendarDay("2026-11-15"))
    let issues = CardLint(card: try BuiltIn.card, today: today).issues
    #expect(issues.filter { $0.severity == .error }.map(\.description) == [])
  }

  @Test func `its name and its places say that it is built in`() throws {
    let charge = try BuiltIn.pricer.charge("Qubico/skyreels", "img2video")
    #expect(charge.formula?.card == "built-in")
    #expect(charge.formula?.place == "built-in/skyreels.yaml:10")
    #expect(try BuiltIn.card.name == "built-in")
  }

  /// What the provider is known to offer without a price, with the reason that a task gets.
  static let unpublished = [
    ["byteaudio", "seed-audio-1.0", "price not published: no price was found"],
    [
      "kling", "extend_video",
      "price not published: presumably that of video_generation in the same version and mode",
    ],
    [
      "suno", "generate_music",
      "price not published: the service has ended and no price was found",
    ],
    ["music-u", "generate_lyrics", "price not published: no price was found"],
    [
      "gpt-5", "chat_completion",
      "price not published: listed in a catalogue of 2026 without a price",
    ],
  ]

  @Test(arguments: BuiltInCardTests.unpublished)
  func `what has no published price is distinguished from what is unknown`(_ item: [String]) throws
  {
    let charge = try BuiltIn.pricer.charge(item[0], item[1])
    #expect(charge.unpricedReason == item[2])
    #expect(charge.formula == nil)
  }

  @Test(arguments: [
    ("seedance", "seedance-2", 10_003, "5"), ("seedance", "seedance-2-fast", 10_003, "5"),
    ("seedance", "seedance-2", 10_000, "0"), ("seedance", "seedance-2", nil, "0"),
    ("seedance", "remove-watermark", 10_003, "0"), ("kling", "seedance-2", 10_003, "0"),
  ])
  func `rejected content of Seedance 2 is penalized, that of others is refunded`(
    _ model: String, _ taskType: String, _ errorCode: Int?, _ percent: String
  ) throws {
    let request = Request(model: model, taskType: taskType, fields: [])
    let rule = try BuiltIn.card.penalty(
      for: request, errorCode: errorCode, at: moment("2026-03-01"))
    #expect(rule?.percent(forViolation: 20).description == percent)
  }

  @Test(arguments: [(60, "0"), (61, "100")])
  func `beyond sixty failed tasks a day Midjourney refunds nothing`(
    _ violation: Int, _ percent: String
  ) throws {
    let request = Request(model: "midjourney", taskType: "imagine", fields: [])
    let rule = try BuiltIn.card.penalty(for: request, errorCode: nil, at: moment("2025-03-01"))
    #expect(rule?.percent(forViolation: violation).description == percent)
  }

  @Test(arguments: [(1, "1"), (19, "1"), (20, "5"), (100, "5"), (101, "10"), (5000, "10")])
  func `the penalty rises with the violations of the day`(
    _ violation: Int, _ percent: String
  ) throws {
    let request = Request(model: "seedance", taskType: "seedance-2", fields: [])
    let rule = try BuiltIn.card.penalty(
      for: request, errorCode: 10_003, at: moment("2026-03-01"))
    #expect(rule?.percent(forViolation: violation).description == percent)
  }
}
