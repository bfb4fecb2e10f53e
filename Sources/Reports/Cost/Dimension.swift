import Domain
package import Reconciliation

/// The dimensions that a report can group tasks by.
package enum Dimension: Hashable, Sendable {
  case day
  case month
  case sku
  case status
  case verdict
  /// The model, the task type or a tag.
  case charge(ChargeDimension)
  /// A request field of the SKU, such as `size`.
  case field(String)

  /// The names of the dimensions that every task has.
  package static let fixedNames = [
    "day", "month", "model", "task_type", "sku", "status", "verdict",
  ]

  package static let model = Dimension.charge(.model)
  package static let taskType = Dimension.charge(.taskType)

  /// Parses a name: `day`, `task_type`, `tag:project`, or any request field that a SKU names.
  package init(_ name: String) {
    switch name {
    case "day": self = .day
    case "month": self = .month
    case "task-type": self = .taskType
    case "sku": self = .sku
    case "status": self = .status
    case "verdict": self = .verdict
    default: self = ChargeDimension(name).map(Dimension.charge) ?? .field(name)
    }
  }

  package var name: String {
    switch self {
    case .day: "day"
    case .month: "month"
    case .sku: "sku"
    case .status: "status"
    case .verdict: "verdict"
    case .charge(let dimension): dimension.name
    case .field(let name): name
    }
  }

  /// The placeholder for tasks without a creation time.
  package static let undated = "undated"

  /// The value of a row; empty if the row has none.
  package func value(of row: LedgerLine) -> String {
    switch self {
    case .day: row.day?.description ?? Dimension.undated
    case .month: row.day?.month.description ?? Dimension.undated
    case .sku: row.pricing.skuName
    case .status: row.status.name
    case .verdict: row.verdict.name
    case .charge(let dimension): dimension.value(of: row.pricing.sku, tags: row.tags)
    case .field(let name): row.pricing.sku.fields.first { $0.name == name }?.value.text ?? ""
    }
  }
}

/// The values of a dimension for rows that come by day; each day is formatted only once.
struct DimensionValues {
  private let dimension: Dimension
  private var latest: (day: CalendarDay, text: String)?

  init(_ dimension: Dimension) {
    self.dimension = dimension
  }

  mutating func value(of row: LedgerLine) -> String {
    guard let day = row.day, dimension == .day || dimension == .month else {
      return dimension.value(of: row)
    }
    if let latest, latest.day == day { return latest.text }
    let text = dimension.value(of: row)
    latest = (day, text)
    return text
  }
}
