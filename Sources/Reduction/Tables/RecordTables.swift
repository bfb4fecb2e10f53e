/// From lines to the members of tasks: bare tasks, answers of the create and get call, webhook
/// bodies.
struct RecordTables {
  /// The members of a line that are looked at, and of its data.
  static let names = [
    "task_id", "model", "task_type", "status", "config", "input", "output", "meta", "error", "logs",
    "data", "code", "timestamp", "metadata", "task_info", "task_result",
  ]
  static let metaNames = [
    "created_at", "started_at", "ended_at", "completed_at", "usage", "is_using_private_pool",
    "account_name", "account_id", "process_mode", "model_version",
  ]
  static let usageNames = ["type", "frozen", "consume"]
  static let timeNames = ["created_at", "started_at", "ended_at", "completed_at"]

  let sql: any SQLDialect
  let source: String

  var all: [CommonTableExpression] {
    [
      CommonTableExpression("line", row: "a line of the input", sql.lines(from: source)),
      CommonTableExpression(
        "opened", row: "a line, taken apart",
        columns: [("whole", sql.opened("line", names: Self.names))], of: "line",
        where: "line <> ''"),
      CommonTableExpression(
        "parted", row: "a line, and its data, taken apart",
        adding: [("part", sql.opened(whole("data"), names: Self.names))], to: "opened"),
      CommonTableExpression(
        "formed", row: "a line, and whether it is a task or holds one as its data",
        adding: [("form", form)], to: "parted"),
      CommonTableExpression(
        "held", row: "the members of a task",
        columns: [("form", "form")] + Self.names.prefix(10).map { ($0, member($0)) }
          + [
            ("delivered", "CASE form WHEN 'wrapped' THEN \(whole("timestamp")) ELSE '' END")
          ], of: "formed"),
      CommonTableExpression(
        "described", row: "a task, with its meta taken apart",
        adding: [
          ("told", sql.opened("meta", names: Self.metaNames)),
          ("failure", sql.opened("error", names: ["code"])),
          ("setting", sql.opened("config", names: ["service_mode"])),
          ("result", sql.opened("output", names: ["usage"])),
        ], to: "held"),
      CommonTableExpression(
        "metered", row: "a task, with what it says of its cost taken apart",
        adding: Self.metaNames.map { name in
          (name, sql.member(name, ofOpened: "told", names: Self.metaNames))
        } + [
          (
            "amounts",
            sql.opened(
              sql.member("usage", ofOpened: "told", names: Self.metaNames), names: Self.usageNames)
          )
        ], to: "described"),
      CommonTableExpression("worded", row: "a task in plain texts", adding: texts, to: "metered"),
    ]
  }

  private func whole(_ name: String) -> String {
    sql.member(name, ofOpened: "whole", names: Self.names)
  }

  private func part(_ name: String) -> String {
    sql.member(name, ofOpened: "part", names: Self.names)
  }

  private func member(_ name: String) -> String {
    "CASE form WHEN 'bare' THEN \(whole(name)) WHEN 'wrapped' THEN \(part(name)) ELSE '' END"
  }

  /// What the importer recognizes, in its order.
  private var form: String {
    let tells = { (meta: String) in
      "(\(meta) LIKE '%\"usage\":%' OR \(meta) LIKE '%\"created_at\":%')"
    }
    let isDescribed = ["model", "task_type", "status"].map { "\(part($0)) <> ''" }
      .joined(separator: " OR ")
    let isWrapped = """
      \(part("task_id")) <> '' AND (\(tells(part("meta")))
              OR \(sql.isAmong(whole("code"), ["200", "\"200\""]))
              OR (\(whole("code")) <> '' OR \(whole("timestamp")) <> '') AND (\(isDescribed)))
      """
    return Cases.text(
      [
        ("\(isLegacy(whole)) OR \(isLegacy(part))", "'legacy'"),
        ("\(whole("task_id")) <> '' AND \(tells(whole("meta")))", "'bare'"),
        (isWrapped, "'wrapped'"), ("\(whole("task_id")) <> ''", "'bare'"),
      ], otherwise: "'none'")
  }

  /// Shapes of earlier APIs, whose money has another unit.
  private func isLegacy(_ member: (String) -> String) -> String {
    let metadata = member("metadata")
    return "\(member("task_id")) <> '' AND (\(member("task_info")) <> '' "
      + "OR \(member("task_result")) <> '') OR \(metadata) LIKE '%\"quota_usage\":%' "
      + "OR \(metadata) LIKE '%\"quota_frozen\":%'"
  }

  private var texts: [(name: String, value: String)] {
    let amount = { (name: String) in
      sql.member(name, ofOpened: "amounts", names: Self.usageNames)
    }
    let mode = sql.member("service_mode", ofOpened: "setting", names: ["service_mode"])
    let code = sql.member("code", ofOpened: "failure", names: ["code"])
    return [
      ("id_text", sql.trimmed(sql.plainText(of: "task_id"))),
      ("model_text", sql.trimmed(sql.plainText(of: "model"))),
      ("type_text", sql.trimmed(sql.plainText(of: "task_type"))),
      ("status_text", sql.lowercased(sql.trimmed(sql.plainText(of: "status")))),
      (
        "own",
        "CASE WHEN is_using_private_pool = 'true' OR \(sql.lowercased(mode)) = '\"private\"' "
          + "THEN 1 ELSE 0 END"
      ),
      ("account_text", sql.plainText(of: "account_name")),
      ("account_number", sql.wholeNumber(of: sql.numberText(of: "account_id"))),
      ("error_number", sql.wholeNumber(of: sql.numberText(of: code))),
      ("delivered_number", sql.wholeNumber(of: sql.numberText(of: "delivered"))),
      ("unit_text", sql.lowercased(sql.trimmed(sql.plainText(of: amount("type"))))),
      ("frozen_text", sql.numberText(of: amount("frozen"))),
      ("consume_text", sql.numberText(of: amount("consume"))),
      ("tokens", sql.member("usage", ofOpened: "result", names: ["usage"])),
    ]
      + Self.timeNames.map { name in
        let text = sql.trimmed(sql.unquoted(name))
        return (
          "\(name)_text",
          "CASE WHEN \(sql.isText(name)) THEN \(text) WHEN \(name) = 'null' THEN '' "
            + "ELSE \(name) END"
        )
      }
  }
}
