package import Domain

/// The traffic of a large account, record by record, generated in constant memory at disk speed, to
/// benchmark the command.
///
/// The same plan yields the same bytes. Every task is booked as the built-in card prices it; 3 % of
/// the records are the outcome of a task logged as pending six hours earlier, and none is left open
/// at the end.
package struct AccountTraffic: Sendable {
  /// What traffic to generate.
  package struct Plan: Codable, Hashable, Sendable {
    package let seed: UInt64
    package let records: Int
    /// The number of the first day, counted from 1970-01-01.
    package let firstDay: Int
    package let days: Int

    package init(seed: UInt64, records: Int, firstDay: CalendarDay, days: Int) {
      (self.seed, self.records, self.days) = (seed, records, days)
      self.firstDay = firstDay.number
    }

    /// The start of the day after the last.
    package var end: Instant { Instant(startOf: CalendarDay(number: firstDay + days)) }
  }

  /// To be raised when the same plan yields different bytes than before.
  package static let version = 1

  /// Creation times are not quite in the order of the records.
  private static let jitterSeconds: Int64 = 3600

  private let plan: Plan
  private let writer: AccountRecordWriter
  private var random: SeededRandom
  private var pending = PendingTasks()
  private(set) package var count = TrafficCount()

  package init(_ plan: Plan) {
    self.plan = plan
    writer = AccountRecordWriter(seed: plan.seed)
    random = SeededRandom(seed: plan.seed)
  }

  /// Appends the next record as JSON on one line, without its end; false if there is none left.
  @discardableResult
  package mutating func appendRecord(to bytes: inout [UInt8]) -> Bool {
    guard count.records < plan.records else { return false }
    let now = moment(ofRecord: count.records)
    let isEnding = pending.count >= plan.records - count.records
    if let task = pending.next, isEnding || task.loggedAgainAt <= now {
      pending.removeNext()
      finish(task, isLater: true, in: &bytes)
      return true
    }
    let task = writer.task(
      createdAt: Instant(
        nanoseconds: now.nanoseconds
          + Int64.random(in: 0..<AccountTraffic.jitterSeconds * 1_000_000_000, using: &random)),
      using: &random)
    count.tasks += 1
    if Int.random(in: 0..<100, using: &random) < 3, pending.count + 1 < plan.records - count.records
    {
      pending.add(task)
      count.records += 1
      writer.append(task, as: .pending, to: &bytes)
    } else {
      finish(task, isLater: false, in: &bytes)
    }
    return true
  }

  /// Appends the body of a create call.
  package mutating func appendRequest(to bytes: inout [UInt8]) {
    let task = writer.task(createdAt: moment(ofRecord: 0), using: &random)
    writer.appendRequest(task, to: &bytes)
  }

  private mutating func finish(_ task: AccountTask, isLater: Bool, in bytes: inout [UInt8]) {
    count.records += 1
    if isLater { count.laterStates += 1 }
    if !task.isFailed, !task.isOwnAccount { count.add(billedTasks: 1, of: writer.model(of: task)) }
    writer.append(task, as: .ended, to: &bytes)
  }

  /// Records are spread evenly over the days, so that the last one still starts before their end.
  private func moment(ofRecord index: Int) -> Instant {
    let start = Instant(startOf: CalendarDay(number: plan.firstDay))
    let seconds = Int64(plan.days) * 86_400 - AccountTraffic.jitterSeconds
    let step = seconds * 1_000_000_000 / Int64(max(plan.records, 1))
    return Instant(nanoseconds: start.nanoseconds + step * Int64(index))
  }
}

/// The content of a traffic file, for checks of what was read from it.
package struct TrafficCount: Codable, Hashable, Sendable {
  package var records = 0
  package var tasks = 0
  /// Records about a task that an earlier record already covered.
  package var laterStates = 0
  /// Completed tasks that were booked, by model.
  package var billedTasks: [String: Int] = [:]

  package init() {}

  mutating func add(billedTasks tasks: Int, of model: String) {
    billedTasks[model, default: 0] += tasks
  }
}

/// Tasks logged as pending, oldest first.
private struct PendingTasks {
  private var tasks: [AccountTask] = []
  private var start = 0

  var count: Int { tasks.count - start }
  var next: AccountTask? { start < tasks.count ? tasks[start] : nil }

  mutating func add(_ task: AccountTask) { tasks.append(task) }

  mutating func removeNext() {
    start += 1
    // Half of the array is used up: drop it.
    guard start * 2 > tasks.count else { return }
    tasks.removeFirst(start)
    start = 0
  }
}

/// A task in a large account's traffic.
struct AccountTask: Sendable {
  let id: TaskID
  /// The indexes of its kind and its quantity in their lists.
  let kind: Int
  let choice: Int
  let createdAt: Instant
  let endedAt: Instant
  let points: Points
  let isFailed: Bool
  let isOwnAccount: Bool
  /// Bits that determine its prompt and whatever else does not affect its price.
  let ticket: UInt64

  /// The moment, six hours later, at which a task logged as pending is logged again.
  var loggedAgainAt: Instant { createdAt.adding(seconds: 6 * 3600) }
}

/// What is the same in all records of a kind, as bytes.
struct PreparedKind: Sendable {
  let kind: TaskKind
  let model: [UInt8]
  let taskType: [UInt8]
  /// The members of the input besides the prompt, for each of the kind's quantities.
  let fields: [[UInt8]]

  init(_ kind: TaskKind) {
    self.kind = kind
    model = Array(kind.model.utf8)
    taskType = Array(kind.taskType.utf8)
    fields = kind.quantities.map { Array(kind.fields(quantity: $0).utf8) }
  }
}
