import Domain
import RateCards
import Reconciliation
import Testing

/// What the account history alone tells about an amount.
@Suite struct HistoryPricingTests {
  private static func task(
    _ model: String, _ action: String, _ points: Int64?, at seconds: Int64 = 1_780_272_000,
    usage: ExactDecimal? = nil
  ) -> UnloggedTask {
    UnloggedTask(
      entry: HistoryEntry(
        entryID: "1", taskID: "t", account: nil, apiKeyID: nil, model: model, action: action,
        status: "finished", serviceMode: "public", usageType: "point",
        usage: usage ?? points.map { ExactDecimal($0) }, createdAt: Instant(seconds: seconds),
        updatedAt: nil),
      points: points.map { Points($0) }, asked: nil)
  }

  /// The unit of a history whose usage equals the points of responses, and of one whose does not.
  private static let point = HistoryUnit([
    HistoryUnit.Pair(usage: ExactDecimal(280_000), billed: Points(280_000), tasks: 1)
  ])
  private static let other = HistoryUnit([
    HistoryUnit.Pair(usage: ExactDecimal(28), billed: Points(280_000), tasks: 1)
  ])

  private static func consistency(of task: UnloggedTask) throws -> HistoryConsistency {
    var pricing = HistoryPricing(try RateCard(reading: [.builtIn]), unit: point)
    return pricing.consistency(of: task)
  }

  @Test(arguments: [
    ("music-u", "generate_music", 500_000, ["0.05 USD per generation (music-u/generate_music)"]),
    (
      "Qubico/image-toolkit", "background-remove", 10_000,
      ["0.001 USD per generation (Qubico/image-toolkit/background-remove)"]
    ),
    // The history's own name of the model.
    (
      "image_toolkit", "background-remove", 10_000,
      ["0.001 USD per generation (Qubico/image-toolkit/background-remove)"]
    ),
    (
      "seedream", "seedream-5-lite", 280_000,
      ["1 image at 0.028 USD per image (seedream/seedream-5-lite size=2K)"]
    ),
    // Three images of one size cost as much as two of the other: both are shown, neither is chosen.
    (
      "seedream", "seedream-5-lite", 840_000,
      [
        "3 images at 0.028 USD per image (seedream/seedream-5-lite size=2K)",
        "2 images at 0.042 USD per image (seedream/seedream-5-lite size=3K)",
      ]
    ),
  ])
  func `an amount that prices of model and action lead to is consistent with them`(
    model: String, action: String, points: Int64, candidates: [String]
  ) throws {
    #expect(
      try Self.consistency(of: Self.task(model, action, points)) == .consistent(candidates))
  }

  @Test func `an amount that no price leads to is not explained, and the prices are shown`() throws
  {
    #expect(
      try Self.consistency(of: Self.task("music-u", "generate_music", 500_001))
        == .unexplained(["0.05 USD per generation (music-u/generate_music)"]))
  }

  @Test(arguments: [
    ("nothing", "txt2img", 280_000), ("seedream", "create", 280_000),
    // Tokens of two kinds can come to any amount.
    ("gpt-4o", "chat_completion", 280_000),
  ])
  func `without a price of model and action nothing is said`(
    model: String, action: String, points: Int64
  ) throws {
    guard case .unknown = try Self.consistency(of: Self.task(model, action, points)) else {
      Issue.record("something is said")
      return
    }
  }

  @Test func `nothing booked, no amount and another unit are told apart`() throws {
    #expect(try Self.consistency(of: Self.task("seedream", "seedream-5-lite", 0)) == .unbooked)
    #expect(
      try Self.consistency(of: Self.task("seedream", "seedream-5-lite", nil))
        == .unknown("the history does not say an amount"))
    #expect(
      try Self.consistency(of: Self.task("mj", "imagine", nil, usage: ExactDecimal(8)))
        == .unknown("the amount is in no known unit of money"))
  }

  @Test func `the prices are those of the day`() throws {
    // 2026-02-13 brought a lower price of this model.
    let before = Self.task("kling", "video_generation", 1_000_000, at: 1_770_000_000)
    let after = Self.task("kling", "video_generation", 1_000_000, at: 1_775_000_000)
    #expect(try Self.consistency(of: before) != Self.consistency(of: after))
  }

  @Test func `a summary counts what is consistent and what is gone`() throws {
    var gone = Self.task("seedream", "seedream-5-lite", 280_000)
    gone = UnloggedTask(
      entry: gone.entry, points: gone.points,
      asked: AskedTask(.gone, code: 404, at: Instant(seconds: 1)))
    let tasks = [gone, Self.task("seedream", "seedream-5-lite", 1), Self.task("x", "y", 5)]
    let card = try RateCard(reading: [.builtIn])
    let sentence = { (unit: HistoryUnit?) in
      var pricing = HistoryPricing(card, unit: unit)
      var summary = UnloggedSummary(unit: unit)
      for task in tasks { summary.add(task, pricing.consistency(of: task)) }
      return summary.sentence
    }
    #expect(
      sentence(Self.point)
        == "only in the history: 3 tasks, not proved; 1 is consistent with a price of the card; "
        + "1 is explained by none; 1 is gone at the provider, 0.028 USD by the history")
    #expect(
      sentence(nil)
        == "only in the history: 3 tasks, not proved; 1 is consistent with a price of the card if "
        + "usage is in points; 1 is explained by none; 1 is gone at the provider, usage 280000 by "
        + "the history, whose unit is not verified")
    #expect(
      sentence(Self.other)
        == "only in the history: 3 tasks, not proved; 1 is gone at the provider, usage 280000 by "
        + "the history, whose unit is not verified")
    #expect(UnloggedSummary(unit: nil).sentence == nil)
  }

  @Test func `a gone task counts once, and an amount that is not known is never 0`() {
    var gone = GoneTasks()
    for (id, points) in [("a", 280_000), ("a", 20_000), ("b", nil)] as [(String, Int64?)] {
      var task = Self.task("seedream", "seedream-5-lite", points, usage: ExactDecimal(points ?? 8))
      var entry = task.entry
      entry.taskID = id
      task = UnloggedTask(
        entry: entry, points: points.map { Points($0) },
        asked: AskedTask(.gone, code: 404, at: Instant(seconds: 1)))
      gone.add(task)
    }
    gone.add(Self.task("seedream", "seedream-5-lite", 280_000))
    #expect(
      gone.sentence(unit: Self.point)
        == "2 tasks are gone at the provider, 0.03 USD by the history (1 without an amount in points)"
    )
    #expect(GoneTasks().sentence(unit: nil) == nil)
  }
}

