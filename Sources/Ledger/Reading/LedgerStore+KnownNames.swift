package import Domain
import GRDB
import Queries

extension LedgerStore {
  /// What tasks, history, tags and sources of the ledger are called by.
  package func knownNames() throws -> KnownNames {
    try database.read { database in
      var names = KnownNames()
      for row in try Row.fetchAll(database, sql: Query.requestNames.sql) {
        names.models.insert(ProviderName.canonical(row["model"]))
        names.taskTypes.insert(ProviderName.canonical(row["task_type"]))
        if let host: String = row["webhook_host"] { names.webhookHosts.insert(host) }
      }
      names.apiKeyIDs = Set(try String.fetchAll(database, sql: Query.apiKeyIds.sql))
      names.sources = Set(try String.fetchAll(database, sql: Query.sourceNames.sql))
      for row in try Row.fetchAll(database, sql: Query.tagSetsAll.sql) {
        let tags: [String: String] = try StoredJSON.decoded(row["tags"])
        names.tags.formUnion(tags.map { "\($0.key)=\($0.value)" })
      }
      return names
    }
  }
}
