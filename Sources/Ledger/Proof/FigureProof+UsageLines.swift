import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

extension FigureProof {
  /// Proves the figures of usage lines, and that each line is of the day under which it is stored.
  mutating func checkLines(_ scope: CheckScope, in database: Database) throws {
    let lines = UsageLineTable(calendar: calendar)
    let query = scope == .everything ? Query.usageLinesAll : .usageLinesUnchecked
    let rows = try Row.fetchCursor(database, sql: query.sql)
    while let row = try rows.next() {
      let words: [String]
      do {
        let stored = try lines.line(row, by: &table, in: database)
        words = try self.words(of: stored, watch: row["watch"], in: database)
      } catch {
        words = [Differences.reason(error)]
      }
      guard !words.isEmpty else { continue }
      faults.append(
        FigureFault(
          outcomeID: row["outcome_id"], tasks: 1, example: .line(row["id"], day: row["day"]),
          words: words.joined(separator: "; ")))
    }
  }

  private mutating func words(
    of stored: StoredUsageLine, watch: Int64, in database: Database
  ) throws -> [String] {
    let line = stored.line
    let dependencies = pricer?.dependencies(
      model: line.request.model, taskType: line.request.taskType)
    var words = try words(
      of: line.figures, account: line.partition.account, errorCode: line.state.errorCode,
      outcomeID: stored.outcome.id, watch: watch, in: database
    ) { span in
      if let dependencies {
        span == PricedSpan(line, dependencies: dependencies)
          ? [] : ["priced by something else than the line tells"]
      } else {
        span.model == line.request.model && span.taskType == line.request.taskType
          ? [] : ["priced as \(span.model)/\(span.taskType)"]
      }
    }
    let days = [line.created?.lowerBound, line.created?.upperBound].compactMap(\.self)
      .map { Int64(calendar.day(of: $0).number) }
    if Set(days.isEmpty ? [StoredTask.undated] : days) != [stored.day] {
      words.append("stored under a day on which they were not created")
    }
    return words
  }
}