/// When a task is worth asking for.
@Suite struct AskingRulesTests {
  private static let now = Instant(seconds: 1_780_272_000)

  @Test(
    arguments: [(nil, 86_400), (60, 3600), (3600, 36_000), (20_000, 200_000)] as [(Int64?, Int64)])
  func `a task is late after several times its usual duration, at least an hour, or after a day`(
    usual: Int64?, seconds: Int64
  ) {
    #expect(
      AskingRules.lateAfterSeconds(usualWaitSeconds: usual, rules: SettlementRules()) == seconds)
  }

  @Test(
    arguments: [
      (3599, nil, false), (3600, nil, true), (nil, nil, true),
      (9999, (AskedTask.Answer.running, 19), false), (9999, (.running, 20), true),
      (9999, (.gone, 29 * 24), false), (9999, (.gone, 30 * 24), true),
      (9999, (.ended, 29 * 24), false),
    ] as [(Int64?, (AskedTask.Answer, Int64)?, Bool)])
  func `a task that may be running, or was asked for lately, is not due`(
    ageSeconds: Int64?, asked: (answer: AskedTask.Answer, hoursAgo: Int64)?, isDue: Bool
  ) {
    #expect(
      AskingRules.isDue(
        createdAt: ageSeconds.map { Self.now.adding(seconds: -$0) },
        asked: asked.map { ($0.answer, Self.now.adding(seconds: -$0.hoursAgo * 3600)) },
        lateAfterSeconds: 3600, at: Self.now) == isDue)
  }
}
