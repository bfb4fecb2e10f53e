import Foundation
import Reports
import Traffic

/// Each report that has a name, and the files of a night.
struct ReportWorkload: Workload {
  let size: DataSize

  var name: String { "report-\(size.name)" }
  var abstract: String { "each standard report on \(size.name), and the files of a night" }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(size)
    let ledger = try bench.ledger(size)
    var samples: [Sample] = []
    for report in StandardReport.allCases {
      let outcome = try bench.run(
        ["report", report.rawValue, "--json"], on: ledger, asOf: history.plan.end)
      try ReportResult.check(outcome, tasks: history.count.tasks)
      samples.append(Sample(step: report.rawValue, usage: outcome.usage))
    }
    let folder = bench.path("reports")
    let outcome = try bench.run(["report", "-o", "\(folder)/"], on: ledger, asOf: history.plan.end)
    try ReportFiles.check(folder, days: TrafficStore.days)
    return samples + [Sample(step: "files", usage: outcome.usage)]
  }
}

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

/// The reconciliation of a history by the card that priced it.
struct ReconcileWorkload: Workload {
  let size: DataSize

  var name: String { "reconcile-\(size.name)" }
  var abstract: String { "reconcile \(size.name)" }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(size)
    let ledger = try bench.copyOfLedger(size)
    let outcome = try bench.run(
      ["reconcile", "--json"], on: ledger, asOf: history.plan.end)
    try ReconciliationResult(outcome)
      .check("matched", tasks: history.count.billedTasks.values.reduce(0, +))
    return [Sample(usage: outcome.usage)]
  }
}

/// The prices of ten thousand unsent requests.
struct QuoteWorkload: Workload {
  private static let records = 10_000

  let name = "quote-10k"
  let abstract = "quote 10k requests"

  func run(on bench: Workbench) throws -> [Sample] {
    let requests = try bench.traffic.requests(QuoteWorkload.records)
    let outcome = try bench.run(
      ["quote", "--format", "csv", requests.path], on: try bench.newLedger(),
      asOf: requests.plan.end)
    let lines = try outcome.output().count { $0 == UInt8(ascii: "\n") } - 1
    guard lines == requests.plan.records else {
      throw BenchmarkError("quote: expected \(requests.plan.records) prices, found \(lines)")
    }
    return [
      Sample(
        usage: outcome.usage, records: requests.plan.records, inputBytes: requests.sizeBytes)
    ]
  }
}

/// The startup cost of every call, ten times over: a single one is too short to measure.
struct StartUpWorkload: Workload {
  private static let repetitions = 10

  let name = "start-up"
  let abstract = "--version, and a report on a small ledger"

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(.twoThousand)
    let ledger = try bench.ledger(.twoThousand)
    var samples: [Sample] = []
    for _ in 0..<StartUpWorkload.repetitions {
      let version = try bench.run(["--version"], on: ledger, asOf: history.plan.end)
      let report = try bench.run(["report", "--json"], on: ledger, asOf: history.plan.end)
      try ReportResult.check(report, tasks: history.count.tasks)
      samples.append(Sample(step: "version", usage: version.usage))
      samples.append(Sample(step: "report", usage: report.usage))
    }
    return samples
  }
}
