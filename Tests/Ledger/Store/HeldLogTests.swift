import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

/// A log that another program's reading keeps from being written back is told, if it is large.
@Suite struct HeldLogTests {
  @Test func `the log beside a long reader is told until the reader ends`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    var configuration = Configuration()
    configuration.readonly = true
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: scenario.path, configuration: configuration)
    try reader.unsafeRead {
      try $0.execute(sql: "BEGIN")
      _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM task")
    }
    var other = TaskText()
    other.taskID = "8f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"
    let any = HeldLog.Bound(sizeBytes: 0, share: 0)
    try scenario.importing(other.envelope)
    let ledger = try scenario.opened(.readWrite)
    let log = try #require(try ledger.heldLog(over: any))
    #expect(
      log.description
        == "\(scenario.path)-wal: SQLite's log has grown to 0 MiB beside a ledger of 0 "
        + "MiB, since another program keeps the ledger open for reading; close that program, then "
        + "run piledger doctor")
    #expect(try ledger.heldLog() == nil)
    #expect(try ledger.heldLog(over: HeldLog.Bound(sizeBytes: 0, share: 2)) == nil)
    try reader.unsafeRead { try $0.execute(sql: "COMMIT") }
    #expect(try ledger.heldLog(over: any) == nil)
  }
}
