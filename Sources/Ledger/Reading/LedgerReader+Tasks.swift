package import Domain
import GRDB
import Queries
package import RateCards
package import Reconciliation

/// Tasks one by one, each with its ledger line.
extension LedgerReader {
  /// Streams the tasks of the period whose billed amount is known, by day and id, in constant
  /// memory.
  ///
  /// Tasks without a creation time have no day, and those of unknown amount cannot be listed among
  /// charges: they are left out.
  package func forEachBilledTask(_ body: (LedgerTask) throws -> Void) throws {
    try database.read { database in
      let verdicts = try verdicts(in: database)
      var lines = try OutcomeLines(in: database)
      var sieve = try TaskSieve(filter, in: database)
      let rows = try Row.fetchCursor(database, sql: Query.bookedTasks.sql, arguments: days)
      while let row = try rows.next() {
        var line = try lines.line(ofOutcome: row["outcome_id"], in: database)
        line.day = CalendarDay(number: row["day"])
        if !verdicts.isEmpty, let verdict = verdicts[TaskSearch.id(row["id_high"], row["id_low"])] {
          line.verdict = verdict
        }
        guard try sieve.keeps(line, of: row, in: database) else { continue }
        try body(LedgerTask(id: TaskID(row: row), apiKeyID: row["api_key_id"], line: line))
      }
    }
  }

  /// The tasks of the period that the filter keeps, with their stored verdicts, which the views
  /// show; nil if it keeps all.
  ///
  /// Rows of a view are told by them, since a view names no fields of SKUs, no tags and no keys.
  package func keptTasks() throws -> Set<TaskID>? {
    guard !filter.isNone else { return nil }
    return try database.read { database in
      var lines = try OutcomeLines(in: database)
      var sieve = try TaskSieve(filter, in: database)
      var ids: Set<TaskID> = []
      let rows = try Row.fetchCursor(database, sql: Query.outcomesOfTasks.sql, arguments: days)
      while let row = try rows.next() {
        var line = try lines.line(ofOutcome: row["outcome_id"], in: database)
        let day: Int64 = row["day"]
        line.day = day == StoredTask.undated ? nil : CalendarDay(number: Int(day))
        if try sieve.keeps(line, of: row, in: database) { ids.insert(TaskID(row: row)) }
      }
      return ids
    }
  }

  /// Changes in closed months, by the day on which they were found: of tasks of the period, and of
  /// those found in it.
  ///
  /// - Throws: `LineFilterError` if there are some and the filter asks for tags or keys, which they
  ///   don't have.
  package func changes() throws -> [LedgerLine] {
    let changes = try allChanges()
    if !changes.isEmpty {
      try filter.require("corrections of closed months") { $0.division == .whole }
    }
    return filter.filtered(changes)
  }

  private func allChanges() throws -> [LedgerLine] {
    try database.read { database in
      var lines = try OutcomeLines(in: database)
      return try Row.fetchAll(database, sql: Query.adjustmentsOfDays.sql, arguments: days)
        .map { row in
          var line = try lines.line(ofOutcome: row["outcome_id"], in: database)
          (line.day, line.tasks) = (CalendarDay(number: row["found_day"]), row["tasks"])
          line.adjustedDay = CalendarDay(number: row["day"])
          return line
        }
    }
  }

  /// The tasks that are stuck at the moment, oldest first, whatever their day.
  package func stuckTasks() throws -> [LedgerTask] {
    try database.read { database in
      let verdicts = try verdicts(in: database)
      var lines = try OutcomeLines(in: database)
      var sieve = try TaskSieve(filter, in: database)
      return try Row.fetchAll(database, sql: Query.openTasks.sql).compactMap { row in
        var line = try lines.line(ofOutcome: row["outcome_id"], in: database)
        line.verdict = verdicts[TaskSearch.id(row["id_high"], row["id_low"])] ?? line.verdict
        let task = LedgerTask(row: row, line: line)
        guard line.verdict == .stuck, try sieve.keeps(task.line, of: row, in: database) else {
          return nil
        }
        return task
      }
    }
  }

  /// The tasks of the period that a claim may be about, with their stored verdicts, in order.
  package func claimCandidates() throws -> [LedgerTask] {
    try database.read { database in
      var lines = try OutcomeLines(in: database)
      var sieve = try TaskSieve(filter, in: database)
      var tasks: [LedgerTask] = []
      let rows = try Row.fetchCursor(
        database, sql: Query.claimCandidates.sql, arguments: days)
      while let row = try rows.next() {
        let task = LedgerTask(
          row: row, line: try lines.line(ofOutcome: row["outcome_id"], in: database))
        if try sieve.keeps(task.line, of: row, in: database) { tasks.append(task) }
      }
      return tasks
    }
  }

  /// The tasks booked between two snapshots, in chronological order.
  package func tasks(in window: WalletWindow, by basis: BookingBasis) throws -> [LedgerTask] {
    try database.read { database in
      var lines = try OutcomeLines(in: database)
      let rows = try Row.fetchAll(
        database, sql: Query.windowTasks.sql,
        arguments: [
          "from": window.openingAt?.nanoseconds ?? .min, "until": window.closingAt.nanoseconds,
          "basis": basis.rawValue, "account": try LedgerReader.account(of: window, in: database),
          "counts_all": window.account == nil,
        ])
      return try rows.map { row in
        var line = try lines.line(ofOutcome: row["outcome_id"], in: database)
        // When counting by creation, the frozen amount is what left the wallet.
        line.billed = Points(row["points"])
        return LedgerTask(
          id: TaskID(row: row), bookedAt: Instant(nanoseconds: row["booked_at"]), line: line)
      }
    }
  }

