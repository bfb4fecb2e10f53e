package import Billing
package import Reconciliation

/// The tasks that a budget is for: those that meet all conditions that are set.
package struct BudgetScope: Hashable, Sendable {
  package var models: [TextPattern] = []
  package var taskTypes: [TextPattern] = []
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

  /// Whether it is for all spend; then fixed charges count too.
  package var isAll: Bool {
    models.isEmpty && taskTypes.isEmpty && apiKeyIDs.isEmpty && tags.isEmpty
  }

  /// Whether a row belongs to it, as far as rows tell: they do not tell the API key.
  package func contains(_ row: ReconciledRow) -> Bool {
    let sku = row.pricing.sku
    return BudgetScope.meets(models, sku.model) && BudgetScope.meets(taskTypes, sku.taskType)
      && (tags.isEmpty || tags.contains { (row.tags[$0.key] ?? TagSet.untagged) == $0.value })
  }

  private static func meets(_ patterns: [TextPattern], _ text: String) -> Bool {
    patterns.isEmpty || patterns.contains { $0.fits(text) }
  }
}

extension BudgetScope: CustomStringConvertible {
  /// `all`, or `model kling, hailuo; tag project=ads`.
  package var description: String {
    let parts = [
      ("model", models.map(\.text)), ("task type", taskTypes.map(\.text)),
      ("API key", apiKeyIDs), ("tag", tags.map { "\($0.key)=\($0.value)" }),
    ].filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: ", "))" }
    return parts.isEmpty ? "all" : parts.joined(separator: "; ")
  }
}
