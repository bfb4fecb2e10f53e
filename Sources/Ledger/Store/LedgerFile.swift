import Foundation
import GRDB
import Queries

/// The ledger's file: whether it is one, how it is opened, and how it is made.
enum LedgerFile {
  /// Marks the file as a ledger in `PRAGMA application_id`: "PILG".
  private static let applicationID = 0x5049_4C47
  /// The version of the schema, kept in `PRAGMA user_version`.
  static let schemaVersion = 4

  /// The version of the ledger's schema; nil where the file is empty and none yet.
  ///
  /// The file is only read, so that another program's database stays as it is.
  ///
  /// - Throws: ``LedgerError/notALedger(path:reason:)`` for anything else.
  static func version(at path: String) throws -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard (attributes?[.size] as? NSNumber)?.intValue != 0 else { return nil }
    let database = try open(path, access: .readOnly, isInMemory: false)
    let (application, version, tables) = try database.read { database in
      (
        try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      )
    }
    // The making of a ledger was cut off before its first transaction.
    if application == 0, version == 0, tables == 0 { return nil }
    guard application == applicationID else {
      throw LedgerError.notALedger(path: path, reason: "it is another program's database")
    }
    guard (1...schemaVersion).contains(version) else {
      throw LedgerError.notALedger(
        path: path, reason: "expected version \(schemaVersion) of the schema, found \(version)")
    }
    return version
  }

  static func makeFolder(of path: String) throws(LedgerError) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .notWritable(path: folder.path, reason: "the folder cannot be made")
    }
  }

  static func open(
    _ path: String, access: LedgerStore.Access, isInMemory: Bool, isDraft: Bool = false
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = access == .readOnly
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(10)
    // A dry run keeps one transaction open over many calls, and rolls it back.
    configuration.allowsUnsafeTransactions = access == .dryRun
    if isInMemory { return try DatabaseQueue(configuration: configuration) }
    if access != .readOnly {
      configuration.prepareDatabase { try setUp($0, journal: isDraft ? noJournal : writeAheadLog) }
    }
    do {
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError {
      throw LedgerError.notALedger(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }

  /// SQLite sorts in temporary files unless told otherwise.
  static func openInMemory() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
    return try DatabaseQueue(configuration: configuration)
  }

  private static let writeAheadLog = """
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
    """

  /// For a file that nobody else reads, and that is thrown away should anything fail.
  private static let noJournal = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"

  /// The page size holds for a new file only, the others for this connection.
  private static func setUp(_ database: Database, journal: String) throws {
    try database.execute(
      sql: """
        PRAGMA page_size = 8192; \(journal) PRAGMA cache_size = -16000;
        PRAGMA secure_delete = OFF;
        """)
  }

  /// Makes a draft a ledger like others, the last thing that is written to it.
  static func endDraft(_ database: DatabaseQueue) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: writeAheadLog) }
  }

  /// Makes the tables and views in one transaction.
  static func makeSchema(in database: DatabaseQueue) throws {
    try database.write { database in
      for query in Query.schema + Query.views { try database.execute(sql: query.sql) }
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: "PRAGMA user_version = \(schemaVersion)")
    }
  }
}
