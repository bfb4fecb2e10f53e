import Files
import GRDB
import Intake
import Queries

/// Earlier versions kept the text of a record that could not be read, and reasons that quoted it: what
/// is kept of it today takes their place.
enum QuarantineMigration {
  private static let earlierTable = "earlier_quarantine"

  /// Brings the rows of the table that was set aside into that of today, and drops it.
  static func run(in database: Database) throws {
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \(earlierTable) ORDER BY id")
    while let row = try rows.next() {
      let text: String = row["text"]
      let place = Place(line: row["line"], byteOffset: row["byte_offset"])
      let rejection = rejection(of: text, at: place, earlierReason: row["reason"])
      try database.cachedStatement(sql: Query.quarantineInsert.sql).execute(arguments: [
        "id": row["id"] as Int64, "source_id": row["source_id"] as Int64,
        "line": place.line, "byte_offset": place.byteOffset, "reason": rejection.reason,
        "error_offset": rejection.errorOffset, "skeleton": rejection.skeleton,
        "sha256": rejection.digest.text, "key": rejection.digest.text, "records": 1, "dismissed": 0,
      ])
    }
    try database.execute(sql: "DROP TABLE \(earlierTable)")
  }

  /// The rejection that the kept text of a record comes to today.
  private static func rejection(
    of text: String, at place: Place, earlierReason: String
  ) -> Rejection {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else {
      return Rejection(place: place, reason: unquoted(earlierReason), text: bytes)
    }
    var reader = RecordReader(MemorySource(bytes))
    switch reader.next()?.overdue {
    case .rejection(let found) where reader.next() == nil: return found.moved(to: place)
    // It could not be read in its file, though it can be alone, or it was cut where it was kept.
    case .record, .rejection, .waiting, nil:
      return Rejection(place: place, reason: unquoted(earlierReason), text: bytes)
    }
  }

  /// A reason without what it quotes of the record, which stands at its end.
  private static func unquoted(_ reason: String) -> String {
    let ends = [", found", ": its members are", " (", "\""].compactMap {
      reason.firstRange(of: $0)?.lowerBound
    }
    return String(reason[..<(ends.min() ?? reason.endIndex)])
  }
}
