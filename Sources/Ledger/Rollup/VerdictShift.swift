import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// A task, or the tasks of a usage line, whose verdict differs at a later moment: an awaited refund
/// is due, a running task is stuck.
struct VerdictShift {
  /// The moment for which the stored verdicts were given last, in nanoseconds since 1970.
  static let judgedAtSetting = "judged_at"

  let key: TasksKey
  let tasks: Int
  let outcome: Outcome
  let isOverdue: Bool
  let verdict: Verdict
  /// The tasks of which the time from creation to end is known, and that time, summed.
  let waits: Int
  let waitSeconds: Int64

  var day: Int64 { key.day }

  /// The tasks whose stored verdict differs from that at a moment.
  ///
  /// Only open tasks and those awaiting a refund are examined; of those whose time is up only the
  /// latest, unless the moment is before the previous one.
  static func all(asOf: Instant, in database: Database) throws -> [VerdictShift] {
    var reader = try ShiftReader(asOf: asOf, in: database)
    return try reader.shifts(in: database)
  }

  /// Verdicts that are not those of the moment for which they were given last.
  ///
  /// After an interrupted import that is not known of its tasks.
  static func faults(in database: Database) throws -> [FigureFault] {
    guard try LedgerStore.setting(IDFilterTable.setting, in: database) != nil,
      let judgedAt = try LedgerStore.setting(judgedAtSetting, in: database).flatMap({ Int64($0) })
    else { return [] }
    return try all(asOf: Instant(nanoseconds: judgedAt), in: database).map { shift in
      FigureFault(
        outcomeID: shift.outcome.id, tasks: shift.tasks, example: shift.key,
        words: "verdict \(shift.outcome.verdict.name), \(shift.verdict.name) by its times")
    }
  }

  /// Writes the verdicts at a moment.
  static func applyAll(
    asOf: Instant, foundOn day: CalendarDay, in database: Database
  ) throws {
    var reader = try ShiftReader(asOf: asOf, in: database)
    var delta = RollupDelta()
    let changedTasks = try ChangedTasks(foundOn: day, in: database)
    for shift in try reader.shifts(in: database) {
      let outcome = try reader.outcomes.outcome(
        shift.outcome, isOverdue: shift.isOverdue, verdict: shift.verdict, in: database)
      try shift.put(outcome, changedTasks, in: database)
      for (sign, id) in [(-1, shift.outcome.id), (1, outcome.id)] {
        delta.add(
          sign * shift.tasks, day: shift.day, outcomeID: id, waits: sign * shift.waits,
          waitSeconds: Int64(sign) * shift.waitSeconds)
      }
    }
    try StaleTagDays.insert(try delta.write(foundOn: day, in: database), in: database)
    try ClosedMonths(in: database).dropVoidAdjustments(in: database)
    try LedgerStore.put(judgedAtSetting, String(asOf.nanoseconds), in: database)
  }

  /// Gives the task or line its outcome, after what it counted as in a closed month is kept.
  private func put(
    _ outcome: Outcome, _ changedTasks: ChangedTasks, in database: Database
  ) throws {
    let judged: StatementArguments = ["outcome_id": outcome.id, "watch": outcome.watch]
    switch key {
    case .task(let task):
      try changedTasks.keep(
        idHigh: task.idHigh, idLow: task.idLow, day: task.day, in: database)
      try database.cachedStatement(sql: Query.taskOutcomeUpdate.sql).execute(
        arguments: judged + [
          "day": task.day, "id_high": task.idHigh, "id_low": task.idLow,
        ])
    case .line(let id, let day):
      try database.cachedStatement(sql: Query.usageLineOutcome.sql)
        .execute(arguments: judged + ["id": id])
      for (sign, outcomeID) in [(-1, self.outcome.id), (1, outcome.id)] {
        try changedTasks.keepUnnamed(
          sign * tasks, day: day, outcomeID: outcomeID, in: database)
      }
    }
  }
}

/// Reads the tasks that time can change, with what determines their verdict.
private struct ShiftReader {
  private static let secondsPerDay: Int64 = 86_400

  private let asOf: Instant
  private let judge: Judge
  private let usualWaits: [Int64: Int64]
  var outcomes: OutcomeTable
  private var skuIDs: [Int64: Int64] = [:]
  private var statuses: [Int64: TaskStatus] = [:]

  init(asOf: Instant, in database: Database) throws {
    self.asOf = asOf
    let rules: SettlementRules =
      try LedgerStore.setting("settlement_rules", in: database).map(StoredJSON.decoded)
      ?? SettlementRules()
    judge = Judge(rules: rules)
    outcomes = OutcomeTable(judge: judge)
    var waits: [Int64: Int64] = [:]
    for row in try Row.fetchAll(database, sql: Query.usualWaits.sql) {
      waits[row["sku_id"]] = row["wait_seconds"]
    }
    usualWaits = waits
  }

