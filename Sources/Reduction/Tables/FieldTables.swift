import Domain

/// The fields of each record's request, as the importer reads them from the input and the answer.
///
/// All of them are read, not only those of the card, since the fuller of two requests counts.
struct FieldTables {
  /// Members deeper than this are not fields.
  private static let depthLimit = 4
  private static let nameLimitBytes = 128

  let sql: any SQLDialect

  private var name: String { sql.name("e") }
  private var value: String { sql.value("e") }

  var all: [CommonTableExpression] {
    [members] + (2...Self.depthLimit).map(deeper)
      + [
        CommonTableExpression(
          "listed", row: "a record, with the lists of its input",
          adding: [("lists", lists)], to: "members_\(Self.depthLimit)"),
        CommonTableExpression(
          "itemized", row: "a record, with the objects in these lists",
          adding: [("items", items)], to: "listed"),
        CommonTableExpression(
          "itemized_members", row: "a record, with the members of these objects",
          adding: [("item_members", itemMembers)], to: "itemized"),
        CommonTableExpression(
          "numbered", row: "a record, with the numbers among these",
          adding: [("item_numbers", itemNumbers)], to: "itemized_members"),
        CommonTableExpression(
          "written", row: "a record, with the fields of its request, numbers as they were written",
          columns: ObservationTables.stateColumns.map { ($0, $0) }
            + ["model", "task_type", "model_key", "type_key", "output"].map { ($0, $0) }
            + [("written_fields", writtenFields)], of: "numbered"),
        CommonTableExpression(
          "requested", row: "a record, with the fields of its request, by name",
          adding: [("all_fields", fields)], to: "written"),
      ]
  }

  private var members: CommonTableExpression {
    let none = sql.fieldList([])
    let input = "CASE WHEN \(sql.isObject("input")) THEN \(sql.members("input")) ELSE \(none) END"
    let usage = sql.fieldList([sql.field("'usage'", "tokens")])
    let tokens = "CASE WHEN \(sql.isObject("tokens")) THEN \(usage) ELSE \(none) END"
    return CommonTableExpression(
      "members_1", row: "a record, with the members of its input and its counts of tokens",
      adding: [("fields_1", sql.joined([input, tokens]))], to: "observation")
  }

  /// Objects are replaced by their members, named by path.
  private func deeper(_ depth: Int) -> CommonTableExpression {
    let list = "fields_\(depth - 1)"
    let inner = sql.mapped(
      sql.members(value), "s",
      sql.field("concat(\(name), '.', \(sql.name("s")))", sql.value("s")))
    let opened = sql.mapped(
      list, "e",
      "CASE WHEN \(sql.isObject(value)) THEN \(inner) "
        + "ELSE \(sql.fieldList([sql.field(name, value)])) END")
    let objects = sql.count(sql.filtered(list, "e", sql.isObject(value)))
    return CommonTableExpression(
      "members_\(depth)", row: "a record, with the members of objects \(depth) deep",
      adding: [
        (
          "fields_\(depth)",
          "CASE WHEN \(objects) = 0 THEN \(list)\n      ELSE \(sql.flattened(opened)) END"
        )
      ], to: "members_\(depth - 1)")
  }

  private var leaves: String { "fields_\(Self.depthLimit)" }
  private var isNamed: String { "\(sql.byteCount(name)) <= \(Self.nameLimitBytes)" }

  private var lists: String {
    sql.mapped(
      sql.filtered(leaves, "e", "\(sql.isList(value)) AND \(isNamed)"), "e",
      sql.field(name, sql.elements(value)))
  }

  private var items: String {
    sql.flattened(
      sql.mapped(
        "lists", "e",
        sql.mapped(sql.filtered(value, "i", sql.isObject("i")), "i", sql.field(name, "i"))))
  }

  private var itemMembers: String {
    let sumName = "concat(\(name), '.', \(sql.name("m")), '.sum')"
    return sql.flattened(
      sql.mapped(
        "items", "e",
        sql.mapped(sql.members(value), "m", sql.field(sumName, sql.value("m")))))
  }

  /// Numbers, numbers as text, and seconds as text.
  private var itemNumbers: String {
    let text = sql.unquoted(value)
    let number = "^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$"
    let seconds = "(?i)^\\s*(-?[0-9]+([.][0-9]+)?)\\s*(s|sec|secs|second|seconds)\\s*$"
    let ofText =
      "CASE WHEN \(sql.matches(text, number)) THEN \(sql.decimal(text)) "
      + "ELSE \(sql.decimal(sql.captured(1, of: seconds, in: text))) END"
    let decimal = Cases.text([
      (sql.isText(value), ofText), (sql.matches(value, "^[-0-9]"), sql.decimal(value)),
    ])
    let open = sql.filtered(
      "item_members", "e", "NOT \(sql.isPrivate(name, suffix: "[.]sum"))")
    return sql.filtered(
      sql.mapped(open, "e", sql.field(name, decimal)), "e", "\(value) IS NOT NULL")
  }

