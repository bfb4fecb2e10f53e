import Foundation
import Intake
import Ledger
import TestSupport
import Testing

/// A file that was imported before is not read again.
@Suite struct RecognizedSourceTests {
  private static let records = [
    TaskText().envelope, "{\"task_id\":", TaskText.task { $0.taskID = taskID(2) }.bare,
  ]

  /// A ledger with files next to it.
  private struct Files {
    let scenario: LedgerScenario

    init() throws { scenario = try LedgerScenario() }

    func path(_ name: String) -> String { scenario.folder.path(name) }

    @discardableResult
    func write(_ records: [String], to name: String) throws -> String {
      try scenario.folder.write(records.joined(separator: "\n") + "\n", to: name)
    }

    /// Imports files as the command does.
    @discardableResult
    func importing(_ names: String..., isReread: Bool = false) throws -> ImportSummary {
      let ledger = try scenario.opened(.readWrite)
      let known = isReread ? KnownSources() : try ledger.knownSources()
      let session = try LedgerScenario.session(ledger)
      let batches = PrefetchedBatches(
        InputFiles(names.map(path)).entries, known: known, rowLimit: 2,
        sortedBy: ledger.calendar.dayNumber(ofRowCreatedAt:))
      while let batch = batches.next() { try session.write(batch) }
      defer { try? ledger.noteTold() }
      return try session.finish()
    }

    /// Imports a file to its first batch, and then no more.
    func beginning(_ name: String) throws {
      let ledger = try scenario.opened(.readWrite)
      let session = try LedgerScenario.session(ledger)
      let batches = PrefetchedBatches(
        InputFiles([path(name)]).entries, rowLimit: 1,
        sortedBy: ledger.calendar.dayNumber(ofRowCreatedAt:))
      if let batch = batches.next() { try session.write(batch) }
    }

    /// Gives a file a later modification time.
    func touch(_ name: String) throws {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_800_000_000)],
        ofItemAtPath: path(name))
    }
  }

  private static func text(_ summary: ImportSummary) -> String {
    "\(summary.tasks.text), \(summary.quarantined) quarantined "
      + "(\(summary.newlyQuarantined) newly), \(summary.sources) read, "
      + "\(summary.recognizedSources) recognized"
  }

  private static let nothing = "0 new, 0 changed, 0 unchanged, 0 quarantined (0 newly), 0 read, "

  @Test func `an unchanged file is skipped, and its quarantine not counted`() throws {
    let files = try Files()
    try files.write(Self.records, to: "a.ndjson")
    #expect(
      try Self.text(files.importing("a.ndjson"))
        == "2 new, 0 changed, 0 unchanged, 1 quarantined (1 newly), 1 read, 0 recognized")
    let dump = try files.scenario.dump()
    #expect(try Self.text(files.importing("a.ndjson")) == Self.nothing + "1 recognized")
    #expect(try files.scenario.dump() == dump)
  }

  @Test func `the same content with another time is recognized, and from then on by its time`()
    throws
  {
    let files = try Files()
    try files.write(Self.records, to: "a.ndjson")
    try files.importing("a.ndjson")
    try files.touch("a.ndjson")
    #expect(try Self.text(files.importing("a.ndjson")) == Self.nothing + "1 recognized")
    #expect(
      try files.scenario.table("SELECT count(*), max(modified_at) FROM source")
        == [["1", "1800000000000000000"]])
    let dump = try files.scenario.dump()
    #expect(try Self.text(files.importing("a.ndjson")) == Self.nothing + "1 recognized")
    #expect(try files.scenario.dump() == dump)
  }

  @Test func `the same content under another name is recognized and gets its own source`()
    throws
  {
    let files = try Files()
    try files.write(Self.records, to: "a.ndjson")
    try files.importing("a.ndjson")
    try files.write(Self.records, to: "b.ndjson")
    #expect(
      try Self.text(files.importing("a.ndjson", "b.ndjson")) == Self.nothing + "2 recognized")
    #expect(try files.scenario.table("SELECT count(*) FROM source") == [["2"]])
    #expect(
      try Self.text(files.importing("a.ndjson", "b.ndjson")) == Self.nothing + "2 recognized")
    #expect(try files.scenario.table("SELECT count(*) FROM source") == [["2"]])
  }

  @Test func `another content of the same length is read`() throws {
    let files = try Files()
    try files.write(Self.records, to: "a.ndjson")
    try files.importing("a.ndjson")
    let other = [TaskText.task { $0.consume = 300_000 }.envelope] + Self.records.dropFirst()
    try files.write(other, to: "a.ndjson")
    #expect(
      try Self.text(files.importing("a.ndjson"))
        == "0 new, 1 changed, 1 unchanged, 1 quarantined (0 newly), 1 read, 0 recognized")
    #expect(try files.scenario.opened().check().isClean)
  }

  @Test func `an interrupted import is read again to its end, and then recognized`() throws {
    let files = try Files()
    try files.write(Self.records, to: "a.ndjson")
    try files.beginning("a.ndjson")
    #expect(try files.scenario.table("SELECT count(*) FROM task") == [["1"]])
    #expect(
      try Self.text(files.importing("a.ndjson"))
        == "1 new, 0 changed, 1 unchanged, 1 quarantined (1 newly), 1 read, 0 recognized")
    #expect(try files.scenario.table("SELECT count(*) FROM source") == [["1"]])
    #expect(try Self.text(files.importing("a.ndjson")) == Self.nothing + "1 recognized")
  }

  @Test func `what is forced to be read again is read, and changes nothing`() throws {
    let files = try Files()
    try files.write(Self.records, to: "a.ndjson")
    try files.importing("a.ndjson")
    let dump = try files.scenario.dump()
    #expect(
      try Self.text(files.importing("a.ndjson", isReread: true))
        == "0 new, 0 changed, 2 unchanged, 1 quarantined (0 newly), 1 read, 0 recognized")
    #expect(try files.scenario.dump() == dump)
  }
}
