package import Domain
package import Reconciliation
package import SpendForecasting

/// The tasks that a budget covers: those that meet all given conditions.
package struct BudgetScope: Hashable, Sendable {
  package var models: [TextPattern] = []
  package var taskTypes: [TextPattern] = []
  package var accounts: [TextPattern] = []
  /// By the account history.
  package var apiKeyIDs: [String] = []
  /// A key with a value; `untagged` for tasks without one.
  package var tags: [TagCondition] = []

  package struct TagCondition: Hashable, Sendable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
      (self.key, self.value) = (key, value)
    }
  }

  package init() {}

  /// What it says of accounts alone.
  package var ofAccounts: LineFilter {
    accounts.isEmpty
      ? .none
      : LineFilter(conditions: [
        LineFilter.Condition(.account, values: accounts.map(\.text))
      ])
  }

  /// Whether it covers all spend; then fixed charges count too.
  package var isAll: Bool {
    models.isEmpty && taskTypes.isEmpty && accounts.isEmpty && apiKeyIDs.isEmpty && tags.isEmpty
  }

  /// Whether a row belongs to it, ignoring the API key, which rows don't have.
  package func contains(_ row: LedgerLine) -> Bool {
    contains(row.pricing.sku, account: row.account, tags: row.tags)
  }

  private func contains(_ sku: SKU, account: String?, tags: TagSet) -> Bool {
    TextPattern.meets(models, sku.model) && TextPattern.meets(taskTypes, sku.taskType)
      && (accounts.isEmpty
        || accounts.contains { $0.fits(account ?? ChargeDimension.unknownAccount) })
      && (self.tags.isEmpty
        || self.tags.contains { (tags[$0.key] ?? TagSet.untagged) == $0.value })
  }

  /// Whether the tasks of a charge belong to it.
  package func contains(_ charge: SpendHistory.Charge) -> Bool {
    contains(charge.sku, account: charge.account, tags: charge.tags)
      && (apiKeyIDs.isEmpty || charge.apiKeyID.map(apiKeyIDs.contains) ?? false)
  }
}

extension BudgetScope {
  /// The scope to forecast.
  package var spendScope: SpendScope {
    let tagKeys = Set(tags.map(\.key))
    let dimensions: [SpendDimension] =
      (models.isEmpty ? [] : [.model]) + (taskTypes.isEmpty ? [] : [.taskType])
      + (accounts.isEmpty ? [] : [.account])
      + (apiKeyIDs.isEmpty ? [] : [.key]) + tagKeys.sorted().map { .tag($0) }
    return SpendScope(
      dimension: dimensions.count == 1 ? dimensions.first : nil,
      division: apiKeyIDs.isEmpty ? (tags.isEmpty ? .whole : .tags) : .keys,
      contains: contains)
  }
}

extension BudgetScope {
  /// The conditions that can match nothing known, in words, with the closest names.
  package func complaints(_ known: KnownNames) -> [String] {
    let keys = Set(known.tags.map { $0.prefix { $0 != "=" } })
    let unmet = tags.filter { tag in
      tag.value == TagSet.untagged
        ? !keys.contains(tag.key[...]) : !known.tags.contains("\(tag.key)=\(tag.value)")
    }
    return known.complaints(models: models, taskTypes: taskTypes)
      + known.complaints(accounts: accounts)
      + known.complaints(apiKeys: apiKeyIDs.map { TextPattern($0) })
      + unmet.map {
        known.complaint("no rule or task has the tag", "\($0.key)=\($0.value)", known.tags)
      }
  }
}

extension BudgetScope: CustomStringConvertible {
  /// `all`, or `model kling, hailuo; tag project=ads`.
  package var description: String {
    let parts = [
      ("model", models.map(\.text)), ("task type", taskTypes.map(\.text)),
      ("account", accounts.map(\.text)), ("API key", apiKeyIDs),
      ("tag", tags.map { "\($0.key)=\($0.value)" }),
    ].filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: ", "))" }
    return parts.isEmpty ? "all" : parts.joined(separator: "; ")
  }
}
