import Domain

/// The account of a small studio: what its history and its nightly balances tell of a month of tasks.
///
/// Beside the tasks that the studio logs, it has some that nobody logged, made with a key of their
/// own; a top-up; and a charge that nothing explains.
struct StudioAccount: Sendable {
  /// Money in or out at a moment.
  private struct Movement {
    let at: Instant
    let points: Points
  }

  static let unloggedKey = 4

  private static let opening = Points(3_000_000_000)
  private static let topUp = Points(1_000_000_000)
  private static let topUpAt = moment(day: 16, hour: 9)
  private static let unexplained = Movement(
    at: moment(day: 19, hour: 15), points: Points(-5_000_000))
  /// The days of the tasks that nobody logged, at night.
  static let unloggedDays = [9, 9, 10, 12, 20, 24]

  private let unlogged: [MadeUpTask]
  private let rows: [(key: Int, task: MadeUpTask)]
  private let movements: [Movement]

  /// - Parameters:
  ///   - tasks: the logged tasks in their final states.
  ///   - seed: what the ids of unlogged tasks follow from.
  init(tasks: [MadeUpTask], seed: UInt64) {
    var random = SeededRandom(seed: ~seed)
    let unlogged = StudioAccount.unloggedDays.enumerated().map { index, day in
      let kind = TaskKind.studio[0]
      let createdAt = StudioAccount.moment(day: day, hour: 22).adding(seconds: Int64(index) * 60)
      return MadeUpTask(
        taskID: random.nextTaskID(), kind: kind, quantity: 1, createdAt: createdAt,
        endedAt: createdAt.adding(seconds: 9), status: "completed",
        points: kind.points(quantity: 1, at: createdAt))
    }
    self.unlogged = unlogged
    let logged = tasks.map { (key: StudioAccount.key(of: $0.kind), task: $0) }
    rows = (logged + unlogged.map { (key: StudioAccount.unloggedKey, task: $0) })
      .sorted { ($0.task.createdAt, $0.task.taskID) < ($1.task.createdAt, $1.task.taskID) }
    movements =
      rows.flatMap { StudioAccount.movements(of: $0.task) } + [
        Movement(at: StudioAccount.topUpAt, points: StudioAccount.topUp), StudioAccount.unexplained,
      ]
  }

  /// What the demo must find in the account.
  var plantedErrors: [MonthOfTraffic.PlantedError] {
    [
      .init(kind: .unloggedTasks, subject: "\(unlogged.count) with API key 4"),
      .init(
        kind: .unexplainedCharge,
        subject: "\((-StudioAccount.unexplained.points).usdText) USD on "
          + "\(StudioAccount.unexplained.at.day)"),
    ]
  }

  var files: [MonthOfTraffic.File] {
    [MonthOfTraffic.File(name: "history.ndjson", text: history)]
      + (0...MonthOfTraffic.days).map { offset in
        let at = StudioAccount.moment(day: 1 + offset, hour: 2)
        let name = at.description.filter { $0 != "-" && $0 != ":" }
        return MonthOfTraffic.File(name: "\(name)-account.json", text: balance(at: at))
      }
  }
}

extension StudioAccount {
  /// An hour of a day of the month, counted from 1.
  private static func moment(day: Int, hour: Int64) -> Instant {
    Instant(startOf: MonthOfTraffic.firstDay + (day - 1)).adding(seconds: hour * 3600)
  }

  /// Images for the shop, films, and the rest in batches.
  private static func key(of kind: TaskKind) -> Int {
    switch kind.model {
    case "seedream": 1
    case "kling", "sora2": 2
    default: 3
    }
  }

  /// A task takes its points when it books them, and a refund gives them back.
  private static func movements(of task: MadeUpTask) -> [Movement] {
    guard task.hasEnded else { return [] }
    let bookedAt = task.kind.booksAtCreation ? task.createdAt : task.endedAt
    let refund = task.refundedAt.map { Movement(at: $0, points: task.points) }
    return [Movement(at: bookedAt, points: -task.points)] + [refund].compactMap(\.self)
  }

  /// The pages of the history, newest row first.
  private var history: String {
    let pageRows = 100
    let newest = Array(rows.enumerated().reversed())
    let pages = stride(from: 0, to: newest.count, by: pageRows).map { start in
      newest[start..<min(start + pageRows, newest.count)].map { index, row in
        StudioAccount.row(index + 1, of: row.task, key: row.key)
      }
    }
    return pages.enumerated().map { index, rows in
      "{\"code\":200,\"data\":{\"page\":\(index + 1),\"size\":\(pageRows),\"total\":\(newest.count),"
        + "\"data\":[\(rows.joined(separator: ","))]},\"message\":\"success\"}\n"
    }.joined()
  }

  private static func row(_ id: Int, of task: MadeUpTask, key: Int) -> String {
    let status = task.status == "completed" ? "finished" : task.status
    let updatedAt = task.refundedAt ?? (task.hasEnded ? task.endedAt : task.createdAt)
    return "{\"id\":\(id),\"task_id\":\"\(task.taskID)\",\"account_id\":\"studio\","
      + "\"api_key_id\":\(key),\"task_model\":\"\(task.kind.model)\","
      + "\"action\":\"\(task.kind.taskType)\",\"status\":\"\(status)\","
      + "\"service_mode\":\"public\",\"usage_type\":\"\(task.kind.usageType)\","
      + "\"usage\":\(task.billed.count),\"created_at\":\"\(task.createdAt)\","
      + "\"updated_at\":\"\(updatedAt)\",\"deleted_at\":null}"
  }

  /// The answer of the account call at a moment, at which no task is about to end.
  private func balance(at moment: Instant) -> String {
    let points = movements.reduce(StudioAccount.opening) { sum, movement in
      movement.at < moment ? sum + movement.points : sum
    }
    let frozen = rows.reduce(Points.zero) { sum, row in
      row.task.hasEnded || row.task.createdAt >= moment ? sum : sum + row.task.points
    }
    let pack =
      "{\"id\":\"pack-1\",\"active\":true,\"capacity\":\(StudioAccount.topUp.count),\"used\":0}"
    let packs = moment < StudioAccount.topUpAt ? "" : pack
    return "{\"code\":200,\"data\":{\"name\":\"studio\",\"plan\":\"pro\","
      + "\"equivalent_in_usd\":\(points.usdText),\"wallet\":{\"point_remain\":\(points.count),"
      + "\"point_frozen\":\(frozen.count),\"auto_recharge_enabled\":true,"
      + "\"auto_recharge_threshold_credit\":1000000000},\"credit_pack_info\":{\"credit_packs\":"
      + "[\(packs)]}},\"message\":\"success\"}\n"
  }
}
