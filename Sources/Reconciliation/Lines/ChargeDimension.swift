package import Domain

/// What every charge can be divided by: reports and forecasts call these by the same names.
package enum ChargeDimension: Hashable, Sendable {
  case model
  case taskType
  /// The account whose tasks they are.
  case account
  /// The values of a tag with this key.
  case tag(String)

  /// The value for tasks of which nothing tells the account.
  package static let unknownAccount = "unknown"

  private static let tagPrefix = "tag:"

  /// Reads `model`, `task_type`, `account` or `tag:KEY`.
  package init?(_ name: String) {
    switch name {
    case "model": self = .model
    case "task_type": self = .taskType
    case "account": self = .account
    default:
      guard name.hasPrefix(ChargeDimension.tagPrefix), name != ChargeDimension.tagPrefix else {
        return nil
      }
      self = .tag(String(name.dropFirst(ChargeDimension.tagPrefix.count)))
    }
  }

  package var name: String {
    switch self {
    case .model: "model"
    case .taskType: "task_type"
    case .account: "account"
    case .tag(let key): ChargeDimension.tagPrefix + key
    }
  }

  /// The value for tasks of a SKU and an account with some tags.
  package func value(of sku: SKU, account: String?, tags: TagSet) -> String {
    switch self {
    case .model: sku.model
    case .taskType: sku.taskType
    case .account: account ?? ChargeDimension.unknownAccount
    case .tag(let key): tags[key] ?? TagSet.untagged
    }
  }
}
