package import Domain
import GRDB
import Queries
package import RateCards
package import Reconciliation

extension LedgerReader {
  /// The task with an id, with the verdict of the moment, and by a card's rules the proof of its
  /// penalty; nil where the ledger has none.
  package func explained(_ id: TaskID, card: RateCard? = nil) throws -> ExplainedTask? {
    try database.read { database in
      var table = try TaskTable(outcomes: OutcomeTable(judge: Judge()), in: database)
      guard let task = try table.task(id, in: database) else { return nil }
      let line = try line(of: task, in: database)
      return ExplainedTask(
        record: task.record,
        source: try place(sourceID: task.place.sourceID, line: task.place.line, in: database),
        line: line,
        penalty: try card.flatMap { card in
          try penalty(
            on: task, price: line.pricing.cardPrice, card: card, table: &table, in: database)
        },
        bookings: task.record.bookings.count > 1 ? try bookings(of: id, in: database) : [])
    }
  }

  private func line(of task: StoredTask, in database: Database) throws -> LedgerLine {
    let (high, low) = (
      Int64(bitPattern: task.record.id.high), Int64(bitPattern: task.record.id.low)
    )
    var lines = try OutcomeLines(in: database)
    var line = try lines.line(ofOutcome: task.outcome.id, in: database)
    line.day = task.day == StoredTask.undated ? nil : CalendarDay(number: Int(task.day))
    let shift = try VerdictShift.all(asOf: asOf, in: database).first {
      $0.idHigh == high && $0.idLow == low
    }
    if let shift { line.verdict = shift.verdict }
    var counter = try TagCounter(in: database)
    line.tags = try counter.tags(day: task.day, idHigh: high, idLow: low, in: database)
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
      of: day, accountingDays: calendar.days(ofUTC: day), card: card, table: &table,
      in: database)
    return violations.first { $0.task.record.id == task.record.id }?.penalty(price: price)
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
