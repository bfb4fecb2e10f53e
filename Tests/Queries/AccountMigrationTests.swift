import GRDB
import Queries
import Testing

/// A ledger of the first version gains what the account's side needs, and keeps its rows.
@Suite struct AccountMigrationTests {
  private static let added: [Query] = [.historyLinks, .snapshotTimes, .wallet]

  @Test func `history entries and snapshots of a first ledger are kept`() throws {
    let database = try DatabaseQueue()
    let (entries, snapshots) = try database.write { database in
      for query in Query.schema where !Self.added.contains(query) {
        try database.execute(sql: query.sql)
      }
      try database.execute(
        sql: """
          INSERT INTO source (id, name, imported_at) VALUES (1, 'a', 5);
          INSERT INTO history_entry (account, entry_id, model, action, status, service_mode,
            usage_type, source_id, line) VALUES ('', '41', '', '', '', '', '', 1, 1);
          INSERT INTO balance_snapshot (id, account, plan, balance_usd, detail, observed_at,
            source_id, line) VALUES (7, 'studio', '', '1.5', '{}', 5, 1, 1);
          """)
      for query in Self.added + Query.views { try database.execute(sql: query.sql) }
      return (
        try Row.fetchAll(database, sql: "SELECT entry_id, comparison FROM history_entry"),
        try Row.fetchAll(
          database, sql: "SELECT id, balance_usd, told_at, observed_at FROM balance_snapshot")
      )
    }
    #expect(entries == [["entry_id": "41", "comparison": -1]])
    #expect(snapshots == [["id": 7, "balance_usd": "1.5", "told_at": -1, "observed_at": 5]])
  }
}
