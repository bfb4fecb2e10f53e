import Domain
import Intake
import RateCards
import Reconciliation

/// Reduces records to usage lines as a query of an analytic engine does.
struct ReducedTasks {
  /// What tasks of one line have in common.
  private struct Key: Hashable {
    let day: CalendarDay?
    let utcDay: CalendarDay?
    let pricesChanged: Int
    let createdAt: Instant?
    let endedAt: Instant?
    let request: Request
    let readFields: [String]
    let state: ObservedState
    let isInConflict: Bool
  }

  var batch = "studio"
  var shard = "1/1"
  var run = "2026-05-20T00:00:00Z"
  var timeZone = "UTC"
  private let pricer: Pricer
  private var tasks: [TaskID: TaskRecord] = [:]

  init(_ records: [String], card: SmallCard = SmallCard()) throws {
    pricer = try card.pricer
    for case .record(.task(let observation), _) in LedgerScenario.items(
      of: records.joined(separator: "\n"))
    {
      let record = TaskRecord(observation)
      tasks[record.id, default: record].merge(record)
    }
  }

  /// The lines, or those of tasks that a closure wants.
  func lines(where isWanted: (TaskRecord) -> Bool = { _ in true }) -> [String] {
    guard let calendar = AccountingCalendar(timeZone: timeZone) else { return [] }
    var groups: [Key: [TaskRecord]] = [:]
    for task in tasks.values where isWanted(task) {
      groups[key(of: task, calendar), default: []].append(task)
    }
    return groups.map { line($0, of: $1) }.sorted()
  }

  private func key(of task: TaskRecord, _ calendar: AccountingCalendar) -> Key {
    let dependencies = pricer.dependencies(
      model: task.request.model, taskType: task.request.taskType)
    let isTimed = isTimed(task)
    let billed =
      task.billed?.count ?? (task.isBilledInOtherUnit ? task.usage?.usage.consume.count : nil)
    let hasUsage = billed != nil || task.frozen > .zero
    let outputs = task.state.status == .completed && dependencies.readsOutputs
    return Key(
      day: task.createdAt.map(calendar.day), utcDay: task.createdAt?.day,
      pricesChanged: dependencies.boundaries.count { boundary in
        task.createdAt.map { boundary <= $0 } ?? false
      },
      createdAt: isTimed ? task.createdAt : nil, endedAt: isTimed ? task.state.stamp.endedAt : nil,
      request: Request(
        model: task.request.model, taskType: task.request.taskType,
        fields: task.request.fields.filter { dependencies.fieldNames.contains($0.name) }),
      readFields: dependencies.sortedFieldNames,
      state: ObservedState(
        account: task.account, status: task.state.status, isOwnAccount: task.state.isOwnAccount,
        outputCount: outputs ? task.state.outputCount : nil,
        errorCode: task.state.status.isWithoutResult ? task.state.errorCode : nil,
        usage: hasUsage
          ? task.usage.map {
            Usage(type: $0.usage.type, frozen: task.frozen, consume: Points(billed ?? -1))
          } : nil),
      isInConflict: task.isInConflict)
  }

  /// Whether time, or the order of tasks, can change the verdict.
  private func isTimed(_ task: TaskRecord) -> Bool {
    guard task.state.status.isWithoutResult else {
      return task.billed == nil && !task.state.status.hasEnded
    }
    return task.billed.map { $0 > .zero } ?? false
      || pricer.card.hasPenaltyRule(for: task.request)
  }

  private func line(_ key: Key, of tasks: [TaskRecord]) -> String {
    let created = tasks.compactMap(\.createdAt)
    let waits = tasks.compactMap { task -> Int64? in
      guard task.isSettled, let start = task.createdAt, let end = task.state.stamp.endedAt,
        end >= start
      else { return nil }
      return end.seconds(since: start)
    }
    let usage = key.state.usage
    let consume = usage.flatMap { $0.consume.count < 0 ? nil : $0.consume.count }
    let text = { (value: String?) in value.map { JSONText.quoted($0) } ?? "null" }
    let number = { (value: Int64?) in value.map(String.init) ?? "null" }
    let members: [(String, String)] = [
      ("piledger_lines", "1"), ("batch", text(batch)), ("shard", text(shard)), ("run", text(run)),
      ("account", text(key.state.account)), ("time_zone", text(timeZone)),
      ("day", text(key.day?.description)), ("created_from", text(created.min()?.description)),
      ("created_to", text(created.max()?.description)),
      ("ended_at", text(key.endedAt?.description)), ("model", text(key.request.model)),
      ("task_type", text(key.request.taskType)),
      (
        "fields",
        "{\(key.request.fields.map { "\(text($0.name)):\($0.value.json)" }.joined(separator: ","))}"
      ),
      ("read_fields", "[\(key.readFields.map { text($0) }.joined(separator: ","))]"),
      ("outputs", number(key.state.outputCount.map(Int64.init))),
      ("status", text(key.state.status.name)), ("own_account", "\(key.state.isOwnAccount)"),
      ("usage_type", text(usage?.type)), ("consume", number(consume)),
      ("frozen", number(usage?.frozen.count ?? 0)), ("disagrees", "\(key.isInConflict)"),
      ("error_code", number(key.state.errorCode.map(Int64.init))), ("tasks", "\(tasks.count)"),
      ("waits", "\(waits.count)"), ("wait_seconds", "\(waits.reduce(0, +))"),
    ]
    return "{\(members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
  }
}
