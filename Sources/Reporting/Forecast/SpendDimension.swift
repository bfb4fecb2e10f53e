import Billing
import Ledger

/// What spend is divided by; a part of a forecast is one value of it.
package enum SpendDimension: Hashable, Sendable {
  case total
  case model
  case key
  /// The values of a tag, by its key.
  case tag(String)

  private static let tagPrefix = "tag:"

  /// Reads `total`, `model`, `key` or `tag:KEY`; `project` is short for `tag:project`.
  package init?(_ name: String) {
    switch name {
    case "total": self = .total
    case "model": self = .model
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
    case .key: "key"
    case .tag(let key): SpendDimension.tagPrefix + key
    }
  }

  /// The part that a charge belongs to.
  func name(of charge: SpendHistory.Charge) -> String {
    switch self {
    case .total: "total"
    case .model: charge.sku.model
    case .key: charge.apiKeyID ?? "none"
    case .tag: charge.tagValue ?? TagSet.untagged
    }
  }
}
