import Domain
import Ledger
import RateCards
import Reconciliation
import ReportSamples
import Reports
import TestSupport
import Testing

@testable import Intake

/// What is below the coverage: the card, closed months, and what was found later about them.
@Suite struct ReportNotesTests {
  private let folder: TemporaryFolder
  private let ledger: LedgerStore
  private let pricer: Pricer

  init() throws {
    folder = try TemporaryFolder()
    ledger = try LedgerStore(path: folder.path("ledger.db"), access: .readWrite)
    pricer = Pricer(card: try ExplanationScenario.rateCard())
  }

  private func moment(_ text: String) throws -> Instant {
    try #require(Timestamp(text)?.instant)
  }

  private func importing(_ task: TaskText, asOf: String) throws {
    try ledger.usePricer(pricer, asOf: try moment(asOf))
    let session = try ImportSession(store: ledger, pricer: pricer, asOf: try moment(asOf))
    var reader = BatchReader(MemorySource(Array(task.envelope.utf8)), named: "a.ndjson")
    while let batch = reader.next() { try session.write(batch) }
    _ = try session.finish()
  }

  private func notes(in period: ReportPeriod) throws -> [String] {
    let now = try moment("2026-06-10T08:00:00Z")
    let rows = try ledger.reader(in: period, asOf: now).lines()
    return ReportNotes.notes(
      rows, period: period, basis: try ledger.reportBasis(asOf: now))
  }

  private var cardNote: String {
    "priced with the rate card small, fingerprint \(pricer.card.fingerprint)"
  }

  /// A closed May with a task that ended after the close.
  private func closeMay() throws {
    let running = TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("processing", "null", "")
      ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
    }
    try importing(running, asOf: "2026-06-01T00:00:00Z")
    try ledger.close(monthOf: ReportSample.firstDay, at: try moment("2026-06-02T08:00:00Z"))
    try importing(TaskText(), asOf: "2026-06-10T08:00:00Z")
  }

  @Test func `a ledger that no card has priced has no notes`() throws {
    #expect(try notes(in: .all) == [])
  }

  @Test func `the card is named with its fingerprint`() throws {
    try importing(TaskText(), asOf: "2026-06-01T00:00:00Z")
    #expect(try notes(in: .all) == [cardNote])
  }

  @Test func `a closed month says when it was closed, and what was found later`() throws {
    try closeMay()
    #expect(
      try notes(in: .all) == [
        cardNote,
        "2026-05 was closed 2026-06-02T08:00:00Z, priced with small, fingerprint "
          + pricer.card.fingerprint,
        "adjustments to the closed month 2026-05, found later: 1 task, billed +0.028 USD, "
          + "expected +0.028 USD, variance 0.00 USD",
      ])
  }

  @Test func `each month has the notes that concern it`() throws {
    try closeMay()
    let may = try #require(ReportPeriod("2026-05", today: ReportSample.firstDay))
    let june = try #require(ReportPeriod("2026-06", today: ReportSample.firstDay))
    #expect(try notes(in: may).map { $0.prefix(12) } == ["priced with ", "2026-05 was "])
    #expect(try notes(in: june).map { $0.prefix(12) } == ["priced with ", "adjustments "])
  }
}
