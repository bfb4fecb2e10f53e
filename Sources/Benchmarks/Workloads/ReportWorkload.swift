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
