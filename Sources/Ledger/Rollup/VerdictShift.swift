import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// A task whose verdict differs at a later moment: an awaited refund is due, a running task is
/// stuck.
struct VerdictShift {
  /// The moment for which the stored verdicts were given last, in nanoseconds since 1970.
  static let judgedAtSetting = "judged_at"

  let day: Int64
  let idHigh: Int64
  let idLow: Int64
  let outcome: Outcome
  let isOverdue: Bool
  let verdict: Verdict
  /// From creation to end; nil if unknown.
  let waitSeconds: Int64?

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
        outcomeID: shift.outcome.id, tasks: 1,
        example: TaskKey(day: shift.day, idHigh: shift.idHigh, idLow: shift.idLow),
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
    let update = try database.cachedStatement(sql: Query.taskOutcomeUpdate.sql)
    for shift in try reader.shifts(in: database) {
      let outcome = try reader.outcomes.outcome(
        shift.outcome, isOverdue: shift.isOverdue, verdict: shift.verdict, in: database)
      try changedTasks.keep(
        idHigh: shift.idHigh, idLow: shift.idLow, day: shift.day, in: database)
      try update.execute(arguments: [
        "day": shift.day, "id_high": shift.idHigh, "id_low": shift.idLow,
        "outcome_id": outcome.id, "watch": outcome.watch,
      ])
      let wait = shift.waitSeconds
      delta.add(-1, day: shift.day, outcomeID: shift.outcome.id, waitSeconds: wait)
      delta.add(1, day: shift.day, outcomeID: outcome.id, waitSeconds: wait)
    }
    try StaleTagDays.insert(try delta.write(foundOn: day, in: database), in: database)
    try ClosedMonths(in: database).dropVoidAdjustments(in: database)
    try LedgerStore.put(judgedAtSetting, String(asOf.nanoseconds), in: database)
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
    let outcome = try outcome(row.integer(at: Column.outcomeID), in: database)
    let day = row.integer(at: Column.day)
    let times = StoredTimes(
      created: row.integerOrNil(at: Column.created), ended: row.integerOrNil(at: Column.ended),
      seen: nil)
    var figures = outcome.key.figures(status: statuses[outcome.id] ?? .other(""))
    figures.createdAt = times.createdAt(day: day)
    figures.endedAt = times.endedAt(day: day)
    let context = JudgingContext(
      asOf: asOf, usualWaitSeconds: skuIDs[outcome.id].flatMap { usualWaits[$0] })
    let isOverdue = judge.isOverdue(figures, in: context)
    guard isOverdue != outcome.key.isOverdue else { return nil }
    return VerdictShift(
      day: day, idHigh: row.integer(at: Column.idHigh), idLow: row.integer(at: Column.idLow),
      outcome: outcome,
      isOverdue: isOverdue,
      verdict: judge.advanced(outcome.verdict, of: figures, in: context),
      waitSeconds: figures.status.hasEnded ? times.waitSeconds : nil)
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
