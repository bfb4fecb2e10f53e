import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct DryRunTests {
  private static let sources = [
    SourceText("a.ndjson", [TaskText().envelope, BrokenAnswer.text()])
  ]

  private static func bytes(of scenario: LedgerScenario) throws -> Data {
    try Data(contentsOf: URL(filePath: scenario.path))
  }

  @Test func `without a ledger none is created`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(Self.sources, access: .dryRun)
    #expect(summary.tasks.text == "1 new, 0 changed, 0 unchanged")
    #expect(summary.quarantined == 1)
    #expect(scenario.folder.names == [])
  }

  @Test func `no folder is created for a ledger`() throws {
    let folder = try TemporaryFolder()
    let ledger = try LedgerStore(path: folder.path("deep/ledger.db"), access: .dryRun)
    #expect(try ledger.counts().tasks == 0)
    #expect(folder.names == [])
  }

  @Test func `a ledger stays as it was, to the byte`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task { $0.taskID = taskID(2) }.envelope, from: "b.ndjson")
    let before = try Self.bytes(of: scenario)
    let names = scenario.folder.names
    let summary = try scenario.importing(
      Self.sources, card: SmallCard(imageUSD: "0.03"), access: .dryRun)
    #expect(summary.tasks.text == "1 new, 0 changed, 0 unchanged")
    #expect(try Self.bytes(of: scenario) == before)
    #expect(scenario.folder.names == names)
  }

  @Test func `it counts as the import would`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      TaskText.task { ($0.status, $0.endedAt) = ("pending", "") }.envelope, from: "b.ndjson")
    let tried = try scenario.importing(Self.sources, access: .dryRun)
    let done = try scenario.importing(Self.sources)
    #expect(tried == done)
    #expect(done.tasks.text == "0 new, 1 changed, 0 unchanged")
  }

  @Test func `what was written can be read until it is undone`() throws {
    let scenario = try LedgerScenario()
    let ledger = try scenario.opened(.dryRun)
    try ledger.withWrites {
      let session = try LedgerScenario.session(ledger)
      try LedgerScenario.read(Self.sources[0], into: session)
      _ = try session.finish()
      #expect(try ledger.counts().tasks == 1)
      #expect(try ledger.check().isClean)
    }
    #expect(try ledger.counts().tasks == 0)
    #expect(try ledger.cardName() == nil)
  }

  @Test func `an error leaves nothing behind either`() throws {
    struct Stop: Error {}
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task { $0.taskID = taskID(2) }.envelope, from: "b.ndjson")
    let ledger = try scenario.opened(.dryRun)
    #expect(throws: Stop.self) {
      try ledger.withWrites {
        let session = try LedgerScenario.session(ledger)
        try LedgerScenario.read(Self.sources[0], into: session)
        throw Stop()
      }
    }
    #expect(try ledger.counts().tasks == 1)
  }

  @Test func `an empty file does not become a ledger`() throws {
    let scenario = try LedgerScenario()
    try scenario.folder.write("", to: "ledger.db")
    _ = try? scenario.importing(Self.sources, access: .dryRun)
    #expect(try Self.bytes(of: scenario) == Data())
  }
}
