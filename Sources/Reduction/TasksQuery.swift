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
  package var account: String?
  package var errorCodes: [Int] = []
  /// Lines of the ledger whose tasks are meant; none for those of any line.
  package var lines: [UsageLine] = []

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
      }
    return conditions.isEmpty ? nil : conditions.joined(separator: "\n    AND ")
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
  ///
  /// - Throws: ``ReductionError`` if no query can be made, or a line was made by one that read other
  ///   fields: its tasks could not be recognized.
  package func text() throws(ReductionError) -> String {
    try requireSameFields()
    let sql = engine.dialect
    let tables = try TaskTables(card: card, engine: engine, source: source, shard: .whole)
    let sought =
      selection.lines.isEmpty ? nil : SoughtTables(sql: sql, lines: selection.lines)
    let conditions = [tables.dayCondition, selection.condition(in: sql), sought?.condition]
      .compactMap(\.self)
    let condition =
      conditions.isEmpty ? "" : "\nWHERE \(conditions.joined(separator: "\n    AND "))"
    return QueryHeader(
      purpose: "Lists the tasks behind usage lines.", card: card, engine: engine
    ).text(
      with: CommonTableExpression.text(tables.all + (sought?.all ?? [])) + """

        SELECT task_id, day, model, task_type, status, read_values AS fields, outputs, consume,
          usage_type, frozen, disagrees, own, error_code, account
        FROM \(sought == nil ? "dated" : SoughtTables.tasks)\(condition)
        ORDER BY created_at, task_id\(limit.map { "\nLIMIT \($0)" } ?? "");

        """)
  }

  private func requireSameFields() throws(ReductionError) {
    let pricer = Pricer(card: card)
    for line in selection.lines {
      let (model, taskType) = (line.request.model, line.request.taskType)
      let read = pricer.dependencies(model: model, taskType: taskType).sortedFieldNames
      guard Set(read) == Set(line.readFields) else {
        throw ReductionError.otherFields(
          batch: line.partition.batch, model: model, taskType: taskType)
      }
    }
  }
}
