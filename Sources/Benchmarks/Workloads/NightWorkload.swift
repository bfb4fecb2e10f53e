import Domain
import Foundation
import Traffic

/// A night: ten thousand new tasks on top of a history, reconciled and reported.
struct NightWorkload: Workload {
  private static let records = 10_000

  let size: DataSize

  var name: String { "night-\(size.name)" }
  var abstract: String { "import 10k new tasks on top of \(size.name), reconcile, write reports" }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let night = try bench.traffic.night(records: NightWorkload.records)
    let ledger = try bench.copyOfLedger(size)
    let now = night.plan.end
    let imported = try bench.run(["import", "--json", night.path], on: ledger, asOf: now)
    try ImportResult(imported).check(newTasks: night.count.tasks)
    let reconciled = try bench.run(["reconcile", "--quiet"], on: ledger, asOf: now)
    let reported = try bench.run(["report", "-o", "\(ledger.folder)/out/"], on: ledger, asOf: now)
    try ReportFiles.check("\(ledger.folder)/out", days: TrafficStore.days + 1)
    return [
      Sample(
        step: "import", usage: imported.usage, records: night.count.records,
        inputBytes: night.sizeBytes),
      Sample(step: "reconcile", usage: reconciled.usage),
      Sample(step: "report", usage: reported.usage),
      Sample(step: "in all", usage: imported.usage + reconciled.usage + reported.usage),
    ]
  }
}

/// The files that `report` writes into a folder.
enum ReportFiles {
  /// Fails where `daily.csv` does not have a line for each day, below its heading.
  static func check(_ folder: String, days: Int) throws {
    let bytes = try Data(contentsOf: URL(filePath: "\(folder)/daily.csv"))
    let lines = bytes.count { $0 == UInt8(ascii: "\n") } - 1
    guard lines == days else {
      throw BenchmarkError("report: expected \(days) days in daily.csv, found \(lines)")
    }
  }
}
