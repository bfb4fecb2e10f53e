import Application
import Domain
import Foundation
import Ledger
import Reconciliation
import Synchronization
import TestSupport
import Testing

/// Use cases in this process: they give values, and tell the rest to whoever listens.
@Suite struct UseCaseTests {
  /// What a run told, in its order.
  private final class Told: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func notices(isQuiet: Bool = false, isVerbose: Bool = false) -> Notices {
      Notices(
        isQuiet: isQuiet, isVerbose: isVerbose,
        report: { kind, text in self.kept.withLock { $0.append("\(kind): \(text)") } })
    }
  }

  private let folder: TemporaryFolder
  private let told = Told()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("db: ledger.db\ninbox: inbox\n", to: "settings.yaml")
    try folder.write(TaskText().envelope, to: "inbox/a.json")
  }

  private func run(isQuiet: Bool = false, isVerbose: Bool = false) throws -> Run {
    try Run(
      RunOptions(
        configurationPath: folder.path("settings.yaml"), asOf: DayOrMoment("2026-05-20"),
        notices: told.notices(isQuiet: isQuiet, isVerbose: isVerbose)))
  }

  @Test func `a day counts as now by its end`() throws {
    #expect(try run().now == Timestamp("2026-05-20T23:59:59.999999999Z")?.instant)
  }

  @Test func `an import gives what it did, and tells of a file that is missing and of one skipped`()
    throws
  {
    try folder.write("%PDF-1.4", to: "inbox/rows.pdf")
    let (inbox, missing) = (folder.path("inbox"), folder.path("none.json"))
    let outcome = try ImportRun(try run(), isDryRun: false, listing: .all).importing([
      inbox, missing,
    ])
    #expect(outcome.summary.tasks.new == 1)
    #expect(outcome.statuses == [.noInput])
    #expect(told.lines.count == 2)
    #expect(told.lines.contains { $0.hasPrefix("problem: ") && $0.contains("none.json") })
    #expect(told.lines.contains { $0.hasPrefix("note: skipped") && $0.contains("rows.pdf") })
  }

  @Test func `an import warns of a file without a record, which is no failure`() throws {
    try folder.write("id,amount\n", to: "inbox/table.csv")
    let outcome = try ImportRun(try run(), isDryRun: false).importing([folder.path("inbox")])
    #expect(outcome.statuses == [])
    #expect(outcome.passedLines == 1)
    #expect(told.lines.count == 1)
    #expect(
      told.lines.contains { $0.contains("table.csv: no PiAPI record in 1 line: ") })
  }

  @Test func `a quiet import tells what is wrong alone`() throws {
    try folder.write("id,amount\n", to: "inbox/table.csv")
    let run = try run(isQuiet: true)
    _ = try ImportRun(run, isDryRun: false).importing([folder.path("inbox"), "/none.json"])
    #expect(told.lines.count == 1)
    #expect(told.lines.first?.hasPrefix("problem: /none.json") == true)
  }

  @Test func `a verbose run names the ledger and the card`() throws {
    _ = try ImportRun(try run(isVerbose: true), isDryRun: true).importing([folder.path("inbox")])
    #expect(told.lines.first == "note: ledger: \(folder.path("ledger.db"))")
    #expect(told.lines.contains { $0.hasPrefix("note: rate card: ") })
    #expect(!LedgerStore.exists(at: folder.path("ledger.db")))
  }

  @Test func `files without anything to read end a run that has told why`() throws {
    let reading = ImportRun(try run(), isDryRun: false)
    #expect {
      try reading.ledgerInMemory(of: [folder.path("none.json")])
    } throws: { error in
      (error as? EndedRun)?.status == .noInput
    }
    #expect(told.lines.count == 1)
  }

  @Test func `a reconciliation gives its report with the statuses before it is kept`() throws {
    _ = try ImportRun(try run(), isDryRun: false).importing([folder.path("inbox")])
    var sentences: [String] = []
    let statuses = try ReconciliationRun(try run(), isDryRun: false).running(
      in: { _ in .all }
    ) { sentences.append($0.result.coverage.sentence) }
    #expect(statuses == [])
    #expect(sentences.count == 1)
  }

  @Test func `a night takes its inbox in, and hands over its lines once`() throws {
    let feed = NightlyRun.Feed(inboxPaths: [folder.path("inbox")], fetches: false)
    var nights: [[String]] = []
    let outcome = try NightlyRun(
      try run(isQuiet: true), feed: feed, reportsPath: folder.path("reports")
    ).running { nights.append($0.lines) }
    #expect(nights == [outcome.lines])
    #expect(FileManager.default.fileExists(atPath: folder.path("reports/2026-05-20/night.txt")))
    #expect(told.lines == [])
  }

  @Test func `a setting that is wrong names its file and line`() throws {
    try folder.write("db: ledger.db\nfile_mode: 0999\n", to: "settings.yaml")
    #expect {
      try run()
    } throws: { error in
      guard let failure = error as? Failure else { return false }
      return failure.status == .configuration && failure.description.contains("settings.yaml:2: ")
    }
  }
}
