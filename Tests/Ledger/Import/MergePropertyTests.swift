import Ledger
import TestSupport
import Testing

/// The ledger is the same whatever the order of deliveries and their split across sources and
/// imports.
@Suite struct MergePropertyTests {
  /// Between the ends of the deliveries, so that some refunds are awaited and some are due.
  private static let asOf = "2026-05-09T12:00:00Z"

  private static func content(of runs: [[SourceText]]) throws -> [[[String]]] {
    let scenario = try LedgerScenario()
    for sources in runs { try scenario.importing(sources, asOf: asOf) }
    return try LedgerContent.rows(scenario)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
  func `any order and any split of the same deliveries make the same ledger`(seed: UInt64) throws {
    var deliveries = Deliveries(seed: seed)
    let expected = try Self.content(of: [[SourceText("all.ndjson", deliveries.records)]])
    let inOneRun = deliveries.rearranged()
    #expect(try Self.content(of: [inOneRun]) == expected)
    let inManyRuns = deliveries.rearranged()
    #expect(try Self.content(of: inManyRuns.map { [$0] }) == expected)
  }

  @Test(arguments: [UInt64(21), 22, 23])
  func `every record as a separate import makes the same ledger`(seed: UInt64) throws {
    let deliveries = Deliveries(seed: seed)
    let expected = try Self.content(of: [[SourceText("all.ndjson", deliveries.records)]])
    let runs = deliveries.records.reversed().map { [SourceText("one.json", [$0])] }
    #expect(try Self.content(of: runs) == expected)
  }

  @Test(arguments: [UInt64(31), 32, 33])
  func `importing everything twice, in another order, adds nothing`(seed: UInt64) throws {
    var deliveries = Deliveries(seed: seed)
    let expected = try Self.content(of: [[SourceText("all.ndjson", deliveries.records)]])
    let twice = [deliveries.rearranged(), deliveries.rearranged()]
    #expect(try Self.content(of: twice) == expected)
  }

  @Test func `the random deliveries reach almost every verdict`() throws {
    let scenario = try LedgerScenario()
    for seed in UInt64(1)...8 {
      let records = Deliveries(seed: seed).records.map {
        $0.replacingTaskIDs(by: "-of-\(seed)")
      }
      try scenario.importing([SourceText("\(seed).ndjson", records)], asOf: Self.asOf)
    }
    let verdicts = try scenario.table("SELECT DISTINCT verdict FROM v_task").map { $0[0] }
    for verdict in [
      "matched", "overcharged", "undercharged", "consistent", "conflict", "own_account", "penalty",
      "refund_awaited", "refund_due", "refunded", "unpriced", "unmetered", "provisional",
    ] {
      #expect(verdicts.contains(verdict), "\(verdict)")
    }
  }
}

extension String {
  /// The record with other task ids, so that the tasks of several sequences stay separate.
  fileprivate func replacingTaskIDs(by suffix: String) -> String {
    split(separator: #""task_id":""#, omittingEmptySubsequences: false)
      .enumerated().map { index, part in
        guard index > 0, let end = part.firstIndex(of: "\"") else { return String(part) }
        return "\(part[..<end])\(suffix)\(part[end...])"
      }.joined(separator: #""task_id":""#)
  }
}
