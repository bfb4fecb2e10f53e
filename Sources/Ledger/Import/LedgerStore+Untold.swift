import GRDB
import Reconciliation

/// Records that were set apart, and that nobody has been told of yet.
///
/// Their numbers are in the ledger from the transaction that sets them apart until the run has told
/// them: what a killed run could not tell, the next one that imports does.
extension LedgerStore {
  private static let untoldSetting = "untold_quarantine"

  /// What killed runs left untold, but for what was dismissed since; nothing the next time.
  func takeUntold() throws -> [QuarantinedRecords] {
    guard !hasTakenUntold else { return [] }
    hasTakenUntold = true
    let numbers = try database.read { try LedgerStore.untold(in: $0) }
    guard !numbers.isEmpty else { return [] }
    return try quarantined().filter { numbers.contains($0.id) && $0.records > $0.dismissed }
  }

  /// What killed runs left untold, for a run that has nothing to import.
  package func tellingUntold() throws -> (summary: ImportSummary, setApart: [SetApart]) {
    let records = try takeUntold().map(SetApart.init)
    var summary = ImportSummary()
    records.forEach { summary.note($0) }
    return (summary, records)
  }

  /// Notes that everything that was set apart so far has been told.
  package func noteTold() throws {
    guard try database.read({ try !LedgerStore.untold(in: $0).isEmpty }) else { return }
    try writeBatch { try LedgerStore.noteTold(in: $0) }
  }

  static func noteTold(in database: Database) throws {
    try forget(untoldSetting, in: database)
  }

  static func noteUntold(_ numbers: [Int64], in database: Database) throws {
    guard !numbers.isEmpty else { return }
    let all = try untold(in: database).union(numbers)
    try put(untoldSetting, all.sorted().map(String.init).joined(separator: ","), in: database)
  }

  private static func untold(in database: Database) throws -> Set<Int64> {
    Set(
      (try setting(untoldSetting, in: database) ?? "").split(separator: ",").compactMap {
        Int64($0)
      })
  }
}

extension SetApart {
  /// Records of an earlier run, which did not tell them.
  init(_ records: QuarantinedRecords) {
    self.init(
      source: records.source, line: records.line, message: records.message,
      records: records.records, undismissed: records.records - records.dismissed,
      new: records.records - records.dismissed)
  }
}

extension ImportSummary {
  mutating func note(_ records: SetApart) {
    quarantined += records.undismissed
    newlyQuarantined += records.new
    dismissed += records.records - records.undismissed
  }
}
