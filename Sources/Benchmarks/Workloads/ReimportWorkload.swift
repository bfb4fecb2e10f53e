import Foundation
import Traffic

/// The import of a file that the ledger holds already, unchanged, or under another name.
struct ReimportWorkload: Workload {
  let size: DataSize
  let isRenamed: Bool

  var name: String { "reimport-\(size.name)" + (isRenamed ? "-renamed" : "") }
  var abstract: String {
    "import \(size.name) records again" + (isRenamed ? ", the file under another name" : "")
  }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(size)
    let ledger = try bench.copyOfLedger(size)
    let path = isRenamed ? "\(ledger.folder)/renamed.ndjson" : history.path
    // A link would change what the file system says of the file itself.
    if isRenamed { try FileManager.default.copyItem(atPath: history.path, toPath: path) }
    let outcome = try bench.run(["import", "--json", path], on: ledger, asOf: history.plan.end)
    let result = try ImportResult(outcome)
    try result.check(newTasks: 0)
    guard result.tasks.changed == 0 else {
      throw BenchmarkError("import: expected no changed task, found \(result.tasks.changed)")
    }
    return [
      Sample(
        usage: outcome.usage, records: history.count.records, inputBytes: history.sizeBytes)
    ]
  }
}
