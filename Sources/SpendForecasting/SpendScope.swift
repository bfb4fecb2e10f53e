import Domain
package import Reconciliation

/// Some of a ledger's spend: the charges that meet a condition.
package struct SpendScope: Sendable {
  /// The only dimension that the condition looks at; nil if there are several.
  let dimension: SpendDimension?
  /// What a history must be divided by to evaluate it.
  package let division: LedgerLine.Division
  let contains: @Sendable (SpendHistory.Charge) -> Bool

  package init(
    dimension: SpendDimension?, division: LedgerLine.Division,
    contains: @escaping @Sendable (SpendHistory.Charge) -> Bool
  ) {
    (self.dimension, self.division, self.contains) = (dimension, division, contains)
  }
}

/// What spend is divided by; a part of a forecast is one value of it.
package enum SpendDimension: Hashable, Sendable {
  case total
  /// The API key, as far as the account history has it.
  case key
  /// The model, the task type, the account or a tag.
  case charge(ChargeDimension)

  /// The part for tasks whose API key is not in the account history.
  package static let unknownKey = Dimension.unknownKey

  package static let model = SpendDimension.charge(.model)
  package static let taskType = SpendDimension.charge(.taskType)

  package static let account = SpendDimension.charge(.account)

  package static func tag(_ key: String) -> SpendDimension { .charge(.tag(key)) }

  /// Reads `total`, `model`, `task_type`, `account`, `key` or `tag:KEY`; `project` is short for `tag:project`.
  package init?(_ name: String) {
    switch name {
    case "total": self = .total
    case "key": self = .key
    case "project": self = .tag(name)
    default:
      guard let dimension = ChargeDimension(name) else { return nil }
      self = .charge(dimension)
    }
  }

  package var name: String {
    switch self {
    case .total: "total"
    case .key: "key"
    case .charge(let dimension): dimension.name
    }
  }

  /// What a history must be divided by to evaluate it.
  package var division: LedgerLine.Division {
    switch self {
    case .total, .charge(.model), .charge(.taskType), .charge(.account): .whole
    case .key: .keys
    case .charge(.tag): .tags
    }
  }

  /// The part that a charge belongs to.
  func name(of charge: SpendHistory.Charge) -> String {
    switch self {
    case .total: "total"
    case .key: charge.apiKeyID ?? SpendDimension.unknownKey
    case .charge(let dimension):
      dimension.value(of: charge.sku, account: charge.account, tags: charge.tags)
    }
  }
}