  /// The key of a window's account in the snapshots.
  private static func account(of window: WalletWindow, in database: Database) throws -> String? {
    try window.account ?? WalletAccount.all(in: database).first?.key
  }

  var days: StatementArguments {
    ["since": period.since?.number, "until": period.until?.number]
  }

  /// The verdicts that time has changed at the moment, by id bits.
  private func verdicts(in database: Database) throws -> [TaskID: Verdict] {
    let shifts = try VerdictShift.all(asOf: asOf, in: database)
    return Dictionary(
      uniqueKeysWithValues: shifts.compactMap { shift in
        guard case .task(let key) = shift.key else { return nil }
        return (TaskSearch.id(key.idHigh, key.idLow), shift.verdict)
      })
  }
}

extension LedgerTask {
  /// A task of a row with its day, its account and its stored times.
  fileprivate init(row: Row, line: LedgerLine) {
    let day: Int64 = row["day"]
    let times = StoredTimes(
      created: row["created_nanoseconds"], ended: row["ended_nanoseconds"], seen: nil)
    var line = line
    line.day = day == StoredTask.undated ? nil : CalendarDay(number: Int(day))
    self.init(
      id: TaskID(row: row), account: row["account"], createdAt: times.createdAt(day: day),
      endedAt: times.endedAt(day: day), line: line)
  }
}

extension TaskID {
  /// The id of a row with `id_high`, `id_low` and `odd_task_id`, the text of an id that is not a
  /// UUID.
  init(row: Row) {
    let (high, low): (Int64, Int64) = (row["id_high"], row["id_low"])
    self.init(
      high: UInt64(bitPattern: high), low: UInt64(bitPattern: low), nonUUIDText: row["odd_task_id"])
  }
}

extension LedgerReader {
  /// The task with an id, with its verdict at the moment and the proof of its penalty under a
  /// card's rules; nil if no answer names it.
  package func explained(_ id: TaskID, card: RateCard? = nil) throws -> ExplainedTask? {
    try database.read { database in
      var table = try TaskTable(outcomes: OutcomeTable(judge: Judge()), in: database)
      guard let task = try table.task(id, in: database), !task.isUnlogged else { return nil }
      let line = try line(of: task, in: database)
      return ExplainedTask(
        record: task.record,
        source: try place(sourceID: task.place.sourceID, line: task.place.line, in: database),
        line: line,
        penalty: try card.flatMap { card in
          try penalty(
            on: task, price: line.pricing.cardPrice, card: card, table: &table, in: database)
        },
        bookings: task.record.bookings.count > 1 ? try bookings(of: id, in: database) : [],
        asked: try Row.fetchOne(
          database, sql: Query.askedTaskOf.sql, arguments: TaskTable.key(id)
        ).flatMap { AskedTask(row: $0) },
        isCompletedByHistory: task.ending != nil)
    }
  }

  private func line(of task: StoredTask, in database: Database) throws -> LedgerLine {
    var lines = try OutcomeLines(in: database)
    var line = try lines.line(ofOutcome: task.outcome.id, in: database)
    line.day = task.day == StoredTask.undated ? nil : CalendarDay(number: Int(task.day))
    let key = task.key
    let shift = try VerdictShift.all(asOf: asOf, in: database).first { $0.key == .task(key) }
    if let shift { line.verdict = shift.verdict }
    var counter = try TagCounter(in: database)
    line.tags = try counter.tags(
      day: key.day, idHigh: key.idHigh, idLow: key.idLow, in: database)
    return line
  }

  private func penalty(
    on task: StoredTask, price: Points?, card: RateCard, table: inout TaskTable,
    in database: Database
  ) throws -> PenaltyCalculation? {
    guard let price, let day = task.record.createdAt?.day,
      Violation.rule(for: task.record, card: card) != nil
    else { return nil }
    let violations = try Violation.all(
      of: day, calendar: calendar, card: card, table: &table, in: database)
    return violations.first { $0.tasks.record.id == task.record.id }?.penalty(price: price)
  }

  private func place(sourceID: Int64, line: Int, in database: Database) throws -> String {
    let name = try String.fetchOne(
      database, sql: Query.taskSource.sql, arguments: ["id": sourceID])
    return "\(name ?? "?"):\(line)"
  }

  private func bookings(
    of id: TaskID, in database: Database
  ) throws -> [ExplainedTask.Booking] {
    let rows = try Row.fetchAll(
      database, sql: Query.bookingsOfTask.sql, arguments: TaskTable.key(id))
    return try rows.map { row in
      ExplainedTask.Booking(
        points: Points(row["consume_points"]),
        endedAt: (row["ended_at"] as Int64?).map { Instant(nanoseconds: $0) },
        source: try place(sourceID: row["source_id"], line: row["line"], in: database))
    }
  }
}
