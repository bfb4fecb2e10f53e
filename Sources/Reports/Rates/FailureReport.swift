import Domain
package import Reconciliation

/// The cost of failures, by model and error code, and the cost of retries.
package enum FailureReport {
  /// Failed and canceled tasks by error code, with their share of the tasks that ended.
  package static func table(_ failures: Failures) -> ReportTable {
    ReportTable(
      name: "failures", title: "Cost of failures by error code",
      columns: [
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("error_code", heading: "error", .text),
        ReportTable.Column("status", .text), ReportTable.Column("tasks", .count),
        percentColumn, ReportTable.Column("free_tasks", heading: "free", .count),
        unmeteredColumn, ReportTable.Column("billed", .money),
      ],
      rows: failures.byCause.map { cause, figures in
        [
          .text(cause.kind.model), .text(cause.kind.taskType), cell(cause.errorCode),
          .text(cause.status),
        ] + cells(figures, of: cause.kind, in: failures)
      },
      total: [.text("total"), .none, .none, .none]
        + cells(failures.total, of: nil, in: failures))
  }

  private static func cells(
    _ figures: Failures.Figures, of kind: Failures.Kind?, in failures: Failures
  ) -> [Cell] {
    [
      .count(figures.tasks), percent(figures, of: kind, in: failures), .count(figures.free),
      .count(figures.unmetered), .money(figures.totals.billed),
    ]
  }

  static let percentColumn = ReportTable.Column(
    "failure_percent", heading: "% of ended", .number)
  static let unmeteredColumn = ReportTable.Column(
    "unmetered_tasks", heading: "billed unknown", .count)

  static func percent(
    _ figures: Failures.Figures, of kind: Failures.Kind?, in failures: Failures
  ) -> Cell {
    failures.share(figures, of: kind).map { .text($0.text) } ?? .none
  }

  private static func cell(_ code: ErrorCode) -> Cell {
    switch code {
    case .none: .none
    case .code(let number): .text(String(number))
    case .notKept: .text("not kept")
    }
  }

  private struct Retries {
    var chains = 0
    var delivered = 0
    var tasks = 0
    var longest = 0
    var unmetered = 0
    var billed = Points.zero
    var billedFailures = Points.zero

    mutating func add(_ counted: CountedChain) {
      let (chain, count) = (counted.chain, counted.count)
      chains += count
      delivered += chain.isDelivered ? count : 0
      tasks += count * chain.tasks.count
      // Chains that a closed month lost have a negative count and don't set the maximum.
      if count > 0 { longest = max(longest, chain.tasks.count) }
      unmetered += count * chain.unmeteredTasks
      billed += chain.billed * count
      billedFailures += chain.billedFailures * count
    }

    var cells: [Cell] {
      [
        .count(chains), .count(delivered), .count(tasks), .count(longest), .count(unmetered),
        .money(billed), .money(billedFailures),
      ]
    }
  }

  /// Retry chains by model and task type.
  package static func retries(_ chains: [CountedChain]) -> ReportTable {
    var sums: [[String]: Retries] = [:]
    var total = Retries()
    for chain in chains {
      let first = chain.chain.tasks[0]
      sums[[first.model, first.taskType], default: Retries()].add(chain)
      total.add(chain)
    }
    let keys = sums.keys.sorted { $0.lexicographicallyPrecedes($1) }
    return ReportTable(
      name: "retries", title: "Retry chains",
      columns: [
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("chains", .count),
        ReportTable.Column("delivered_chains", heading: "delivered", .count),
        ReportTable.Column("tasks", .count), ReportTable.Column("longest", .count),
        unmeteredColumn, ReportTable.Column("billed", .money),
        ReportTable.Column("billed_failures", heading: "for failures USD", .money),
      ],
      rows: keys.map { key in key.map { .text($0) } + (sums[key] ?? Retries()).cells },
      total: [.text("total"), .none] + total.cells)
  }
}