  mutating func shifts(in database: Database) throws -> [VerdictShift] {
    let firstDay = try firstDay(in: database)
    // Each running task is one of its rows, about 1 % of a big ledger.
    let rows = try RawStatement(Query.watchedTasks.sql, in: database)
    defer { rows.finish() }
    rows.bind(firstDay, at: 1)
    var shifts: [VerdictShift] = []
    while try rows.hasRow() {
      if let shift = try shift(rows, in: database) { shifts.append(shift) }
    }
    for row in try Row.fetchAll(database, sql: Query.usageLinesWatched.sql) {
      if let shift = try shift(ofLine: row, in: database) { shifts.append(shift) }
    }
    return shifts
  }

  /// The first day that may have a late task that no longer is late, since similar tasks turned out
  /// to take longer; nil for all days if the moment is before that of the stored verdicts.
  private func firstDay(in database: Database) throws -> Int64? {
    guard
      let judgedAt = try LedgerStore.setting(VerdictShift.judgedAtSetting, in: database)
        .flatMap({ Int64($0) }), asOf.nanoseconds >= judgedAt
    else { return nil }
    let longest = judge.lateAfterSeconds(usualWaitSeconds: usualWaits.values.max())
    // One day for the time of the day, one for the time zone.
    return Int64(asOf.adding(seconds: -longest).day.number) - 2
  }

  /// The columns of ``Query/watchedTasks`` by their numbers.
  private enum Column {
    static let day: Int32 = 0
    static let idHigh: Int32 = 1
    static let idLow: Int32 = 2
    static let outcomeID: Int32 = 3
    static let created: Int32 = 4
    static let ended: Int32 = 5
  }

  private mutating func shift(
    _ row: RawStatement, in database: Database
  ) throws -> VerdictShift? {
    let day = row.integer(at: Column.day)
    let times = StoredTimes(
      created: row.integerOrNil(at: Column.created), ended: row.integerOrNil(at: Column.ended),
      seen: nil)
    let key = TaskKey(
      day: day, idHigh: row.integer(at: Column.idHigh), idLow: row.integer(at: Column.idLow))
    return try shift(
      .task(key), tasks: 1, outcomeID: row.integer(at: Column.outcomeID),
      createdAt: times.createdAt(day: day), endedAt: times.endedAt(day: day),
      waits: times.waitSeconds == nil ? 0 : 1, waitSeconds: times.waitSeconds ?? 0, in: database)
  }

  private mutating func shift(
    ofLine row: Row, in database: Database
  ) throws -> VerdictShift? {
    let moment = { (name: String) in
      (row[name] as Int64?).map { Instant(nanoseconds: $0) }
    }
    return try shift(
      .line(row["id"], day: row["day"]), tasks: row["tasks"], outcomeID: row["outcome_id"],
      createdAt: moment("created_from"), endedAt: moment("ended_at"), waits: row["waits"],
      waitSeconds: row["wait_seconds"], in: database)
  }

  private mutating func shift(
    _ key: TasksKey, tasks: Int, outcomeID: Int64, createdAt: Instant?, endedAt: Instant?,
    waits: Int, waitSeconds: Int64, in database: Database
  ) throws -> VerdictShift? {
    let outcome = try outcome(outcomeID, in: database)
    var figures = outcome.key.figures(status: statuses[outcome.id] ?? .other(""))
    (figures.createdAt, figures.endedAt) = (createdAt, endedAt)
    let context = JudgingContext(
      asOf: asOf, usualWaitSeconds: skuIDs[outcome.id].flatMap { usualWaits[$0] })
    let isOverdue = judge.isOverdue(figures, in: context)
    guard isOverdue != outcome.key.isOverdue else { return nil }
    let hasWaits = figures.status.hasEnded
    return VerdictShift(
      key: key, tasks: tasks, outcome: outcome, isOverdue: isOverdue,
      verdict: judge.advanced(outcome.verdict, of: figures, in: context),
      waits: hasWaits ? waits : 0, waitSeconds: hasWaits ? waitSeconds : 0)
  }

  private mutating func outcome(_ id: Int64, in database: Database) throws -> Outcome {
    if skuIDs[id] == nil {
      let statement = try database.cachedStatement(sql: Query.outcomeById.sql)
      guard let row = try Row.fetchOne(statement, arguments: ["id": id]) else {
        throw DatabaseError(message: "outcome \(id) is missing")
      }
      skuIDs[id] = row["sku_id"] as Int64
      statuses[id] = TaskStatus(row["status"])
    }
    return try outcomes.outcome(id, in: database)
  }
}
