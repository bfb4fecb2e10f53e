package import Domain
import RateCards

/// What reports can group tasks by, and filters can narrow them to.
package enum Dimension: Hashable, Sendable {
  case day
  /// The ISO week, from Monday on.
  case week
  case month
  case quarter
  case sku
  case status
  case verdict
  /// The API key, as far as the account history has it.
  case key
  /// The model, the task type, the account or a tag.
  case charge(ChargeDimension)
  /// A request field of the SKU, such as `size`.
  case field(String)

  /// The names of the dimensions that every task has.
  package static let fixedNames = [
    "day", "week", "month", "quarter", "model", "task_type", "sku", "status", "verdict", "account",
    "key",
  ]

  package static let model = Dimension.charge(.model)
  package static let taskType = Dimension.charge(.taskType)
  package static let account = Dimension.charge(.account)

  /// Parses a name: `day`, `task_type`, `tag:project`, or any request field that a SKU names.
  package init(_ name: String) {
    switch name {
    case "day": self = .day
    case "week": self = .week
    case "month": self = .month
    case "quarter": self = .quarter
    case "key": self = .key
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
    case .week: "week"
    case .month: "month"
    case .quarter: "quarter"
    case .key: "key"
    case .sku: "sku"
    case .status: "status"
    case .verdict: "verdict"
    case .charge(let dimension): dimension.name
    case .field(let name): name
    }
  }

  /// The placeholder for tasks without a creation time.
  package static let undated = "undated"

  /// The value for tasks whose API key is not in the account history.
  package static let unknownKey = "unknown"

  /// The value of a line; empty if it has none.
  package func value(of line: LedgerLine) -> String {
    switch self {
    case .day, .week, .month, .quarter: line.day.flatMap { value(of: $0) } ?? Dimension.undated
    case .sku: line.pricing.skuName
    case .status: line.status.name
    case .verdict: line.verdict.name
    case .key: line.apiKeyID ?? Dimension.unknownKey
    case .charge(let dimension):
      dimension.value(of: line.pricing.sku, account: line.account, tags: line.tags)
    case .field(let name): line.pricing.sku.fields.first { $0.name == name }?.value.text ?? ""
    }
  }

  /// The value of a day: `2026-W05`; nil unless it is a dimension of time.
  package func value(of day: CalendarDay) -> String? {
    switch self {
    case .day: day.description
    case .week: CalendarWeek(of: day).description
    case .month: day.month.description
    case .quarter: CalendarQuarter(of: day).description
    case .sku, .status, .verdict, .key, .charge, .field: nil
    }
  }

  /// Whether its values are spans of days.
  package var isTime: Bool {
    switch self {
    case .day, .week, .month, .quarter: true
    case .sku, .status, .verdict, .key, .charge, .field: false
    }
  }

  /// What lines must be divided by to have its values.
  package var division: LedgerLine.Division {
    switch self {
    case .key: .keys
    case .charge(.tag): .tags
    case .day, .week, .month, .quarter, .sku, .status, .verdict, .charge, .field: .whole
    }
  }
}

extension Dimension {
  /// What a message about an unknown name says: what was expected, and the nearest name.
  ///
  /// - Parameters:
  ///   - name: what was typed.
  ///   - fields: the fields of the SKUs that the ledger has.
  /// - Returns: the message.
  package static func unknown(_ name: String, fields: Set<String>) -> String {
    let known = fixedNames + ["tag:KEY"] + fields.sorted()
    let found = VisibleText.line(name, limit: 40)
    let nearest = NearestNames.nearest(to: name, among: known)
    return "expected one of \(known.joined(separator: ", ")), found \(found)"
      + (nearest.isEmpty ? "" : NearestNames.hint(for: name, among: known))
  }
}

/// The values of a dimension for lines that come by day; each day is formatted only once.
package struct DimensionValues {
  private let dimension: Dimension
  private var latest: (day: CalendarDay, text: String)?

  package init(_ dimension: Dimension) {
    self.dimension = dimension
  }

  package mutating func value(of line: LedgerLine) -> String {
    guard dimension.isTime, let day = line.day else { return dimension.value(of: line) }
    if let latest, latest.day == day { return latest.text }
    let text = dimension.value(of: line)
    latest = (day, text)
    return text
  }
}
