import Foundation
import TestSupport
import Traffic

/// Tasks of every family of the provider, in every state that a task can end in or stay in, as the
/// provider answers about them.
///
/// The same seed makes the same tasks, whatever is changed about them.
struct FamilyMonth {
  /// What is different in another telling of the same tasks.
  struct Change {
    /// What all amounts are multiplied by.
    var factor = 1
    /// By how many days all times are later.
    var days = 0
    /// What ids begin with.
    var prefix = "7f3a0c1e"
  }

  static let asOf = "2026-11-29T00:00:00Z"
  private static let cases = FamilyCase.images + FamilyCase.videos + FamilyCase.others

  private let change: Change
  private var random: SeededRandom
  /// The answers, one a line.
  private(set) var lines: [String] = []

  init(seed: UInt64, tasks: Int = 500, change: Change = Change()) {
    self.change = change
    random = SeededRandom(seed: seed)
    for number in 0..<tasks { lines += answers(aboutTask: number) }
    for line in lines where pick(0..<12) == 0 { lines.append(line) }
    lines.shuffle(using: &random)
  }

  /// The answers in another order.
  mutating func shuffled() -> [String] { lines.shuffled(using: &random) }

  private mutating func pick(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func answers(aboutTask number: Int) -> [String] {
    let item = FamilyMonth.cases[pick(0..<FamilyMonth.cases.count)]
    var task = TaskText()
    task.taskID = String(format: "\(change.prefix)-52d4-4b6f-9a11-%012d", number)
    (task.model, task.taskType) = (pick(0..<9) == 0 ? " \(item.model) " : item.model, item.taskType)
    (task.input, task.output) = (item.input, item.output)
    let second = pick(0..<86_400)
    task.createdAt = time(item.created, second: second)
    task.startedAt = time(item.created, second: second + 1)
    task.endedAt = time(item.created, second: second + pick(2..<400))
    (task.usageType, task.consume) = ("point", item.points * change.factor)
    return told(task)
  }

  /// A time of a day, or of one after it.
  private func time(_ day: String, second: Int) -> String {
    let start = ISO8601DateFormatter().date(from: "\(day)T00:00:00Z") ?? .distantPast
    let date = start.addingTimeInterval(Double(second + 86_400 * change.days))
    return ISO8601DateFormatter().string(from: date)
  }

  private mutating func told(_ made: TaskText) -> [String] {
    var task = made
    switch pick(0..<16) {
    case 0: task.consume += [-1, 1, 1000][pick(0..<3)] * change.factor
    case 1: task.fail("failed", consume: 0)
    case 2: task.fail("failed", consume: task.consume)
    case 3: task.run("pending", frozen: task.consume, consume: 0)
    case 4: task.run("processing", frozen: 0, consume: 0)
    case 5: return toldTwice(task)
    case 6: return refunded(task)
    case 7: task.meta = #"{"created_at":"\#(task.createdAt)","ended_at":"\#(task.endedAt)"}"#
    case 8: task.usageType = "mj"
    case 9: (task.isUsingPrivatePool, task.consume) = (true, 0)
    case 10: return bookedAtOnce(task)
    default: break
    }
    return [form(task)]
  }

  /// Two ended answers that disagree.
  private mutating func toldTwice(_ task: TaskText) -> [String] {
    var other = task
    other.consume += 100 * change.factor
    if pick(0..<2) == 0 { other.endedAt = other.endedAt.replacing("Z", with: ".5Z") }
    return [form(task), form(other)]
  }

  /// A failed task before and after its refund; sometimes the refund was delivered first.
  private mutating func refunded(_ made: TaskText) -> [String] {
    var (booked, refunded) = (made, made)
    let status = pick(0..<2) == 0 ? "failed" : "cancelled"
    booked.fail(status, consume: made.consume)
    refunded.fail(status, consume: 0)
    let delivered = ISO8601DateFormatter().date(from: made.endedAt) ?? .distantPast
    let first = Int(delivered.timeIntervalSince1970) + 2
    let isOrdinary = pick(0..<4) > 0
    return [
      booked.webhook(timestamp: isOrdinary ? first : first + 90_000),
      refunded.webhook(timestamp: isOrdinary ? first + 90_000 : first),
    ]
  }

  /// The answer of a create call that books; perhaps the end, under the id in another case.
  private mutating func bookedAtOnce(_ made: TaskText) -> [String] {
    var (created, ended) = (made, made)
    created.usageType = "llm"
    created.run("pending", frozen: 0, consume: made.consume)
    (ended.usageType, ended.taskID) = ("llm", made.taskID.uppercased())
    return pick(0..<2) == 0 ? [form(created)] : [form(created), form(ended)]
  }

  private mutating func form(_ task: TaskText) -> String {
    pick(0..<2) == 0 ? task.bare : task.envelope
  }
}

extension TaskText {
  fileprivate mutating func fail(_ status: String, consume: Int) {
    (self.status, output, self.consume, errorCode) = (status, "null", consume, 10_000)
  }

  fileprivate mutating func run(_ status: String, frozen: Int, consume: Int) {
    (self.status, output, endedAt) = (status, "null", "")
    (self.frozen, self.consume) = (frozen, consume)
  }
}
