package import Domain
import GRDB
import Intake
import Queries
package import RateCards
package import Reconciliation

extension LedgerStore {
  /// The task with an id, with the verdict of a moment, and by a card's rules the proof of its
  /// penalty; nil where the ledger has none.
  package func explained(
    _ id: TaskID, asOf: Instant, card: RateCard? = nil
  ) throws -> ExplainedTask? {
    try database.read { database in
      let outcomes = OutcomeTable(judge: Judge())
      var table = try TaskTable(outcomes: outcomes, in: database)
      guard let task = try table.task(id, in: database) else { return nil }
      let row = try Row.fetchOne(
        database, sql: Query.chargeById.sql, arguments: ["id": task.outcome.chargeID])
      guard let row else {
        throw DatabaseError(message: "charge \(task.outcome.chargeID) is missing")
      }
      let shift = try VerdictShift.all(asOf: asOf, in: database).first {
        $0.idHigh == Int64(bitPattern: id.high) && $0.idLow == Int64(bitPattern: id.low)
      }
      return ExplainedTask(
        record: task.record,
        source: try place(sourceID: task.place.sourceID, line: task.place.line, in: database),
        verdict: shift?.verdict ?? task.outcome.verdict,
        price: OutcomeKey.points(task.outcome.expectedPoints),
        sku: row["sku"], unpricedReason: row["reason"],
        formula: try (row["formula"] as String?).map(StoredJSON.decoded),
        quantities: try BilledQuantities(stored: row["quantities"]),
        alternatives: try StoredJSON.alternatives(row["alternatives"]).map {
          ReconciledRow.Pricing.Alternative(points: $0.points, label: $0.label)
        },
        penalty: try card.flatMap { card in
          try penalty(
            on: task, price: row["expected_points"], card: card, table: &table, in: database)
        },
        bookings: task.record.bookings.count > 1 ? try bookings(of: id, in: database) : [],
        tags: try tags(of: task, in: database))
    }
  }

  private func penalty(
    on task: StoredTask, price: Int64?, card: RateCard, table: inout TaskTable,
    in database: Database
  ) throws -> PenaltyCalculation? {
    guard let price, let day = task.record.createdAt?.day,
      Violation.rule(for: task.record, card: card) != nil
    else { return nil }
    let days = calendar.days(ofUTC: day)
    return try Violation.all(
      of: day, accountingDays: days, card: card, table: &table, in: database
    )
    .first { $0.task.record.id == task.record.id }?.penalty(price: Points(price))
  }

  private func tags(of task: StoredTask, in database: Database) throws -> TagSet {
    var counter = try TagCounter(in: database)
    let id = task.record.id
    return try counter.tags(
      day: task.day, idHigh: Int64(bitPattern: id.high), idLow: Int64(bitPattern: id.low),
      in: database)
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
      database, sql: Query.bookingsOfTask.sql,
      arguments: ["id_high": Int64(bitPattern: id.high), "id_low": Int64(bitPattern: id.low)])
    return try rows.map { row in
      ExplainedTask.Booking(
        points: Points(row["consume_points"]),
        endedAt: (row["ended_at"] as Int64?).map { Instant(nanoseconds: $0) },
        source: try place(sourceID: row["source_id"], line: row["line"], in: database))
    }
  }
}

extension BilledQuantities {
  /// Reads what ``BilledQuantities/json`` wrote.
  init(stored text: String) throws {
    guard case .object(let members) = try StoredJSON.value(text) else {
      self.init(entries: [])
      return
    }
    self.init(
      entries: members.map { member in
        Entry(
          name: member.key, value: member.value.string.flatMap(Ratio.init(text:)),
          least: member.value["least"]?.string.flatMap(Ratio.init(text:)),
          most: member.value["most"]?.string.flatMap(Ratio.init(text:)))
      })
  }
}
