package import Domain
package import RateCards

/// Which tasks of the usage lines are meant.
package struct TaskSelection: Hashable, Sendable {
  package var models: [String] = []
  package var taskTypes: [String] = []
  package var days: [CalendarDay] = []
  package var statuses: [TaskStatus] = []
  /// What was booked, in the unit of the usage type.
  package var billed: [Int64] = []
  /// What prices read of the request, as lines have it: names with JSON values.
  package var fields: [Request.Field] = []
  package var account: String?
  package var errorCodes: [Int] = []

  package init() {}

  /// The condition on columns of the table `dated`; nil for all tasks.
  func condition(in sql: some SQLDialect) -> String? {
    let names = [
      ("model", models.map(ProviderName.canonical)),
      ("task_type", taskTypes.map(ProviderName.canonical)), ("day", days.map(\.description)),
      ("status", statuses.map(\.name)), ("account", [account].compactMap(\.self)),
    ]
    let numbers = [("consume", billed), ("error_code", errorCodes.map(Int64.init))]
    let conditions =
      names.filter { !$0.1.isEmpty }.map { sql.isAmong($0.0, $0.1) }
      + numbers.filter { !$0.1.isEmpty }.map { name, values in
        "\(name) IN (\(values.map(String.init).joined(separator: ", ")))"
      } + fields.map { has($0, in: sql) }
    return conditions.isEmpty ? nil : conditions.joined(separator: "\n    AND ")
  }

  /// Whether a task has a field: its object of fields has the member, first or after a comma.
  private func has(_ field: Request.Field, in sql: some SQLDialect) -> String {
    let member = "\(JSONText.quoted(field.name)):\(field.value.json)"
    let found = ["{\(member),", "{\(member)}", ",\(member),", ",\(member)}"].map { text in
      "replace(read_values, \(sql.literal(text)), '') <> read_values"
    }
    return "(\(found.joined(separator: " OR ")))"
  }
}

/// A query that lists the tasks behind usage lines, by the same steps.
package struct TasksQuery: Sendable {
  package let card: RateCard
  package let engine: QueryEngine
  package let source: AnswerSource
  package let selection: TaskSelection
  package var limit: Int?

  package init(
    card: RateCard, engine: QueryEngine, source: AnswerSource, selection: TaskSelection,
    limit: Int? = nil
  ) {
    self.card = card
    self.engine = engine
    self.source = source
    self.selection = selection
    self.limit = limit
  }

  /// The query.
  package func text() throws(ReductionError) -> String {
    let sql = engine.dialect
    let tables = try TaskTables(card: card, engine: engine, source: source, shard: .whole)
    let conditions = [tables.dayCondition, selection.condition(in: sql)].compactMap(\.self)
    let condition =
      conditions.isEmpty ? "" : "\nWHERE \(conditions.joined(separator: "\n    AND "))"
    return QueryHeader(
      purpose: "Lists the tasks behind usage lines.", card: card, engine: engine
    ).text + sql.preparation + CommonTableExpression.text(tables.all) + """

      SELECT task_id, day, model, task_type, status, read_values AS fields, outputs, consume,
        usage_type, frozen, disagrees, own, error_code, account
      FROM dated\(condition)
      ORDER BY created_at, task_id\(limit.map { "\nLIMIT \($0)" } ?? "");

      """
  }
}
