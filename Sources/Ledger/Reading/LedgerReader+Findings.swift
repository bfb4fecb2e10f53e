import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerReader {
  /// The tasks of the findings in the period's lines.
  ///
  /// Only days that have such tasks are read, and with a limit only until each finding has enough.
  ///
  /// - Parameters:
  ///   - extent: how many tasks of each finding to read.
  ///   - drifts: price changes, whose findings have the tasks that they explain.
  /// - Returns: the tasks, by the causes of the findings.
  /// - Throws: an error if the ledger can't be read.
  package func findingTasks(
    _ extent: FindingTasks.Extent, drifts: [PriceDrift]
  ) throws -> FindingTasks {
    var tasks = FindingTasks(extent, drifts: drifts)
    guard extent != .none else { return tasks }
    try database.read { database in
      var reader = try FindingTaskReader(self, in: database)
      try reader.read(into: &tasks, in: database)
    }
    return tasks
  }
}

/// Reads the tasks of findings, day by day.
private struct FindingTaskReader {
  private let period: ReportPeriod
  private let today: CalendarDay
  private let closedMonths: ClosedMonths
  private let shifts: [Int64: [VerdictShift]]
  private let days: StatementArguments
  private var lines: OutcomeLines
  private var sieve: TaskSieve

  init(_ reader: LedgerReader, in database: Database) throws {
    (period, days) = (reader.period, reader.days)
    today = reader.calendar.day(of: reader.asOf)
    closedMonths = try ClosedMonths(in: database)
    shifts = Dictionary(
      grouping: try VerdictShift.all(asOf: reader.asOf, in: database), by: \.day)
    lines = try OutcomeLines(withRates: false, in: database)
    sieve = try TaskSieve(reader.filter, in: database)
  }

  mutating func read(into tasks: inout FindingTasks, in database: Database) throws {
    var outcomes = shifts.mapValues { _ in [Int64]() }
    for row in try Row.fetchAll(database, sql: Query.findingDays.sql, arguments: days) {
      outcomes[row["day"], default: []].append(row["outcome_id"])
    }
    for day in outcomes.keys.sorted()
    where try hasNeededTasks(outcomes[day] ?? [], day: day, tasks, in: database) {
      tasks.add(try counts(of: day, in: database))
    }
  }

  /// Whether a day has tasks of a finding that doesn't have enough of them yet.
  private mutating func hasNeededTasks(
    _ outcomes: [Int64], day: Int64, _ tasks: FindingTasks, in database: Database
  ) throws -> Bool {
    for outcome in outcomes where tasks.needs(try lines.line(ofOutcome: outcome, in: database)) {
      return true
    }
    for shift in shifts[day] ?? []
    where period.contains(storedDay: day, foundDay: foundDay(of: shift)) {
      if tasks.needs(try line(of: shift, in: database)) { return true }
    }
    return false
  }

  /// What the tasks of a day count that may be of a finding.
  private mutating func counts(
    of day: Int64, in database: Database
  ) throws -> [FindingTasks.Count] {
    let shiftsOfDay = shifts[day] ?? []
    var counts: [FindingTasks.Count] = []
    var known: [TaskID: (count: FindingTasks.Count, row: Row)] = [:]
    let rows = try Row.fetchCursor(
      database, sql: Query.findingLines.sql, arguments: ["day": day])
    while let row = try rows.next() {
      let times = StoredTimes(created: row["created_nanoseconds"], ended: nil, seen: nil)
      let foundDay = (row["found_day"] as Int?).map { CalendarDay(number: $0) }
      let count = FindingTasks.Count(
        id: TaskID(row: row), createdAt: times.createdAt(day: day),
        line: placed(
          try lines.line(ofOutcome: row["outcome_id"], in: database), day: day,
          foundDay: foundDay, tasks: row["tasks"]))
      if !shiftsOfDay.isEmpty {
        known[TaskSearch.id(row["id_high"], row["id_low"])] = (count, row.copy())
      }
      guard period.contains(storedDay: day, foundDay: foundDay),
        try sieve.keeps(count.line, of: row, day: day, in: database)
      else { continue }
      counts.append(count)
    }
    for shift in shiftsOfDay
    where period.contains(storedDay: day, foundDay: foundDay(of: shift)) {
      guard case .task(let key) = shift.key,
        let task = known[TaskSearch.id(key.idHigh, key.idLow)]
      else { continue }
      let (before, after) = (
        try lines.line(ofOutcome: shift.outcome.id, in: database),
        try line(of: shift, in: database)
      )
      for (line, tasks) in [(before, -1), (after, 1)] {
        let line = placed(line, day: day, foundDay: foundDay(of: shift), tasks: tasks)
        guard try sieve.keeps(line, of: task.row, day: day, in: database) else { continue }
        counts.append(
          FindingTasks.Count(id: task.count.id, createdAt: task.count.createdAt, line: line))
      }
    }
    return counts
  }

  private mutating func line(
    of shift: VerdictShift, in database: Database
  ) throws -> LedgerLine {
    var line = try lines.line(ofOutcome: shift.outcome.id, in: database)
    line.verdict = shift.verdict
    return line
  }

  private func foundDay(of shift: VerdictShift) -> CalendarDay? {
    closedMonths.foundDay(ofChangesOn: shift.day, foundOn: today)
  }

  private func placed(
    _ line: LedgerLine, day: Int64, foundDay: CalendarDay?, tasks: Int
  ) -> LedgerLine {
    var line = line
    let day = day == StoredTask.undated ? nil : CalendarDay(number: Int(day))
    line.day = foundDay ?? day
    line.adjustedDay = foundDay == nil ? nil : day
    line.tasks = tasks
    return line
  }
}
