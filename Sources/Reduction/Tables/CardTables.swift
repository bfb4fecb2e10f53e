import Domain
import RateCards

/// What the rate card says about each record: the fields that its price reads.
struct CardTables {
  let sql: any SQLDialect
  let kinds: PricedKinds

  var all: [CommonTableExpression] {
    [
      CommonTableExpression(
        "kind", row: "a model and task type that the rate card names", kindRows),
      CommonTableExpression(
        "rule", row: "what prices read, and the moments at which they may change", ruleRows),
      CommonTableExpression(
        "ruled", row: "a record, with the rule of its model and task type",
        "SELECT requested.*, coalesce(nullif(kind_rule, 0), \(ruleByPattern)) AS rule_number\n"
          + "  FROM requested LEFT JOIN kind ON model_key = kind_model AND type_key = kind_type"),
      CommonTableExpression(
        "priced", row: "a record, with the fields that its price reads, and its results",
        columns: ObservationTables.stateColumns.map { ($0, $0) } + [
          ("model", "model"), ("task_type", "task_type"), ("rule_number", "rule_number"),
          ("outputs", outputs), ("read_values", readValues), ("fullness", fullness),
        ], of: "ruled LEFT JOIN rule ON rule_number = number"),
    ]
  }

  private var kindRows: String {
    let rows = kinds.kinds.map { kind in
      "(\(sql.literal(kind.model)), \(sql.literal(kind.taskType)), "
        + "\(sql.integer(Int64(kind.rule))))"
    }
    return sql.constants(
      "kind",
      [
        ConstantColumn(name: "kind_model", kind: .text),
        ConstantColumn(name: "kind_type", kind: .text),
        ConstantColumn(name: "kind_rule", kind: .integer),
      ], rows: rows.isEmpty ? ["('', '', \(sql.integer(0)))"] : rows)
  }

  private var ruleRows: String {
    let rows = kinds.rules.enumerated().map { number, rule in
      let boundaries = sql.integerList(rule.boundaries.map { sql.integer($0) })
      return "(\(sql.integer(Int64(number))), \(sql.literals(rule.fieldNames)), \(boundaries))"
    }
    return sql.constants(
      "rule",
      [
        ConstantColumn(name: "number", kind: .integer),
        ConstantColumn(name: "read_names", kind: .texts),
        ConstantColumn(name: "boundaries", kind: .integers),
      ], rows: rows)
  }

  private var ruleByPattern: String {
    let branches = kinds.patternKinds.map { kind in
      (
        condition: kind.patterns.map { sql.matches($0, model: "model_key", type: "type_key") }
          .joined(separator: " AND "), result: sql.integer(Int64(kind.rule))
      )
    }
    guard !branches.isEmpty else { return sql.integer(0) }
    return Cases.text(branches, otherwise: sql.integer(0))
  }

  private var name: String { sql.name("e") }
  private var value: String { sql.value("e") }

  /// A JSON object of the fields that are read, in order of their names.
  private var readValues: String {
    let read = sql.filtered("all_fields", "e", sql.contains("read_names", name))
    let members = sql.mapped(read, "e", "concat(\(sql.quoted(name)), ':', \(value))")
    return "concat('{', \(sql.text(joining: members, by: "','")), '}')"
  }

  /// A text that is least for the fuller of two requests: the one with more fields, then the one of
  /// which the text is less.
  private var fullness: String {
    let separator = sql.character(1)
    let texts = sql.mapped("all_fields", "e", "concat(\(name), \(sql.character(0)), \(value))")
    let rank = sql.padded(sql.text("99999 - \(sql.count("all_fields"))"), to: 5)
    return "concat(\(rank), \(separator), model, \(separator), task_type, \(separator),\n"
      + "      \(sql.text(joining: texts, by: separator)))"
  }

  /// The number of results, counted in the first list that has any, or else 1 for a single one.
  ///
  /// Place and count are one number, so that the least one is that of the first list.
  private var outputs: String {
    let perPlace: Int64 = 1_000_000
    let none = sql.integer(-1)
    let lists = sql.literals(ResultMembers.lists)
    let known = sql.literals(ResultMembers.lists + ResultMembers.singles)
    let isResult = { (json: String) in
      "(\(json) LIKE '\"_%' AND \(json) <> '\"\"' OR \(sql.isObject(json)))"
    }
    let place = Cases.text(
      of: name,
      ResultMembers.lists.enumerated().map { ("'\($0.element)'", String($0.offset + 1)) },
      otherwise: "99")
    let ofList = Cases.text(
      [
        (
          sql.isList(value),
          sql.count(sql.filtered(sql.elements(value), "x", isResult("x")))
        ),
        (
          sql.isObject(value),
          sql.count(sql.filtered(sql.members(value), "x", isResult(sql.value("x"))))
        ),
      ], otherwise: "0")
    let count = Cases.text(
      [(sql.contains(lists, name), ofList), (isResult(value), "1")], otherwise: "0")
    let members = sql.filtered(sql.members("output"), "e", sql.contains(known, name))
    let counts = sql.mapped(
      members, "e", "\(place) * \(sql.integer(perPlace)) + \(count)")
    let least = sql.least(
      sql.filtered(counts, "n", "\(sql.remainder("n", perPlace)) > 0"))
    return "CASE WHEN \(sql.isObject("output"))\n"
      + "      THEN coalesce(\(sql.remainder(least, perPlace)), \(none)) ELSE \(none) END"
  }
}

extension SQLDialect {
  /// Whether names, by key, match a pair of patterns.
  func matches(_ pair: NamePair, model: String, type: String) -> String {
    "\(matches(pair.model, model)) AND \(matches(pair.taskType, type))"
  }

  private func matches(_ pattern: NamePattern, _ key: String) -> String {
    let text = ProviderName.key(pattern.text)
    guard !pattern.isExact else { return "\(key) = \(literal(text))" }
    return text == "*" ? "1 = 1" : matches(key, "^\(Self.expression(of: text))$")
  }

  /// A regular expression for a pattern in which `*` matches anything.
  private static func expression(of pattern: String) -> String {
    pattern.unicodeScalars.map { scalar in
      switch scalar {
      case "*": ".*"
      case "^", "\\", "[", "]": "\\\(scalar)"
      case "!"..."/", ":"..."@", "{"..."~": "[\(scalar)]"
      default: String(scalar)
      }
    }.joined()
  }
}
