import Foundation
import Traffic

/// A changed rate card: one rate changes, which 1 % of the tasks have.
struct RepriceWorkload: Workload {
  private static let model = "sora2"
  private static let card = """
    - model: sora2
      task_type: sora2-video
      unit: second
      quantity: duration
      usd: 0.07
      source: made up for the benchmarks
      checked: 2026-01-01

    """

  let size: DataSize

  var name: String { "reprice-\(size.name)" }
  var abstract: String { "reconcile \(size.name) by a card in which one rate of 1 % has changed" }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(size)
    let ledger = try bench.copyOfLedger(size)
    let card = bench.path("card.yaml")
    try Data(RepriceWorkload.card.utf8).write(to: URL(filePath: card))
    let changedTasks = history.count.billedTasks[RepriceWorkload.model] ?? 0
    // What was booked by the old rate is now too much: findings, status 10.
    let outcome = try bench.run(
      ["reconcile", "--json", "--card", card], on: ledger, asOf: history.plan.end,
      status: changedTasks > 0 ? 10 : 0)
    try ReconciliationResult(outcome).check("overcharged", tasks: changedTasks)
    return [Sample(usage: outcome.usage)]
  }
}
