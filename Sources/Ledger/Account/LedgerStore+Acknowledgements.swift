package import Domain
import GRDB
import Queries
package import Reconciliation

/// What people have looked at and accepted.
extension LedgerStore {
  /// The acknowledgements given up to a moment, in that order.
  package func acknowledgements(asOf: Instant) throws -> [Acknowledgement] {
    try database.read { database in
      try Row.fetchAll(
        database, sql: Query.acknowledgementsAll.sql, arguments: ["as_of": asOf.nanoseconds]
      ).map { row in
        let finding = NightFinding(
          key: FindingKey(row: row), tasks: row["tasks"], amount: Points(row["points"]),
          level: row["level"])
        return Acknowledgement(
          of: finding, reason: row["reason"],
          until: (row["until_day"] as Int?).map { CalendarDay(number: $0) },
          givenAt: Instant(nanoseconds: row["given_at"]))
      }
    }
  }

  /// Keeps an acknowledgement, in place of an earlier one of the same finding.
  package func keep(_ acknowledgement: Acknowledgement) throws {
    try writeBatch { database in
      try database.execute(
        sql: Query.acknowledgementPut.sql,
        arguments: acknowledgement.key.arguments + [
          "tasks": acknowledgement.tasks, "points": acknowledgement.amount.count,
          "level": acknowledgement.level, "reason": acknowledgement.reason,
          "until_day": acknowledgement.until?.number,
          "given_at": acknowledgement.givenAt.nanoseconds,
        ])
    }
  }

  package func removeAcknowledgement(of key: FindingKey) throws {
    try writeBatch { database in
      try database.execute(sql: Query.acknowledgementDelete.sql, arguments: key.arguments)
    }
  }
}

extension FindingKey {
  /// Reads the columns of a finding.
  init(row: Row) {
    let day: Int = row["day"]
    self.init(
      kind: row["kind"], sku: row["sku"], detail: row["detail"],
      day: day < 0 ? nil : CalendarDay(number: day))
  }

  /// The values of these columns.
  var arguments: StatementArguments {
    ["kind": kind, "sku": sku, "detail": detail, "day": day?.number ?? -1]
  }
}
