package import Domain

/// A month of a small studio's tasks: busy weekdays, quiet weekends, growth, some failures, a price
/// change, and planted errors.
///
/// The same seed yields the same month.
package struct MonthOfTraffic: Sendable {
  /// A planted error, for the demo to find.
  package struct PlantedError: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
      case overcharge
      case undercharge
      case missingRefund = "missing refund"
      case stuckTask = "stuck task"
      case unpricedModel = "unpriced model"
      case duplicateWebhook = "duplicate webhook"
      case malformedLine = "malformed line"
    }

    package let kind: Kind
    /// The task it concerns; empty for a malformed line.
    package let taskID: String
  }

  /// A file of task responses.
  package struct File: Sendable {
    package let name: String
    package let text: String
  }

  /// The month's first day.
  package static let firstDay = CalendarDay(number: 20_485)  // 2026-02-01, a Sunday
  package static let days = 28
  /// The night after the month, for which the demo's reports are made.
  package static let asOf = Instant(startOf: firstDay + days).adding(seconds: 2 * 3600)

  package private(set) var files: [File] = []
  package private(set) var plantedErrors: [PlantedError] = []
  package private(set) var taskCount = 0

  private var random: SeededRandom

  package init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    for offset in 0..<MonthOfTraffic.days {
      let day = MonthOfTraffic.firstDay + offset
      files.append(File(name: "\(day).ndjson", text: text(of: tasks(on: day, offset: offset))))
    }
    files.append(File(name: "planted.ndjson", text: plantedText()))
  }

  /// About 75 tasks on a first weekday, growing by 1.5 % a day; weekends have two fifths.
  private mutating func tasks(on day: CalendarDay, offset: Int) -> [MadeUpTask] {
    let isWeekend = offset % 7 == 0 || offset % 7 == 6
    let usual = 75 * (1000 + 15 * offset) / 1000 * (isWeekend ? 2 : 5) / 5
    let count = usual + Int.random(in: -8...8, using: &random)
    let starts = (0..<count).map { _ in Int64.random(in: 6 * 3600..<22 * 3600, using: &random) }
    return starts.sorted().map { second in
      task(kind(), at: Instant(startOf: day).adding(seconds: second))
    }
  }

  private mutating func kind() -> TaskKind {
    var ticket = Int.random(in: 0..<TaskKind.studio.map(\.weight).reduce(0, +), using: &random)
    for kind in TaskKind.studio {
      ticket -= kind.weight
      if ticket < 0 { return kind }
    }
    return TaskKind.unknown
  }

  /// One in 25 tasks fails and costs nothing.
  private mutating func task(_ kind: TaskKind, at createdAt: Instant) -> MadeUpTask {
    taskCount += 1
    let quantity = kind.quantities.randomElement(using: &random) ?? 1
    let fails = Int.random(in: 0..<25, using: &random) == 0
    let wait = Int64.random(in: kind.waitSeconds, using: &random)
    return MadeUpTask(
      taskID: taskID(), kind: kind, quantity: quantity, createdAt: createdAt,
      endedAt: createdAt.adding(seconds: wait), status: fails ? "failed" : "completed",
      points: fails ? .zero : kind.points(quantity: quantity, at: createdAt),
      errorCode: fails ? 10_000 : 0)
  }

  /// A UUID of version 4.
  private mutating func taskID() -> String {
    let high = random.next() & ~0xF000 | 0x4000
    let low = random.next() & ~(3 << 62) | 2 << 62
    return TaskID(high: high, low: low).text
  }

  /// Every task is logged when it ends; one in three also when it is created, and one in four by its
  /// webhook.
  private mutating func text(of tasks: [MadeUpTask]) -> String {
    var lines: [String] = []
    for task in tasks {
      let ticket = Int.random(in: 0..<12, using: &random)
      if ticket < 4, task.status == "completed" {
        lines.append(MadeUpTask.envelope(task.pendingJSON))
      }
      lines.append(ticket > 8 ? task.webhook : MadeUpTask.envelope(task.json))
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension MonthOfTraffic {
  private mutating func plantedText() -> String {
    let day = MonthOfTraffic.firstDay
    let at = { (offset: Int) in Instant(startOf: day + offset).adding(seconds: 43_200) }
    var overcharged = planted(.overcharge, kind: TaskKind.studio[1], at: at(16))
    overcharged.points = Points(520_000)
    var undercharged = planted(.undercharge, kind: TaskKind.studio[8], at: at(17))
    undercharged.points = Points(undercharged.points.count / 2)
    var unrefunded = planted(.missingRefund, kind: TaskKind.studio[4], at: at(18))
    (unrefunded.status, unrefunded.errorCode) = ("failed", 10_000)
    var stuck = planted(.stuckTask, kind: TaskKind.studio[5], at: at(19))
    stuck.status = "processing"
    let unpriced = planted(.unpricedModel, kind: .unknown, at: at(20))
    let repeated = planted(.duplicateWebhook, kind: TaskKind.studio[0], at: at(21))
    plantedErrors.append(PlantedError(kind: .malformedLine, taskID: ""))
    let malformed = String(MadeUpTask.envelope(repeated.json).dropLast(40))
    let lines =
      [overcharged, undercharged, unrefunded, stuck, unpriced].map {
        MadeUpTask.envelope($0.json)
      } + [repeated.webhook, repeated.webhook, malformed]
    return lines.map { $0 + "\n" }.joined()
  }

  /// A completed task with the kind's first quantity, correctly booked.
  private mutating func planted(
    _ error: PlantedError.Kind, kind: TaskKind, at createdAt: Instant
  ) -> MadeUpTask {
    let quantity = kind.quantities[0]
    let task = MadeUpTask(
      taskID: taskID(), kind: kind, quantity: quantity, createdAt: createdAt,
      endedAt: createdAt.adding(seconds: kind.waitSeconds.lowerBound), status: "completed",
      points: kind.points(quantity: quantity, at: createdAt))
    taskCount += 1
    plantedErrors.append(PlantedError(kind: error, taskID: task.taskID))
    return task
  }
}

/// A synthetic task, which can be written in every form that the provider uses.
package struct MadeUpTask: Sendable {
  package var taskID: String
  package var kind: TaskKind
  package var quantity: Int
  package var createdAt: Instant
  package var endedAt: Instant
  package var status: String
  /// What the provider books, or freezes while the task runs.
  package var points: Points
  package var errorCode = 0

  /// The bare task as JSON on one line, in its final state.
  package var json: String { json(status: status) }

  /// The bare task as it was when created.
  package var pendingJSON: String { json(status: "pending") }

  /// The answer of the create and the get call.
  package static func envelope(_ json: String) -> String {
    "{\"code\":200,\"data\":\(json),\"message\":\"success\"}"
  }

  /// The body of a webhook, sent two seconds after the end.
  package var webhook: String {
    "{\"timestamp\":\(endedAt.seconds + 2),\"data\":\(json)}"
  }

  private func json(status: String) -> String {
    let hasEnded = status == "completed" || status == "failed"
    let unset = "0001-01-01T00:00:00Z"
    let started = status == "pending" ? unset : createdAt.adding(seconds: 1).description
    let isBooked = hasEnded || kind.booksAtCreation
    let usage =
      "{\"type\":\"\(kind.booksAtCreation ? "llm" : "point")\","
      + "\"frozen\":\(isBooked ? 0 : points.count),\"consume\":\(isBooked ? points.count : 0)}"
    let meta =
      "{\"created_at\":\"\(createdAt)\",\"started_at\":\"\(started)\","
      + "\"ended_at\":\"\(hasEnded ? endedAt.description : unset)\",\"usage\":\(usage),"
      + "\"is_using_private_pool\":false}"
    let output = status == "completed" ? kind.output(taskID: taskID, quantity: quantity) : "null"
    return "{\"task_id\":\"\(taskID)\",\"model\":\"\(kind.model)\","
      + "\"task_type\":\"\(kind.taskType)\",\"status\":\"\(status)\","
      + "\"config\":{\"service_mode\":\"\",\"webhook_config\":{\"endpoint\":\"\",\"secret\":\"\"}},"
      + "\"input\":\(kind.input(quantity: quantity)),\"output\":\(output),\"meta\":\(meta),"
      + "\"detail\":null,\"logs\":[],\"error\":{\"code\":\(errorCode),\"raw_message\":\"\","
      + "\"message\":\"\",\"detail\":null}}"
  }
}
