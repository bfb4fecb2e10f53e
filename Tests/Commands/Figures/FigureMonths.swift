import Foundation
import TestSupport
import Traffic

/// A ledger of two months with tasks of every verdict, of which the first was closed before some of
/// its tasks changed or came at all.
struct FigureMonths {
  /// The fifth day after the first month, when that is closed.
  static let closing = "2026-06-05T12:00:00Z"
  /// Within the second month.
  static let now = "2026-06-20T12:00:00Z"

  let tool: Tool

  /// Creates the ledger, with the first month closed or not.
  init(seed: UInt64, isClosed: Bool) throws {
    var random = SeededRandom(seed: seed)
    tool = try Tool()
    try tool.folder.write(FigureMonths.settings, to: "piledger.yaml")
    let may = (0..<70).map { FigureMonths.task(number: $0, month: 5, &random) }
    try importing(may.flatMap(\.self), asOf: FigureMonths.closing)
    if isClosed { try tool.run("close", "2026-05", asOf: FigureMonths.closing) }
    let changed = FigureMonths.changes(of: may, &random)
    let late = (100..<112).map { FigureMonths.task(number: $0, month: 5, &random) }
    let june = (200..<260).map { FigureMonths.task(number: $0, month: 6, &random) }
    try importing(
      (changed + late.flatMap(\.self) + june.flatMap(\.self)).shuffled(using: &random),
      asOf: FigureMonths.now)
  }

  private static let settings = """
    tags: [{ tag: project=film, model: "s*" }, { tag: project=rest, model: [kling] }]
    unpriced_limit: 100%
    budgets:
      - { name: all, usd: 5000, period: month }
      - { name: seedream, usd: 5000, period: month, models: [seedream] }
      - { name: film, usd: 5000, period: month, tags: project=film }

    """

  private func importing(_ records: [String], asOf: String) throws {
    try tool.folder.write(records.joined(separator: "\n") + "\n", to: "in.ndjson")
    try tool.run("import", "in.ndjson", asOf: asOf)
    try tool.run("reconcile", "-q", asOf: asOf)
  }

  /// The records of a task, in one of all the states that a task can end in, or stay in.
  private static func task(
    number: Int, month: Int, _ random: inout SeededRandom
  ) -> [String] {
    var task = TaskText()
    task.taskID = String(format: "7f3a0c1e-52d4-4b6f-9a11-%012d", number)
    let day = Int.random(in: 1...(month == 5 ? 31 : 19), using: &random)
    let time = String(
      format: "2026-%02d-%02dT%02d", month, day, Int.random(in: 0..<24, using: &random))
    (task.createdAt, task.endedAt) = ("\(time):10:00Z", "\(time):11:00Z")
    task.usageType = "point"
    switch Int.random(in: 0..<16, using: &random) {
    case 0: task.consume = 280_000 + 10_000 * number
    case 1: task.consume = 1_000 * number
    case 2: (task.model, task.consume) = ("aurora-9", 10_000 * number)
    case 3: (task.status, task.output, task.consume) = ("failed", "null", 0)
    case 4: (task.status, task.output, task.errorCode) = ("failed", "null", 10_000 + number % 3)
    case 5: task.meta = #"{"created_at":"\#(task.createdAt)","ended_at":"\#(task.endedAt)"}"#
    case 6: (task.isUsingPrivatePool, task.consume) = (true, number % 2 == 0 ? 0 : 140_000)
    case 7: task.open(consume: 0)
    case 8: task.open(consume: 280_000)
    case 9: task.video(consume: 9_000_000)
    case 10: task.video(consume: 9_000_001 + number)
    case 11:
      // Two ended answers that disagree.
      let other = TaskText.task {
        $0 = task
        $0.consume = 300_000
      }
      return [task.envelope, other.envelope]
    case 12:
      task.input = #"{"prompt":"fog","size":"3K"}"#
      task.consume = 420_000
    default: break
    }
    return [task.envelope]
  }

  /// What arrives about some tasks after their month was closed: another bill, a refund, an end.
  private static func changes(
    of tasks: [[String]], _ random: inout SeededRandom
  ) -> [String] {
    tasks.shuffled(using: &random).prefix(12).compactMap(\.last).map { record in
      record.replacing(#""status":"processing""#, with: #""status":"completed""#)
        .replacing(#""consume":280000"#, with: #""consume":310000"#)
        .replacing("11:00Z", with: "12:30Z")
    }
  }
}

extension TaskText {
  /// Makes it a task that runs, with points frozen, and perhaps booked already.
  fileprivate mutating func open(consume: Int) {
    (status, output, endedAt) = ("processing", "null", "")
    (frozen, self.consume) = (280_000, consume)
  }

  /// Makes it a video whose response does not give the length.
  fileprivate mutating func video(consume: Int) {
    (model, taskType, self.consume) = ("seedance", "seedance-2", consume)
    input = #"{"duration":5,"video_urls":["https://v.example/1.mp4"]}"#
  }
}
