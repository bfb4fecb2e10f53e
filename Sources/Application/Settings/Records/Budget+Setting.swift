import Budgets
import Domain
import Yams

extension Budget {
  private static let fields = [
    "name", "usd", "period", "from", "until", "models", "task_types", "api_keys", "tags",
    "thresholds", "overrun_limit", "rollover",
  ]

  /// Reads the list of `budgets`.
  static func all(_ node: Node) throws(SettingError) -> [Budget] {
    var budgets: [Budget] = []
    for record in try SettingRecord.all(node, known: fields) {
      let budget = try Budget(record)
      guard !budgets.contains(where: { $0.name == budget.name }) else {
        throw record.error("name", "a name that no other budget has")
      }
      budgets.append(budget)
    }
    return budgets
  }

  private init(_ record: SettingRecord) throws(SettingError) {
    guard let amount = try record.usd("usd") else {
      throw record.error("usd", "an amount in USD, found nothing")
    }
    let hasRollover =
      try record.optional("rollover", "true or false") { ["true": true, "false": false][$0] }
      ?? false
    let recurrence = try BudgetRecurrence(record)
    guard !hasRollover || (recurrence.from != nil && recurrence.unit != nil) else {
      throw record.error(
        "rollover", "a period and the day from which unused budget is carried over")
    }
    let limit = try record.optional("overrun_limit", "a percentage up to 100%") { text in
      SettingRecord.percentage(text).flatMap { $0.ratio <= Ratio(100) ? $0 : nil }
    }
    let thresholds = try record.list("thresholds", "a percentage or a list of them") {
      SettingRecord.percentage($0)
    }
    self.init(
      name: try record.name(), amount: amount, recurrence: recurrence,
      scope: try BudgetScope(record), thresholds: thresholds.sorted { $0.ratio < $1.ratio },
      overrunLimitPercent: limit ?? Budget.usualOverrunLimitPercent, hasRollover: hasRollover)
  }

  /// An overrun that is as probable as not is likely.
  private static let usualOverrunLimitPercent = ExactDecimal(50)
}

extension BudgetRecurrence {
  fileprivate init(_ record: SettingRecord) throws(SettingError) {
    let names = Unit.allCases.map(\.rawValue).joined(separator: ", ")
    let unit = try record.optional("period", names) { Unit(rawValue: $0) }
    guard
      let recurrence = BudgetRecurrence(
        unit: unit, from: try record.day("from"), until: try record.day("until"))
    else { throw record.error("period", "\(names), or from and a later until") }
    self = recurrence
  }
}

extension BudgetScope {
  fileprivate init(_ record: SettingRecord) throws(SettingError) {
    self.init()
    models = try record.patterns("models")
    taskTypes = try record.patterns("task_types")
    apiKeyIDs = try record.list("api_keys", "the id or name of an API key, or a list") { $0 }
    tags = try record.list("tags", "a tag such as project=ads, or a list of them") { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return TagCondition(key: String(parts[0]), value: String(parts[1]))
    }
    guard apiKeyIDs.isEmpty || (models.isEmpty && taskTypes.isEmpty && tags.isEmpty) else {
      throw record.error("api_keys", "no other condition beside it")
    }
  }
}
