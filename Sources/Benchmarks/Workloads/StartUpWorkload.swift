import Traffic

/// What every call costs, ten times over: it is too short to be measured once.
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
