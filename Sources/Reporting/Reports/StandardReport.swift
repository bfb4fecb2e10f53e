package import Budgets
package import Domain
package import Reconciliation

/// The reports that have a name.
package enum StandardReport: String, Sendable, CaseIterable {
  case daily
  case monthly
  case model
  case sku
  case status

  package var title: String {
    switch self {
    case .daily: "Cost per day"
    case .monthly: "Cost per month"
    case .model: "Cost per model"
    case .sku: "Cost per SKU"
    case .status: "Cost per status and verdict"
    }
  }

  package var dimensions: [Dimension] {
    switch self {
    case .daily: [.day]
    case .monthly: [.month]
    case .model: [.model, .taskType]
    case .sku: [.sku]
    case .status: [.status, .verdict]
    }
  }

  /// The report over the rows of a period, by its own dimensions or by others.
  package func report(
    _ rows: [LedgerLine], by dimensions: [Dimension]? = nil, period: ReportPeriod,
    undatedTasks: Int, payments: [DatedCharge] = []
  ) -> Report {
    CostReport.report(
      rawValue, title: title(by: dimensions), by: dimensions ?? self.dimensions, rows: rows,
      period: period, undatedTasks: undatedTasks, payments: payments)
  }

  private func title(by dimensions: [Dimension]?) -> String {
    guard let dimensions else { return title }
    return "Cost by \(dimensions.map(\.name).joined(separator: ", "))"
  }
}
