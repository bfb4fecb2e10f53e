import Billing
package import Reconciliation

/// What failures cost, by model and error code, and what trying again cost.
package enum FailureReport {
  /// Failed and cancelled tasks by error code.
  ///
  /// - Parameters:
  ///   - failures: the failed and cancelled tasks.
  ///   - rows: all tasks of the period, for the share of those that failed.
  package static func table(_ failures: [FailureRow], of rows: [UnitRow]) -> ReportTable {
    var ended: [[String]: Int] = [:]
    for row in rows where row.status.hasEnded {
      ended[[row.sku.model, row.sku.taskType], default: 0] += row.tasks
    }
    return ReportTable(
      name: "failures", title: "Cost of failures by error code",
      columns: [
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("error_code", heading: "error", .text),
        ReportTable.Column("status", .text), ReportTable.Column("tasks", .count),
        ReportTable.Column("percent_of_tasks", heading: "% of ended", .number),
        ReportTable.Column("free_tasks", heading: "free", .count),
        ReportTable.Column("billed", .money),
      ],
      rows: failures.map { failure in
        let whole = ended[[failure.model, failure.taskType]] ?? 0
        return [
          .text(failure.model), .text(failure.taskType),
          failure.errorCode.map { .text(String($0)) } ?? .none, .text(failure.status.name),
          .count(failure.tasks), share(failure.tasks, of: whole), .count(failure.freeTasks),
          .money(failure.billed),
        ]
      },
      total: [.text("total"), .none, .none, .none]
        + [
          .count(failures.reduce(0) { $0 + $1.tasks }),
          share(failures.reduce(0) { $0 + $1.tasks }, of: ended.values.reduce(0, +)),
          .count(failures.reduce(0) { $0 + $1.freeTasks }),
          .money(failures.reduce(Points.zero) { $0 + $1.billed }),
        ])
  }

  /// The share in tenths of a percent, rounded down.
  private static func share(_ part: Int, of whole: Int) -> Cell {
    guard let permille = Coverage.permille(Int64(part), of: Int64(whole)) else { return .none }
    return .text("\(permille / 10).\(permille % 10)")
  }

  private struct Retries {
    var chains = 0
    var delivered = 0
    var tasks = 0
    var longest = 0
    var billed = Points.zero
    var billedFailures = Points.zero

    mutating func add(_ chain: RetryChain) {
      chains += 1
      delivered += chain.isDelivered ? 1 : 0
      tasks += chain.tasks.count
      longest = max(longest, chain.tasks.count)
      billed += chain.billed
      billedFailures += chain.billedFailures
    }

    var cells: [Cell] {
      [
        .count(chains), .count(delivered), .count(tasks), .count(longest), .money(billed),
        .money(billedFailures),
      ]
    }
  }

  /// Retry chains by model and task type.
  package static func retries(_ chains: [RetryChain]) -> ReportTable {
    var sums: [[String]: Retries] = [:]
    var total = Retries()
    for chain in chains {
      sums[[chain.tasks[0].model, chain.tasks[0].taskType], default: Retries()].add(chain)
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
        ReportTable.Column("billed", .money),
        ReportTable.Column("billed_failures", heading: "for failures USD", .money),
      ],
      rows: keys.map { key in key.map { .text($0) } + (sums[key] ?? Retries()).cells },
      total: [.text("total"), .none] + total.cells)
  }
}
