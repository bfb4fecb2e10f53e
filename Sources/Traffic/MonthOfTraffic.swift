package import Domain

/// A month of a small studio's tasks and of its account: busy weekdays, quiet weekends, growth, some
/// failures, a price change that the rate card knows, and planted errors.
///
/// The same seed yields the same month.
package struct MonthOfTraffic: Sendable {
  /// Something planted for the demo to find.
  package struct PlantedError: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
      case overcharge
      case undercharge
      case missingRefund = "missing refund"
      case lateRefund = "late refund"
      case stuckTask = "stuck task"
      case unpricedModel = "unpriced model"
      case priceStep = "price step"
      case duplicateWebhook = "duplicate webhook"
      case malformedLine = "malformed line"
      case unloggedTasks = "unlogged tasks"
      case unexplainedCharge = "unexplained charge"
    }

    package let kind: Kind
    /// The id of the task it concerns; else what it concerns, in words.
    package let subject: String
  }

  /// A file of the provider's answers.
  package struct File: Sendable {
    package let name: String
    package let text: String
  }

  /// The month's first day.
  package static let firstDay = CalendarDay(number: 20_485)  // 2026-02-01, a Sunday
  package static let days = 28
  /// The night after the month, for which the demo's reports are made.
  package static let asOf = Instant(startOf: firstDay + days).adding(seconds: 2 * 3600)

  /// From here on, Qubico/z-image is billed three fifths of its price, which no rate card says.
  package static let priceStep = (from: Instant(seconds: 1_771_509_313), model: "Qubico/z-image")

  private static let kinds = TaskKind.studio.map { kind in
    kind.model == priceStep.model
      ? kind.changing(to: kind.pointsPerUnit * 3 / 5, from: priceStep.from) : kind
  }

  /// What the tasks answered, a file a day and one of planted errors.
  package private(set) var files: [File] = []
  /// What the account answered: its history and its balance of every night.
  package private(set) var accountFiles: [File] = []
  package private(set) var plantedErrors: [PlantedError] = []
  /// Every task, in its final state.
  private(set) var tasks: [MadeUpTask] = []

  private var random: SeededRandom

  package var taskCount: Int { tasks.count }
  /// How many tasks only the account's history shows.
  package static let unloggedTaskCount = StudioAccount.unloggedDays.count

  package init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    for offset in 0..<MonthOfTraffic.days {
      let day = MonthOfTraffic.firstDay + offset
      files.append(File(name: "\(day).ndjson", text: text(of: tasks(on: day, offset: offset))))
    }
    files.append(File(name: "planted.ndjson", text: plantedText()))
    let account = StudioAccount(tasks: tasks, seed: seed)
    accountFiles = account.files
    plantedErrors +=
      [
        PlantedError(
          kind: .priceStep,
          subject: "\(MonthOfTraffic.priceStep.model) since \(MonthOfTraffic.priceStep.from)"),
        PlantedError(kind: .malformedLine, subject: "in planted.ndjson"),
      ] + account.plantedErrors
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
    var ticket = Int.random(in: 0..<MonthOfTraffic.kinds.map(\.weight).reduce(0, +), using: &random)
    for kind in MonthOfTraffic.kinds {
      ticket -= kind.weight
      if ticket < 0 { return kind }
    }
    return TaskKind.unknown
  }

  /// One in 25 tasks fails and costs nothing.
  private mutating func task(_ kind: TaskKind, at createdAt: Instant) -> MadeUpTask {
    let quantity = kind.quantities.randomElement(using: &random) ?? 1
    let fails = Int.random(in: 0..<25, using: &random) == 0
    let wait = Int64.random(in: kind.waitSeconds, using: &random)
    let task = MadeUpTask(
      taskID: random.nextTaskID(), kind: kind, quantity: quantity, createdAt: createdAt,
      endedAt: createdAt.adding(seconds: wait), status: fails ? "failed" : "completed",
      points: fails ? .zero : kind.points(quantity: quantity, at: createdAt),
      errorCode: fails ? 10_000 : 0)
    tasks.append(task)
    return task
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
    let kinds = MonthOfTraffic.kinds
    let at = { (offset: Int) in
      Instant(startOf: MonthOfTraffic.firstDay + offset).adding(seconds: 43_200)
    }
    let overcharged = planted(.overcharge, kind: kinds[1], at: at(16)) {
      $0.points = Points(520_000)
    }
    let undercharged = planted(.undercharge, kind: kinds[8], at: at(17)) {
      $0.points = Points($0.points.count / 2)
    }
    let unrefunded = planted(.missingRefund, kind: kinds[4], at: at(18)) {
      ($0.status, $0.errorCode) = ("failed", 10_000)
    }
    let stuck = planted(.stuckTask, kind: kinds[5], at: at(19)) { $0.status = "processing" }
    let unpriced = planted(.unpricedModel, kind: .unknown, at: at(20))
    let repeated = planted(.duplicateWebhook, kind: kinds[0], at: at(21))
    // Drawn last, so that what is drawn before does not depend on it.
    let refunded = planted(.lateRefund, kind: kinds[4], at: at(9)) {
      ($0.status, $0.errorCode) = ("failed", 10_000)
      $0.refundedAt = $0.endedAt.adding(seconds: 25 * 3600)
    }
    let malformed = String(MadeUpTask.envelope(repeated.json).dropLast(40))
    let lines =
      [overcharged, undercharged, unrefunded, stuck, unpriced].map {
        MadeUpTask.envelope($0.json)
      } + [repeated.webhook, repeated.webhook, refunded.webhookBeforeRefund, refunded.webhook]
      + [malformed]
    return lines.map { $0 + "\n" }.joined()
  }

  /// A completed task with the kind's first quantity, correctly booked but for a change.
  private mutating func planted(
    _ error: PlantedError.Kind, kind: TaskKind, at createdAt: Instant,
    _ change: (inout MadeUpTask) -> Void = { _ in }
  ) -> MadeUpTask {
    let quantity = kind.quantities[0]
    var task = MadeUpTask(
      taskID: random.nextTaskID(), kind: kind, quantity: quantity, createdAt: createdAt,
      endedAt: createdAt.adding(seconds: kind.waitSeconds.lowerBound), status: "completed",
      points: kind.points(quantity: quantity, at: createdAt))
    change(&task)
    tasks.append(task)
    plantedErrors.append(PlantedError(kind: error, subject: task.taskID))
    return task
  }
}
