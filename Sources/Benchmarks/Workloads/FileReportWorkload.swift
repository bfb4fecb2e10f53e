import Traffic

/// A report from a file alone, without a ledger.
struct FileReportWorkload: Workload {
  let size: DataSize
  var form = TrafficForm.ndjson

  var name: String { "report-file-\(size.name)" + (form == .ndjson ? "" : "-\(form.rawValue)") }
  var abstract: String {
    "cost by day, model and size from \(size.name) records (\(form.rawValue)), without a ledger"
  }

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(size, form)
    let outcome = try bench.run(
      ["report", "--by", "day,model,size", "--json", history.path], on: try bench.newLedger(),
      asOf: history.plan.end)
    try ReportResult.check(outcome, tasks: history.count.tasks)
    return [
      Sample(
        usage: outcome.usage, records: history.count.records, inputBytes: history.sizeBytes)
    ]
  }
}
