import Budgets
import Domain
import Yams

extension Budget {
  private static let fields = [
    "name", "usd", "period", "from", "until", "models", "task_types", "accounts", "api_keys",
    "tags", "thresholds", "overrun_limit", "rollover",
  ]

  /// Parses the `budgets` list.
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
    let thresholds = try record.list("thresholds", "a percentage up to 1000% or a list of them") {
      SettingRecord.percentage($0).flatMap { $0.ratio <= Ratio(1000) ? $0 : nil }
    }
    self.init(
      name: try record.name(), amount: amount, recurrence: recurrence,
      scope: try BudgetScope(record), thresholds: thresholds.sorted { $0.ratio < $1.ratio },
      overrunLimitPercent: limit ?? Budget.usualOverrunLimitPercent, hasRollover: hasRollover)
  }

  /// By default, an overrun counts as likely if it is at least as probable as not.
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
    accounts = try record.patterns("accounts")
    apiKeyIDs = try record.list("api_keys", "the id or name of an API key, or a list") { $0 }
    tags = try record.list("tags", "a tag such as project=ads, or a list of them") { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return TagCondition(key: String(parts[0]), value: String(parts[1]))
    }
    guard
      apiKeyIDs.isEmpty || (models.isEmpty && taskTypes.isEmpty && accounts.isEmpty && tags.isEmpty)
    else {
      throw record.error("api_keys", "no other condition with it")
    }
  }
}

extension FixedCharge {
  /// The most seats that one charge may have: far more than any account has.
  private static let seatLimit = 10_000

  /// Parses the `fixed_charges` list.
  static func all(_ node: Node) throws(SettingError) -> [FixedCharge] {
    let names = ["name", "usd", "seats", "from", "until", "bonus_usd"]
    var charges: [FixedCharge] = []
    for record in try SettingRecord.all(node, known: names) {
      guard let amount = try record.usd("usd") else {
        throw record.error("usd", "an amount in USD, found nothing")
      }
      guard let from = try record.day("from") else {
        throw record.error("from", "a day such as 2026-10-05, found nothing")
      }
      let until = try record.day("until")
      if let until, until <= from { throw record.error("until", "a day after from") }
      let seats = try record.optional("seats", "a whole number from 1 to \(seatLimit)") { text in
        Int(text).flatMap { (1...seatLimit).contains($0) ? $0 : nil }
      }
      guard amount.count <= Points.accountLimit.count / Int64(seats ?? 1) else {
        throw record.error("usd", "at most ten million USD for all seats")
      }
      charges.append(
        FixedCharge(
          name: try record.name(), amount: amount, seats: seats ?? 1, from: from, until: until,
          bonus: try record.usd("bonus_usd") ?? .zero))
    }
    return charges
  }
}

extension TagRule {
  /// Parses the `tags` list.
  static func all(_ node: Node) throws(SettingError) -> [TagRule] {
    let names = ["tag", "source", "api_key", "webhook_host", "model", "task_type"]
    var rules: [TagRule] = []
    for record in try SettingRecord.all(node, known: names) {
      let tags = try record.list("tag", "a tag such as project=ads, or a list of them") { text in
        (try? Tag(text)).flatMap { $0.value.isEmpty ? nil : $0 }
      }
      guard !tags.isEmpty else { throw record.error("tag", "a tag, found nothing") }
      let values = Dictionary(tags.map { ($0.key, $0.value) }) { first, _ in first }
      guard values.count == tags.count else { throw record.error("tag", "each key once") }
      var rule = TagRule(tags: values)
      rule.sources = try record.patterns("source")
      rule.apiKeyIDs = try record.patterns("api_key")
      rule.webhookHosts = try record.patterns("webhook_host").map {
        TextPattern($0.text.lowercased())
      }
      rule.models = try record.patterns("model")
      rule.taskTypes = try record.patterns("task_type")
      guard rule.hasCondition else {
        throw record.error("tag", "a condition with it, such as model or source")
      }
      rules.append(rule)
    }
    return rules
  }
}
