import Files
import Foundation
import GRDB
import Intake
import Queries

/// The ledger's file: how it is recognized, opened and created.
enum LedgerFile {
  /// Marks the file as a ledger in `PRAGMA application_id`: "PILG".
  private static let applicationID = 0x5049_4C47
  /// The version of the schema, kept in `PRAGMA user_version`.
  static let schemaVersion = 9

  /// The version of the ledger's schema.
  ///
  /// The file is only read, so that another program's database stays as it is, unless a writer was
  /// killed: what its journal undoes takes a writer.
  ///
  /// - Throws: ``LedgerError`` for anything else, and for a file that cannot be opened for writing.
  static func version(at path: String) throws -> Int {
    guard try hasContent(path) else { throw LedgerError.empty(path: path) }
    do {
      guard let version = try version(of: try recovered(path), path: path) else {
        throw LedgerError.empty(path: path)
      }
      return version
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    }
  }

  /// Opens a file to read it, after SQLite has rolled back what a killed writer left half done.
  private static func recovered(_ path: String) throws -> DatabaseQueue {
    do {
      return try connect(path, readOnly)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      try rollBack(path)
      return try connect(path, readOnly)
    }
  }

  /// Lets SQLite undo what a killed writer left half done, which takes a connection that may write.
  private static func rollBack(_ path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    try connect(path, configuration).close()
  }

  /// How long to wait for another program's transaction.
  private static let busySeconds = 10.0

  /// Whether a file has any bytes.
  static func hasContent(_ path: String) throws(LedgerError) -> Bool {
    guard case .file = FilePlace(path) else { throw .noFile(path: path) }
    return FileStamp(path: path)?.sizeBytes != 0
  }

  /// Refuses a file with several names (hard links): SQLite's log and the lock belong to a name, so
  /// that a run by one name would not see what another one is writing by the other.
  ///
  /// A file without a log, such as a backup that sets of backups share, may be read by any name.
  static func requireOneName(_ path: String, toRead: Bool = false) throws(LedgerError) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink > 1,
      !toRead || hasLog(path)
    else { return }
    throw .otherName(path: path)
  }

  /// Whether SQLite keeps a log of a file.
  ///
  /// To be asked before SQLite has opened the file: closing it here would end SQLite's locks.
  private static func hasLog(_ path: String) -> Bool {
    let file = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return true }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: versionOffset + 1)
    return pread(file, &bytes, bytes.count, 0) != bytes.count || bytes[versionOffset] != 1
  }

  /// Where SQLite's header says how a file is read: 1 with a rollback journal, 2 with a log.
  private static let versionOffset = 19

  /// The version of the schema in an open file; nil before its first transaction.
  static func version(of database: DatabaseQueue, path: String) throws -> Int? {
    let (application, version, tables) = try database.read { database in
      (
        try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      )
    }
    if application == 0, version == 0, tables == 0 { return nil }
    guard application == applicationID else {
      throw LedgerError.notALedger(path: path, reason: "it is another program's database")
    }
    guard (1...schemaVersion).contains(version) else {
      throw LedgerError.laterVersion(path: path, found: version, expected: schemaVersion)
    }
    return version
  }

  static func makeFolder(of path: String, mode: FileMode) throws(LedgerError) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    do throws(FileError) {
      try Folder.make(folder, mode: mode)
    } catch {
      throw .notWritable(path: folder, reason: "cannot create folder: \(error.reason)")
    }
  }

  static func open(
    _ path: String, access: LedgerStore.Access, isInMemory: Bool, isDraft: Bool = false
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(busySeconds)
    // A dry run keeps one transaction open across many calls, and rolls it back; others may keep theirs
    // open until a file is written.
    configuration.allowsUnsafeTransactions = access != .readOnly
    if isInMemory { return try DatabaseQueue(configuration: configuration) }
    configuration.prepareDatabase { try setUp($0, journal: isDraft ? noJournal : writeAheadLog) }
    do {
      return try connect(path, configuration)
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    }
  }

  private static func connect(
    _ path: String, _ configuration: Configuration
  ) throws -> DatabaseQueue {
    try DatabaseQueue(path: path, configuration: configuration)
  }

  private static var readOnly: Configuration {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(busySeconds)
    return configuration
  }

  /// Opens a ledger to read it, even if nothing can be written next to it.
  ///
  /// SQLite's readers share the log's index in a file next to the ledger. Without write access
  /// there, the file itself is read if nothing can change it, otherwise a copy.
  ///
  /// - Returns: the ledger, and the copy that has to live as long.
  /// - Throws: ``LedgerError``.
  static func openForReading(_ path: String) throws -> (DatabaseQueue, LedgerCopy?) {
    do {
      do {
        return (try recovered(path), nil)
      } catch let error as DatabaseError where error.isStorageFailure {
        if isUnchanging(path), let database = try? connect(immutableAddress(of: path), readOnly) {
          return (database, nil)
        }
      }
      let copy = try LedgerCopy(of: path)
      return (try recovered(copy.path), copy)
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    }
  }

  /// Whether a ledger is complete without a log or journal, and on a read-only file system.
  private static func isUnchanging(_ path: String) -> Bool {
    guard case .file(let place) = FilePlace(path) else { return false }
    var system = statvfs()
    return statvfs(place, &system) == 0 && system.f_flag & UInt(ST_RDONLY) != 0
      && SideFiles.endings.allSatisfy { (FileStamp(path: place + $0)?.sizeBytes ?? 0) == 0 }
  }

  /// The URI with which SQLite takes no lock and looks for no log.
  private static func immutableAddress(of path: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "/-._~"))
    let absolute = URL(filePath: path).path
    return "file:\(absolute.addingPercentEncoding(withAllowedCharacters: plain) ?? absolute)"
      + "?immutable=1"
  }

  /// By default, SQLite sorts in temporary files.
  ///
  /// There is no journal: a ledger with a failed write is discarded.
  static func openInMemory() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase {
      try $0.execute(
        sql: """
          PRAGMA page_size = \(pageSizeBytes); PRAGMA journal_mode = OFF;
          PRAGMA temp_store = MEMORY;
          """)
    }
    return try DatabaseQueue(configuration: configuration)
  }

  private static let writeAheadLog = """
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
    """

  /// For a file that nobody else reads, and that is discarded if anything fails.
  private static let noJournal = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"

  static let pageSizeBytes: Int64 = 8192

  /// The page size applies to new files only, the other settings to this connection.
  private static func setUp(_ database: Database, journal: String) throws {
    try database.execute(
      sql: """
        PRAGMA page_size = \(pageSizeBytes); \(journal) PRAGMA cache_size = -16000;
        PRAGMA secure_delete = OFF;
        """)
  }

  /// Turns a draft into a normal ledger, as the last write to it.
  static func endDraft(_ database: LedgerConnection) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: writeAheadLog) }
  }

  /// Creates the tables and views in one transaction.
  static func makeSchema(in database: LedgerConnection) throws {
    try database.write { database in
      for query in Query.schema + Query.views { try database.execute(sql: query.sql) }
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: "PRAGMA user_version = \(schemaVersion)")
    }
  }
}
