import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerReader {
  /// The tasks of the period that usage lines count, those of a day together that agree.
  package func usageLines() throws -> [LedgerLine] {
    try database.read { database in
      var outcomes = try OutcomeLines(in: database)
      var shifted: [Int64: Verdict] = [:]
      for shift in try VerdictShift.all(asOf: asOf, in: database) {
        if case .line(let id, _) = shift.key { shifted[id] = shift.verdict }
      }
      var lines: [LedgerLine] = []
      var places: [LedgerLine: Int] = [:]
      let rows = try Row.fetchCursor(
        database, sql: Query.usageLinesOfPeriod.sql, arguments: days)
      while let row = try rows.next() {
        var line = try outcomes.line(ofOutcome: row["outcome_id"], in: database)
        line.day = CalendarDay(number: row["day"])
        if let verdict = shifted[row["id"]] { line.verdict = verdict }
        let tasks: Int = row["tasks"]
        if let place = places[line] {
          lines[place].tasks += tasks
        } else {
          places[line] = lines.count
          line.tasks = tasks
          lines.append(line)
        }
      }
      return filter.filtered(lines)
    }
  }
}

extension LedgerStore {
  /// The tasks that usage lines count, which are known by no ids.
  package func usageLineTasks() throws -> Int {
    try usageBatches().reduce(0) { $0 + $1.tasks }
  }
}
