import Domain
import Foundation
import GRDB
import Ledger
import RateCards
import TestSupport
import Testing

@testable import Intake

/// A ledger in its own folder, with the steps of the import command.
struct LedgerScenario {
  /// Long after the tasks of ``TaskText``.
  static let now = "2026-06-01T00:00:00Z"

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  var path: String { folder.path("ledger.db") }

  func opened(
    _ access: LedgerStore.Access = .readOnly, timeZone: String? = nil
  ) throws -> LedgerStore {
    try LedgerStore(path: path, access: access, timeZoneName: timeZone)
  }

  /// Imports one source, a record per line.
  @discardableResult
  func importing(
    _ records: String..., from name: String = "a.ndjson", asOf: String = LedgerScenario.now,
    card: SmallCard = SmallCard()
  ) throws -> ImportSummary {
    try importing([SourceText(name, records)], asOf: asOf, card: card)
  }

  /// Imports sources in one run.
  @discardableResult
  func importing(
    _ sources: [SourceText], asOf: String = LedgerScenario.now, card: SmallCard = SmallCard(),
    access: LedgerStore.Access = .readWrite, timeZone: String? = nil
  ) throws -> ImportSummary {
    let ledger = try opened(access, timeZone: timeZone)
    return try LedgerScenario.importing(sources, into: ledger, asOf: asOf, card: card)
  }

  /// Imports sources into an open ledger.
  @discardableResult
  static func importing(
    _ sources: [SourceText], into ledger: LedgerStore, asOf: String = LedgerScenario.now,
    card: SmallCard = SmallCard()
  ) throws -> ImportSummary {
    try ledger.withWrites {
      let session = try LedgerScenario.session(ledger, asOf: asOf, card: card)
      for source in sources { try LedgerScenario.read(source, into: session) }
      defer { try? ledger.noteTold() }
      return try session.finish()
    }
  }

  /// An import into a ledger that is priced by a card.
  static func session(
    _ ledger: LedgerStore, asOf: String = LedgerScenario.now, card: SmallCard = SmallCard()
  ) throws -> ImportSession {
    let pricer = try card.pricer
    try ledger.usePricer(pricer, asOf: try moment(asOf))
    return try ImportSession(store: ledger, pricer: pricer, asOf: try moment(asOf))
  }

  static func read(_ source: SourceText, into session: ImportSession) throws {
    let bytes = Array(source.text.utf8)
    var batch = RecordBatch(items(of: source.text), from: source.name)
    batch.finishedSources = [
      RecordBatch.FinishedSource(
        name: source.name,
        sha256: CardFile.fingerprint(of: [CardFile(name: "", bytes: bytes)]),
        sizeBytes: Int64(bytes.count), stamp: nil, isRecognized: false)
    ]
    try session.write(batch)
  }

  static func items(of text: String) -> [IntakeItem] {
    var reader = RecordReader(MemorySource(Array(text.utf8)))
    var items: [IntakeItem] = []
    while let item = reader.next() { items.append(item) }
    return items
  }
}

extension LedgerScenario {
  /// The file as any other program reads it.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: path, configuration: configuration).read(body)
  }

  /// The rows of a query as texts.
  func table(_ sql: String) throws -> [[String]] {
    try read { try LedgerScenario.table(sql, in: $0) }
  }

  static func table(_ sql: String, in database: Database) throws -> [[String]] {
    try Row.fetchAll(database, sql: sql).map { row in row.map { text(of: $0.1) } }
  }

  private static func text(of value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "NULL"
    case .int64(let number): String(number)
    case .double(let number): "\(number) as double"
    case .string(let text): text
    case .blob(let data): data.base64EncodedString()
    }
  }

  /// Changes the file behind the ledger's back, ignoring references.
  func execute(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    try DatabaseQueue(path: path, configuration: configuration).write { try $0.execute(sql: sql) }
  }

  /// Every row of every table.
  func dump() throws -> [String: [[String]]] {
    try read { database in
      let names = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      var tables: [String: [[String]]] = [:]
      for name in names {
        tables[name] = try LedgerScenario.table("SELECT * FROM \"\(name)\"", in: database)
      }
      return tables
    }
  }
}

extension LedgerStore {
  /// Advances a ledger that is priced by the card of most tests.
  func advance(asOf: Instant) throws {
    try advance(asOf: asOf, by: try SmallCard().pricer)
  }
}

extension TaskCounts {
  var text: String { "\(new) new, \(changed) changed, \(unchanged) unchanged" }
}

/// The moment that an RFC 3339 text names.
func moment(_ text: String) throws -> Instant {
  try #require(Timestamp(text)?.instant)
}

/// A UUID with a number at its end.
func taskID(_ number: Int) -> String {
  "00000000-0000-4000-8000-\(padded(number, to: 12))"
}

extension RecordBatch {
  /// A separate batch of what was already read from a source.
  init(_ items: [IntakeItem], from source: String) {
    var builder = BatchBuilder(rowLimit: .max)
    builder.start()
    let number = builder.number(ofSource: source)
    for item in items { builder.add(item, from: number) }
    self = builder.batch
  }

  /// A batch of records, without the end of their source.
  static func of(_ records: [String], from name: String) -> RecordBatch {
    RecordBatch(LedgerScenario.items(of: records.joined(separator: "\n")), from: name)
  }
}
