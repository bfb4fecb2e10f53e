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
  case model
  case taskType
  /// The API key, as far as the account history has it.
  case key
  /// The values of a tag with this key.
  case tag(String)

  /// The part for tasks whose API key is not in the account history.
  package static let unknownKey = "unknown"

  private static let tagPrefix = "tag:"

  /// Reads `total`, `model`, `task_type`, `key` or `tag:KEY`; `project` is short for `tag:project`.
  package init?(_ name: String) {
    switch name {
    case "total": self = .total
    case "model": self = .model
    case "task_type": self = .taskType
    case "key": self = .key
    case "project": self = .tag(name)
    default:
      guard name.hasPrefix(SpendDimension.tagPrefix), name != SpendDimension.tagPrefix else {
        return nil
      }
      self = .tag(String(name.dropFirst(SpendDimension.tagPrefix.count)))
    }
  }

  package var name: String {
    switch self {
    case .total: "total"
    case .model: "model"
    case .taskType: "task_type"
    case .key: "key"
    case .tag(let key): SpendDimension.tagPrefix + key
    }
  }

  /// What a history must be divided by to evaluate it.
  package var division: LedgerLine.Division {
    switch self {
    case .total, .model, .taskType: .whole
    case .key: .keys
    case .tag: .tags
    }
  }

  /// The part that a charge belongs to.
  func name(of charge: SpendHistory.Charge) -> String {
    switch self {
    case .total: "total"
    case .model: charge.sku.model
    case .taskType: charge.sku.taskType
    case .key: charge.apiKeyID ?? SpendDimension.unknownKey
    case .tag(let key): charge.tags[key] ?? TagSet.untagged
    }
  }
}
