package import Domain
package import RateCards

/// A query engine whose SQL the queries are written in.
package enum QueryEngine: String, Sendable, CaseIterable {
  case clickhouse
  case spark
  case duckdb

  var dialect: any SQLDialect {
    switch self {
    case .clickhouse: ClickHouse()
    case .spark: SparkSQL()
    case .duckdb: DuckDB()
    }
  }

  var title: String {
    switch self {
    case .clickhouse: "ClickHouse"
    case .spark: "Spark SQL"
    case .duckdb: "DuckDB"
    }
  }
}

/// Where raw answers are, how they are read, and which days of them.
package struct AnswerSource: Hashable, Sendable {
  /// A glob or an address that the engine reads.
  package let path: String
  package let timeZoneName: String
  /// Accounting days, both inclusive; nil for no bound.
  package let since: CalendarDay?
  package let until: CalendarDay?

  package init(
    path: String, timeZoneName: String = AccountingCalendar.utcName, since: CalendarDay? = nil,
    until: CalendarDay? = nil
  ) {
    (self.path, self.timeZoneName, self.since, self.until) = (path, timeZoneName, since, until)
  }
}

/// A query that reads raw answers and gives usage lines.
package struct ReducingQuery: Sendable {
  package let card: RateCard
  package let engine: QueryEngine
  package let source: AnswerSource
  /// Where the lines are written; nil to print them.
  package var destination: String?
  package var batch: String
  package var shard = UsageShard.whole
  /// The account of tasks that name none.
  package var account: String?

  package init(card: RateCard, engine: QueryEngine, source: AnswerSource, batch: String) {
    (self.card, self.engine, self.source, self.batch) = (card, engine, source, batch)
  }

  /// The query.
  package func text() throws(ReductionError) -> String {
    let tables = try TaskTables(card: card, engine: engine, source: source, shard: shard)
    let lines = tables.lines
    let query =
      CommonTableExpression.text(
        tables.all
          + lines.counted(
            from: "dated", account: account, where: tables.dayCondition)) + "\n"
      + lines.lines(batch: batch, shard: shard.description)
    let sql = engine.dialect
    let whole = destination.map { sql.written(query, to: $0) } ?? query
    return QueryHeader(
      purpose: "Reduces raw task answers to usage lines, which piledger import reads.",
      card: card, engine: engine
    ).text(with: whole + ";\n")
  }

  /// The query that counts the records that are in no line, by what is wrong with them.
  package func rejects() throws(ReductionError) -> String {
    let tables = try TaskTables(card: card, engine: engine, source: source, shard: .whole)
    return QueryHeader(
      purpose: "Counts the records that are in no usage line, by the member that can't be read.",
      card: card, engine: engine
    ).text(
      with: CommonTableExpression.text(tables.checked) + """

        SELECT fault, count(*) AS records
        FROM checked
        WHERE fault IS NOT NULL
        GROUP BY fault
        ORDER BY records DESC, fault;

        """)
  }
}

/// The steps from lines to tasks that all queries share.
struct TaskTables {
  let checked: [CommonTableExpression]
  /// To the table `dated`.
  let all: [CommonTableExpression]
  let lines: LineTables
  /// A condition for the days that are asked for; nil for all.
  let dayCondition: String?

  init(
    card: RateCard, engine: QueryEngine, source: AnswerSource, shard: UsageShard
  ) throws(ReductionError) {
    let sql = engine.dialect
    let kinds = try PricedKinds(card: card)
    let observations = ObservationTables(sql: sql).all
    let part =
      shard == .whole
      ? nil : "\(sql.bucket(of: "id", among: shard.count)) = \(shard.number - 1)"
    lines = LineTables(sql: sql, penalties: kinds.penalties, timeZoneName: source.timeZoneName)
    let records = RecordTables(sql: sql, source: source.path).all
    checked = records + observations.dropLast()
    all =
      records + observations + FieldTables(sql: sql).all + CardTables(sql: sql, kinds: kinds).all
      + MergeTables(sql: sql, condition: part).all + [lines.dated]
    let bounds = [
      source.since.map { "day >= '\($0)'" }, source.until.map { "day <= '\($0)'" },
    ].compactMap(\.self)
    dayCondition = bounds.isEmpty ? nil : bounds.joined(separator: " AND ")
  }
}

/// The comment above a query: what it is for, how to run it, and what it can't do.
struct QueryHeader {
  let purpose: String
  let card: RateCard
  let engine: QueryEngine

  /// The query with the comment above it, and with what the engine has to be told first.
  func text(with query: String) -> String {
    let limits = [
      "Reads bare tasks, answers of the create and get call, and webhook bodies, one JSON object a",
      "line. Other records are in no line: piledger scale sql --rejects prints the query that counts",
      "them. What the importer reads and this query does not, and so counts as rejected or reads in",
      "another way:",
      "- answers deeper within other records, in lists, as text or base64, or with changed names",
      "  (camel case, MongoDB's extended JSON), and answers of models without a task;",
      "- times as Unix seconds or in HTTP's form, white space other than blanks, tabs and line ends;",
      "- members that are given twice in an object, numbers of more than 17 digits, account ids that",
      "  are no whole numbers, and names beyond ASCII whose case or composition differs;",
      "- the host of a webhook as a field of its request, where a task has two requests;",
      "- of two requests of one task with equally many fields, the one with more tokens: here the",
      "  one whose text is less.",
    ]
    let lines =
      [purpose, "", "\(engine.title). Rate card \(card.fingerprint)."] + engine.dialect.hints
      + [""] + limits
    return lines.map { $0.isEmpty ? "--\n" : "-- \($0)\n" }.joined()
      + engine.dialect.preparation(for: query) + query
  }
}
