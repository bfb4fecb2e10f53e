import Domain
import RateCards

/// From tasks to usage lines: days, what depends on time, and the counts.
struct LineTables {
  private static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  let sql: any SQLDialect
  let penalties: [PricedKinds.Penalty]
  let timeZoneName: String

  /// What the tasks of a line have in common besides their spans of time.
  private static let commonColumns = [
    "line_account", "model", "task_type", "read_values", "read_fields", "status", "own",
    "disagrees", "consume", "frozen", "usage_type", "outputs", "error_code", "day",
  ]

  var dated: CommonTableExpression {
    let hasCode = "last_error <> \(sql.integer(ObservationTables.noCode))"
    let reads = sql.contains("read_names", "'\(Facts.outputs)'")
    let names = sql.mapped("read_names", "e", sql.quoted("e"))
    let span = sql.count(sql.filtered("boundaries", "b", "b <= created_at"))
    let day =
      timeZoneName == AccountingCalendar.utcName
      ? sql.date(sql.quotient("created_at", Self.nanosecondsPerDay))
      : sql.date(ofNanoseconds: "created_at", in: timeZoneName)
    return CommonTableExpression(
      "dated", row: "a task, with its accounting day, and whether its verdict depends on its time",
      adding: [
        ("read_fields", "concat('[', \(sql.text(joining: names, by: "','")), ']')"),
        (
          "outputs",
          "CASE WHEN status = 'completed' AND \(reads) AND result_count >= 0 THEN result_count END"
        ),
        ("error_code", "CASE WHEN without_result = 1 AND \(hasCode) THEN last_error END"),
        ("day", "CASE WHEN created_at IS NOT NULL THEN \(day) END"),
        (
          "utc_day",
          "CASE WHEN created_at IS NOT NULL THEN "
            + "\(sql.quotient("created_at", Self.nanosecondsPerDay)) END"
        ),
        ("span", "CASE WHEN created_at IS NOT NULL THEN \(span) END"),
        ("is_timed", "CASE WHEN \(isTimed) THEN 1 ELSE 0 END"),
      ], to: "billed LEFT JOIN rule ON rule_number = number")
  }

  /// Tasks whose verdict may change with time or depends on their order.
  private var isTimed: String {
    let isOtherUnit =
      "coalesce(consume, 0) > 0 AND NOT \(sql.isAmong("usage_type", MergeTables.pointUnits))"
    let counted = penalties.map { penalty in
      let names = sql.matches(
        penalty.names, model: sql.lowercased("model"), type: sql.lowercased("task_type"))
      return "\(names)" + (penalty.errorCode.map { " AND last_error = \($0)" } ?? "")
    }.joined(separator: " OR ")
    let byOrder = counted.isEmpty ? "" : "\n      OR without_result = 1 AND (\(counted))"
    return "disagrees = 0 AND own = 0 AND NOT (\(isOtherUnit)) AND (\n"
      + "        without_result = 0 AND has_ended = 0 AND consume IS NULL\n"
      + "        OR without_result = 1 AND coalesce(consume, 0) > 0)" + byOrder
  }

  /// The lines, of the tasks in a table; those that name no account are of the given one.
  func counted(
    from table: String, account: String?, where condition: String?
  ) -> [CommonTableExpression] {
    let waits = "has_ended = 1 AND ended >= created_at"
    let wait = sql.quotient("(ended - created_at)", 1_000_000_000)
    let keys = Self.commonColumns + ["utc_day", "span", "timed_creation", "timed_end"]
    return [
      CommonTableExpression(
        "timed_task", row: "a task, with its account, and with its times if it is grouped by them",
        adding: [
          ("line_account", account.map { "coalesce(account, \(sql.literal($0)))" } ?? "account"),
          ("timed_creation", "CASE WHEN is_timed = 1 THEN created_at END"),
          (
            "timed_end",
            "CASE WHEN is_timed = 1 AND ended <> \(sql.integer(ObservationTables.unknown)) "
              + "THEN ended END"
          ),
        ], to: table, where: condition),
      CommonTableExpression(
        "counted", row: "tasks that agree",
        """
        SELECT \(keys.joined(separator: ", ")),
            min(created_at) AS created_from, max(created_at) AS created_to,
            count(*) AS tasks,
            \(sql.count(where: waits)) AS waits,
            coalesce(sum(CASE WHEN \(waits) THEN \(wait) END), 0) AS wait_seconds
          FROM timed_task
          GROUP BY \(keys.joined(separator: ", "))
        """),
    ]
  }

  /// The query that writes the lines as JSON.
  func lines(batch: String, shard: String) -> String {
    let head = "{\"piledger_lines\":1,\"batch\":\(JSONText.quoted(batch)),\"shard\":\"\(shard)\""
    let zone = ",\"time_zone\":\(JSONText.quoted(timeZoneName)),\"day\":"
    // Engines differ in what NULL is as JSON, and as part of a text.
    let accountJSON =
      "CASE WHEN line_account IS NULL THEN 'null' ELSE \(sql.quoted("line_account")) END"
    let members: [(name: String, value: String)] = [
      ("created_from", TimeText.json(ofNanoseconds: "created_from", in: sql)),
      ("created_to", TimeText.json(ofNanoseconds: "created_to", in: sql)),
      ("ended_at", TimeText.json(ofNanoseconds: "timed_end", in: sql)),
      ("model", sql.quoted("model")), ("task_type", sql.quoted("task_type")),
      ("fields", "read_values"), ("read_fields", "read_fields"), ("outputs", number("outputs")),
      ("status", sql.quoted("status")), ("own_account", flag("own")),
      (
        "usage_type",
        "CASE WHEN usage_type IS NULL THEN 'null' ELSE \(sql.quoted("usage_type")) END"
      ),
      ("consume", number("consume")), ("frozen", number("frozen")),
      ("disagrees", flag("disagrees")), ("error_code", number("error_code")),
      ("tasks", number("tasks")), ("waits", number("waits")),
      ("wait_seconds", number("wait_seconds")),
    ]
    let rest = members.map { "  ',\"\($0.name)\":', \($0.value)" }.joined(separator: ",\n")
    return """
      SELECT concat(
        \(sql.literal("\(head),\"run\":\"")), \(sql.now), '",',
        '"account":', \(accountJSON),
        \(sql.literal(zone)), CASE WHEN day IS NULL THEN 'null' ELSE concat('"', day, '"') END,
      \(rest), '}') AS line
      FROM counted
      """
  }

  private func number(_ column: String) -> String { "coalesce(\(sql.text(column)), 'null')" }
  private func flag(_ column: String) -> String {
    "CASE WHEN \(column) = 1 THEN 'true' ELSE 'false' END"
  }
}