  private var writtenFields: String {
    let answer = [
      sql.field("'\(Request.processModeName)'", sql.answerWord(of: "process_mode")),
      sql.field("'\(Request.modelVersionName)'", sql.answerWord(of: "model_version")),
      sql.field("'\(Request.referenceSecondsField)'", ReferenceLength(sql: sql).text),
    ]
    let all = sql.joined([scalars, countsAndOnly, sums, sql.fieldList(answer)])
    return sql.filtered("(\(all))", "e", "\(value) <> ''")
  }

  /// Numbers, flags, and short words; of longer texts and private ones the length.
  private var scalars: String {
    let text = sql.unquoted(value)
    let word = sql.word(of: text)
    let isKept = "NOT \(sql.isPrivate(name)) AND \(word) <> ''"
    let given = sql.filtered(
      leaves, "e",
      "\(value) NOT IN ('null', '\"\"') AND NOT \(sql.isObject(value)) "
        + "AND NOT \(sql.isList(value)) AND \(isNamed)")
    let newName = Cases.text(
      [("\(sql.isText(value)) AND NOT (\(isKept))", "concat(\(name), '.length')")],
      otherwise: name)
    let newValue = Cases.text(
      [
        ("NOT \(sql.isText(value))", value), (isKept, "concat('\"', \(word), '\"')"),
      ], otherwise: sql.text(sql.scalarCount(text)))
    return sql.mapped(given, "e", sql.field(newName, newValue))
  }

  /// The number of a list's elements, and its only element if it would be kept outside of one.
  private var countsAndOnly: String {
    let element = sql.first(value)
    let word = sql.word(of: sql.unquoted(element))
    let only = Cases.text(
      [
        ("\(sql.count(value)) <> 1 OR \(sql.isPrivate(name, suffix: "s?"))", "''"),
        (
          sql.isText(element),
          "CASE WHEN \(word) <> '' THEN concat('\"', \(word), '\"') ELSE '' END"
        ),
        (sql.matches(element, "^[-0-9tf]"), element),
      ], otherwise: "''")
    return sql.flattened(
      sql.mapped(
        "lists", "e",
        sql.fieldList([
          sql.field("concat(\(name), '.count')", sql.text(sql.count(value))),
          sql.field("concat(\(name), '.only')", only),
        ])))
  }

  private var sums: String {
    let ofName = sql.mapped(
      sql.filtered("item_numbers", "e", "\(name) = g"), "e", sql.present(value))
    return sql.mapped(
      sql.distinct(sql.mapped("item_numbers", "e", name)), "g",
      sql.field("g", sql.text(sql.sum(ofDecimals: ofName))))
  }

  private var fields: String {
    let number = sql.canonicalNumber(of: value)
    let json = "CASE WHEN \(sql.matches(value, "^[-0-9]")) THEN \(number) ELSE \(value) END"
    return sql.sorted(sql.mapped("written_fields", "e", sql.field(name, json)))
  }
}

/// The billed length of a task's input videos, from the line of its log that tells the total.
private struct ReferenceLength {
  let sql: any SQLDialect

  /// The number; empty if no line tells it, or two contradict each other.
  var text: String {
    let message = sql.member(
      "message", ofOpened: sql.opened("t", names: ["message"]), names: ["message"])
    let line = Cases.text(
      [
        (sql.isText("t"), sql.unquoted("t")),
        (sql.isObject("t"), sql.plainText(of: message)),
      ], otherwise: "''")
    let lines =
      "CASE WHEN \(sql.isList("logs")) THEN \(sql.elements("logs")) "
      + "ELSE \(sql.textList(["logs"])) END"
    let log = sql.text(joining: sql.mapped(lines, "t", line), by: "'\(Self.lineEnd)'")
    let found = sql.allMatches(log, Self.pattern)
    let billed = sql.captured(1, of: "[(]([0-9]+)(?:[.]0+)?s[)]$", in: "u")
    let measured = sql.captured(1, of: "[ :]([0-9]+(?:[.][0-9]+)?)s$", in: "u")
    let length = sql.canonicalNumber(
      of: "CASE WHEN \(billed) <> '' THEN \(billed) ELSE \(measured) END")
    let lengths = sql.distinct(
      sql.filtered(
        sql.mapped(found, "u", length), "u", sql.matches("u", "^[0-9]")))
    return "CASE WHEN logs LIKE '%otal duration:%' AND \(sql.count(lengths)) = 1 "
      + "THEN \(sql.first(lengths)) ELSE '' END"
  }

  private static let lineEnd = ";"
  /// The measured length, and what follows it: another letter, the billed length, or an unreadable
  /// one.
  private static let pattern =
    "[Tt]otal duration: *[0-9.]+s(?:[0-9A-Za-z]| *[(][0-9.]*s[)]| *[(])?"
}
