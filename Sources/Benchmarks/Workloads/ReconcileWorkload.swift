import Traffic

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
