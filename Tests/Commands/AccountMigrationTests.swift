import Foundation
import TestSupport
import Testing

/// A ledger of version 8, whose outcomes are of any account: of two that tasks name and of none, with
/// a closed month that changed later, tags, balances and what was entered of the wallet.
@Suite struct AccountMigrationTests {
  private static let asOf = "2026-06-06T00:00:00Z"

  private static func migrated() throws -> Tool {
    let tool = try OldLedger.tool(version: 8)
    #expect(try tool.run(["reconcile", "-q"], asOf: asOf).status == 10)
    return tool
  }

  @Test func `tasks, closed months and tags are divided as the tasks are, and all is sound`() throws
  {
    let tool = try Self.migrated()
    let doctor = try tool.run(["doctor"], asOf: Self.asOf)
    #expect(doctor.status == 0, "\(doctor.output)\(doctor.errors)")
    let report = try tool.run(["report", "--by", "day,account", "-f", "csv"], asOf: Self.asOf)
    let counts = report.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").prefix(3).joined(separator: " ")
    }
    // The closed month keeps its tasks, and later ones stand on the day on which they were found.
    #expect(
      counts == [
        "2026-05-04 agency 1", "2026-05-04 studio 2", "2026-05-04 unknown 2",
        "2026-05-05 agency 3", "2026-05-05 studio 2", "2026-05-05 unknown 1",
        "2026-05-06 agency 2", "2026-05-06 studio 1", "2026-05-06 unknown 3",
        "2026-05-07 agency 1", "2026-05-07 studio 3", "2026-05-07 unknown 2",
        "2026-05-08 agency 2", "2026-05-08 studio 2", "2026-05-08 unknown 1",
        "2026-06-05 agency 1", "2026-06-05 studio 1", "2026-06-05 unknown 1",
      ], "\(counts)")
  }

  @Test func `its figures are those of before`() throws {
    let tool = try Self.migrated()
    let report = try tool.run(["report", "daily", "-f", "csv"], asOf: Self.asOf)
    #expect(
      report.output.split(separator: "\n").map { $0.split(separator: ",").prefix(5).last ?? "" }
        .dropFirst() == [
          "1540000", "1680000", "1680000", "1400000", "1400000", "1120000",
        ], "\(report.output)")
    let entered = try tool.run(["wallet", "top-ups", "-f", "csv"], asOf: Self.asOf)
    #expect(entered.output.contains("2026-05-06"))
  }
}
