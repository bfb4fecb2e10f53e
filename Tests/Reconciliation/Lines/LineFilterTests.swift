import Domain
import RateCards
import Reconciliation
import TestSupport
import Testing
import Traffic

@Suite struct LineFilterTests {
  private static func line(
    model: String = "kling", fields: [Request.Field] = [], status: TaskStatus = .completed,
    verdict: Verdict = .matched, tags: [String: String] = [:], key: String? = nil
  ) -> LedgerLine {
    var line = LedgerLine(
      day: CalendarDay("2026-02-03"),
      pricing: LedgerLine.Pricing(
        sku: SKU(model: model, taskType: "video_generation", fields: fields)),
      status: status, verdict: verdict, billed: Points(10), price: Points(10))
    line.tags = TagSet(tags)
    line.apiKeyID = key
    return line
  }

  private static let sample = line(
    fields: [
      Request.Field("duration", .number(ExactDecimal(8))), Request.Field("mode", .word("std")),
      Request.Field("resolution", .word("768P")),
    ],
    verdict: .refundDue, tags: ["project": "ads"], key: "K-17")

  @Test(arguments: [
    "model=kling", "model=Kling", " model = KLING ", "model=k*", "model=wan|kling",
    "task_type=video_generation", "task-type=video*", "sku=kling/video_generation*",
    "duration=8s", "duration=8", "mode=STD", "resolution=768p", "size=", "size!=2K",
    "status=completed", "status=success", "verdict=refund_due", "verdict=Refund-Due",
    "key=k-17", "tag:project=ads", "tag:project=a*", "tag:team=untagged", "tag:project!=news",
    "day=2026-02-03", "week=2026-W06", "week=2026-w6", "month=2026-02", "quarter=2026-q1",
    "model=kling,duration=8s,tag:project=ads", "model!=wan,model!=sora2",
  ])
  func `a line that meets all conditions is kept`(text: String) throws {
    #expect(try LineFilter([text]).contains(Self.sample))
    #expect(try LineFilter([text]).filtered([Self.sample]).count == 1)
  }

  @Test(arguments: [
    "model=klin", "model!=kling", "model!=wan|kling", "model=", "mode=pro", "size=2K", "mode=",
    "status=failed", "verdict=matched", "key=unknown", "tag:project=Ads", "tag:project=untagged",
    "tag:team=blue", "day=undated", "week=2026-W07", "model=kling,mode=pro", "model=kling\\|wan",
  ])
  func `a line that fails one condition is left out`(text: String) throws {
    #expect(try !LineFilter([text]).contains(Self.sample))
    #expect(try LineFilter([text]).filtered([Self.sample]).isEmpty)
  }

  @Test func `several filters must all hold`() throws {
    #expect(try LineFilter(["model=kling", "mode=std"]).contains(Self.sample))
    #expect(try !LineFilter(["model=kling", "mode=pro"]).contains(Self.sample))
  }

  @Test(
    arguments: [
      ("a,b", #"tag:x=a\,b"#), ("a|b", #"tag:x=a\|b"#), (#"a\b"#, #"tag:x=a\\b"#),
      (#"a\b"#, #"tag:x=a\b"#), ("a=b", "tag:x=a=b"), ("ü", "tag:x=ü"),
    ] as [(String, String)])
  func `a backslash makes a separator part of a value`(value: String, text: String) throws {
    let filter = try LineFilter([text])
    #expect(filter.conditions.map(\.values) == [[value]])
    #expect(try LineFilter([filter.description]) == filter)
  }

  @Test func `a filter is told in visible characters`() throws {
    #expect(
      try LineFilter(["model=\u{1B}[2J|\u{202E}x"]).description == "model=\\u{1B}[2J|\\u{202E}x")
    #expect(LineFilter.none.text == nil)
  }

  @Test(
    arguments: [
      ("", "found nothing"), ("kling", "found kling"), ("=kling", "found =kling"),
      ("!=kling", "found !=kling"), ("model=a,,mode=b", "found nothing"),
      ("\u{1B}", "found \\u{1B}"), ("day=2026-02", "expected a day such as 2026-01-31"),
      ("week=5", "expected a week such as 2026-W05"),
      ("month=may", "expected a month such as 2026-01"),
      ("quarter=1", "expected a quarter such as 2026-Q1"),
    ] as [(String, String)])
  func `what is no condition is refused with an example`(text: String, words: String) {
    let error = #expect(throws: LineFilterError.self) { try LineFilter([text]) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test(
    arguments: [
      ("model=klingg", ["no task has model klingg; nearest is kling"]),
      ("model=kling|zzz", ["no task has model zzz; known: kling"]),
      ("tag:project=adds", ["no task has tag:project adds; nearest is ads"]),
      ("mode=std,model=kling,duration=8s", []), ("month=2020-01", []),
    ] as [(String, [String])])
  func `a value that no line has is told with the nearest one`(
    text: String, complaints: [String]
  ) throws {
    let found = try LineFilter([text]).complaints(fields: ["mode", "duration"]) { _ in
      [Self.sample]
    }
    #expect(found == complaints)
  }

  @Test func `a field that no SKU has is a mistake, unless nothing is known`() throws {
    let filter = try LineFilter(["modle=kling"])
    let error = #expect(throws: LineFilterError.self) {
      try filter.complaints(fields: ["size"]) { _ in [Self.sample] }
    }
    #expect(error?.description.hasSuffix("found modle; nearest is model") == true)
    #expect(try filter.complaints(fields: nil) { _ in [] } == ["no task has modle kling"])
  }

  @Test func `lines are divided by tags or by keys, never by both`() throws {
    #expect(try LineFilter(["model=a"]).division() == .whole)
    #expect(try LineFilter(["tag:project=a"]).division() == .tags)
    #expect(try LineFilter(["key=a"]).division(of: [.key, .model]) == .keys)
    #expect(throws: LineFilterError.tagsAndKeys) {
      try LineFilter(["key=a,tag:project=b"]).division()
    }
    #expect(throws: LineFilterError.tagsAndKeys) {
      try LineFilter(["key=a"]).division(besides: .tags)
    }
  }

  /// Seeds are printed by the test's arguments.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `the filters of a partition keep every line once, and their sums are the whole`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let models = ["kling", "wan", "sora2"]
    let projects = ["ads", "news", nil]
    let lines = (0..<300).map { _ in
      let project = projects.randomElement(using: &random) ?? nil
      var line = Self.line(
        model: models.randomElement(using: &random) ?? "",
        fields: Bool.random(using: &random)
          ? [Request.Field("size", .word(["2K", "3K"].randomElement(using: &random) ?? ""))] : [],
        verdict: Verdict.allCases.randomElement(using: &random) ?? .matched,
        tags: project.map { ["project": $0] } ?? [:])
      line.billed = Points(Int64.random(in: 0...1_000_000, using: &random))
      line.tasks = Int.random(in: -3...50, using: &random)
      return line
    }
    let partitions = [
      ["model=kling", "model!=kling"], ["model=kling|wan", "model=sora2"],
      ["size=", "size=2K", "size!=2K,size!="],
      ["tag:project=ads", "tag:project=untagged", "tag:project=news"],
      ["verdict=matched,size=2K", "verdict=matched,size!=2K", "verdict!=matched"],
    ]
    for partition in partitions {
      let parts = try partition.map { try LineFilter([$0]).filtered(lines) }
      #expect(parts.reduce(0) { $0 + $1.count } == lines.count, "\(partition)")
      #expect(parts.map { Totals($0) }.reduce(into: Totals(), +=) == Totals(lines), "\(partition)")
    }
  }
}
