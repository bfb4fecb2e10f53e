import Traffic

/// The import of a history into a new ledger.
struct ImportWorkload: Workload {
  let size: DataSize
  var form = TrafficForm.ndjson

  var name: String { "import-\(size.name)" + (form == .ndjson ? "" : "-\(form.rawValue)") }
  var abstract: String { "import \(size.name) records (\(form.rawValue)) into a new ledger" }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(size, form)
    let ledger = try bench.newLedger()
    let outcome = try bench.run(
      ["import", "--json", history.path], on: ledger, asOf: history.plan.end)
    try ImportResult(outcome).check(newTasks: history.count.tasks)
    return [
      Sample(
        usage: outcome.usage, records: history.count.records, inputBytes: history.sizeBytes,
        ledgerBytesPerTask: Double(try ledger.sizeBytes()) / Double(history.count.tasks))
    ]
  }
}
