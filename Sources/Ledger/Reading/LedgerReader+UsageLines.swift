package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerReader {
  /// The tasks of the period that usage lines count, those of a day together that agree; without
  /// those of which no creation is known.
  package func usageLines() throws -> [LedgerLine] {
    var lines: [LedgerLine] = []
    var places: [LedgerLine: Int] = [:]
    try forEachUsageLine { line, _ in
      guard line.day != nil else { return }
      var key = line
      key.tasks = 1
      if let place = places[key] {
        lines[place].tasks += line.tasks
      } else {
        places[key] = lines.count
        lines.append(line)
      }
    }
    return lines
  }

  /// The usage lines of the period as the ledger keeps them whose tasks meet a condition.
  ///
  /// - Parameter isMeant: whether a line is meant, given what its tasks count, and the creation of the
  ///   first one.
  /// - Returns: the lines, in the order in which they were imported.
  /// - Throws: an error if the ledger can't be read.
  package func usageLines(
    where isMeant: (LedgerLine, Instant?) -> Bool
  ) throws -> [UsageLine] {
    var ids: Set<Int64> = []
    try forEachUsageLine { line, row in
      let created = (row["created_from"] as Int64?).map { Instant(nanoseconds: $0) }
      if isMeant(line, created) { ids.insert(row["id"]) }
    }
    return try database.read { database in
      var table = try TaskTable(outcomes: OutcomeTable(judge: Judge()), in: database)
      let lines = UsageLineTable(calendar: calendar)
      return try Row.fetchAll(database, sql: Query.usageLinesAll.sql)
        .filter { ids.contains($0["id"]) }
        .map { try lines.line($0, by: &table, in: database).line }
    }
  }

  private func forEachUsageLine(_ body: (LedgerLine, Row) -> Void) throws {
    try database.read { database in
      var outcomes = try OutcomeLines(in: database)
      var shifted: [Int64: Verdict] = [:]
      for shift in try VerdictShift.all(asOf: asOf, in: database) {
        if case .line(let id, _) = shift.key { shifted[id] = shift.verdict }
      }
      let rows = try Row.fetchCursor(
        database, sql: Query.usageLinesOfPeriod.sql, arguments: days)
      while let row = try rows.next() {
        var line = try outcomes.line(ofOutcome: row["outcome_id"], in: database)
        let day: Int64 = row["day"]
        line.day = day == StoredTask.undated ? nil : CalendarDay(number: Int(day))
        if let verdict = shifted[row["id"]] { line.verdict = verdict }
        line.tasks = row["tasks"]
        if filter.contains(line) { body(line, row) }
      }
    }
  }
}

extension LedgerStore {
  /// The tasks that usage lines count, which are known by no ids.
  package func usageLineTasks() throws -> Int {
    try usageBatches().reduce(0) { $0 + $1.tasks }
  }
}
