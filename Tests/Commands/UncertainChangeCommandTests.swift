import TestSupport
import Testing

/// Tasks of a span in which a price changed at an unknown moment, from import to claim.
@Suite struct UncertainChangeCommandTests {
  /// 10 seconds cost 0.80 USD until some moment between 2026-05-02 and 2026-05-20, then 0.60.
  private static let card = """
    - model: studio
      task_type: clip
      unit: second
      quantity: duration
      source: the studio's list
      checked: 2026-05-31
      prices:
        - { usd: 0.08, seen: [2026-05-01, 2026-05-02] }
        - { usd: 0.06, from: [2026-05-02, 2026-05-20], seen: [2026-05-20, 2026-05-31] }

    """

  private static func clip(_ number: Int, day: Int, consume: Int) -> TaskText {
    TaskText.task { task in
      (task.taskID, task.consume) = ("clip-\(number)", consume)
      (task.model, task.taskType, task.input) = ("studio", "clip", #"{"duration":10}"#)
      let moment = "2026-05-\(day < 10 ? "0" : "")\(day)T12:\(10 + number % 50)"
      (task.createdAt, task.endedAt) = ("\(moment):00Z", "\(moment):30Z")
    }
  }

  private static let earlier = clip(1, day: 10, consume: 8_000_000)
  private static let later = clip(2, day: 10, consume: 6_000_000)
  private static let dearer = clip(3, day: 10, consume: 9_000_000)
  private static let cheaper = clip(4, day: 10, consume: 5_000_000)

  private static func tool(_ tasks: [TaskText]) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(card, to: "card.yaml")
    let input = tasks.map { $0.envelope + "\n" }.joined()
    #expect(try tool.run("import", "-", "--card", "card.yaml", input: input).status == 0)
    return tool
  }

  @Test(arguments: [
    (earlier, "matched by the earlier price", "the earlier price"),
    (later, "matched by the later price", "the later price"),
    (dearer, "overcharged", "the earlier price"),
    (cheaper, "undercharged", "the earlier price"),
  ])
  func `a bill is matched by whichever price it equals, and by no third one`(
    task: TaskText, verdict: String, price: String
  ) throws {
    let tool = try Self.tool([task])
    let shown = try tool.run("explain", task.taskID, "--card", "card.yaml").output
    #expect(shown.contains("\nverdict    \(verdict)\n"))
    #expect(
      shown.contains(
        "\nnote: the price changed at an unknown moment between 2026-05-02 and 2026-05-20; "
          + "this is \(price)\n"))
  }

  @Test func `what either price explains is no finding, and what neither does is one`() throws {
    let quiet = try Self.tool([Self.earlier, Self.later])
      .run("reconcile", "--card", "card.yaml", "-f", "csv")
    #expect(quiet.status == 0)
    #expect(!quiet.output.contains("charged,"))
    let tool = try Self.tool([Self.earlier, Self.later, Self.dearer])
    let found = try tool.run("reconcile", "--card", "card.yaml", "-f", "csv")
    #expect(found.status == 10)
    #expect(found.output.contains("\novercharged,studio/clip,1,2026-05-10,2026-05-10,9000000,"))
  }

  @Test func `a bill that neither price explains is not claimed, one after the span is`() throws {
    let arguments = ["claims", "new", "--period", "2026-05", "--card", "card.yaml"]
    let within = try Self.tool([Self.dearer]).run(arguments)
    #expect(within.status == 0)
    #expect(
      within.errors.hasSuffix(
        "0.10 USD of 1 task is not proved; piledger reconcile shows how to settle it\n"))
    let after = try Self.tool([Self.clip(5, day: 25, consume: 9_000_000)]).run(arguments)
    #expect(after.status == 0)
    #expect(after.output.contains("credit **0.30 USD** to our account"))
  }

  @Test func `a change that the card expects is inferred without an alarm`() throws {
    let tasks = (0..<40).map { number in
      Self.clip(
        number, day: number < 20 ? 9 : 12, consume: number < 20 ? 8_000_000 : 6_000_000)
    }
    let tool = try Self.tool(tasks)
    let inferred = try tool.run("rates", "infer", "--card", "card.yaml", "-f", "csv")
    #expect(inferred.status == 0, "\(inferred.output)")
    let prices = inferred.output.split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).prefix(5) }
    #expect(
      prices.map { $0.joined(separator: ",") } == [
        "studio/clip,second,0.08,0.08,20", "studio/clip,second,0.06,0.06,20",
      ])
    #expect(try tool.run("reconcile", "--card", "card.yaml").status == 0)
  }

  @Test func `a third price in the span is inferred from the bills, with its moment`() throws {
    let tasks = (0..<40).map { number in
      Self.clip(
        number, day: number < 20 ? 9 : 12, consume: number < 20 ? 8_000_000 : 5_000_000)
    }
    let inferred = try Self.tool(tasks).run("rates", "infer", "--card", "card.yaml")
    #expect(inferred.status == 10)
    #expect(
      inferred.output.contains(
        "\nchanged: studio/clip: 0.08 → 0.05 USD per second since 2026-05-12T12:30:00Z, -37.5 %; "
          + "the card says 0.08; 20 tasks, 20 of them billed differently from the card\n"))
  }

  /// The same price is certain on one day and uncertain on another.
  @Test(arguments: [false, true])
  func `what is said of a task is its own, whatever other tasks cost the same`(
    isReversed: Bool
  ) throws {
    let before = Self.clip(6, day: 1, consume: 8_000_000)
    let after = Self.clip(7, day: 25, consume: 6_000_000)
    let tasks = [before, Self.earlier, Self.later, Self.dearer, after]
    let tool = try Self.tool(isReversed ? tasks.reversed() : tasks)
    let notes = try tasks.map { task in
      let shown = try tool.run("explain", task.taskID, "--card", "card.yaml").output
      return shown.contains("unknown moment")
    }
    #expect(notes == [false, true, true, true, false])
    let claim = try tool.run("claims", "new", "--period", "2026-05", "--card", "card.yaml")
    #expect(claim.status == 0, "\(claim.output)")
  }

  @Test func `a card that learns the moment reprices the ledger`() throws {
    let tool = try Self.tool([Self.earlier, Self.later])
    let known = Self.card.replacing("[2026-05-02, 2026-05-20]", with: "2026-05-10T00:00:00Z")
    try tool.folder.write(known, to: "known.yaml")
    let found = try tool.run("reconcile", "--card", "known.yaml", "-f", "csv")
    #expect(found.status == 10)
    #expect(found.output.contains("\novercharged,studio/clip,1,"))
    let shown = try tool.run("explain", Self.later.taskID, "--card", "known.yaml").output
    #expect(shown.contains("\nverdict    matched\n"))
    #expect(!shown.contains("unknown moment"))
  }
}
