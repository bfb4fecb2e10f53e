import Domain

/// From texts to observations: what one record says about a task, and why others can't be read.
struct ObservationTables {
  /// Stands for a time that is not known; every known one is later.
  static let unknown: Int64 = -1
  /// Stands for no error code.
  static let noCode: Int64 = -1_000_000_000_000_000_000

  let sql: any SQLDialect

  /// What is known of a record besides its request.
  static let stateColumns = [
    "id", "account", "status", "has_ended", "progress", "own", "created", "ended", "seen",
    "error_code", "has_usage", "unit", "frozen", "consume",
  ]

  var all: [CommonTableExpression] {
    [
      CommonTableExpression(
        "timed", row: "a task with its times, in nanoseconds since 1970, and its amounts",
        adding: RecordTables.timeNames.map { name in
          ("\(name)_ns", TimeText.nanoseconds(of: "\(name)_text", in: sql))
        }
          + ["frozen", "consume"].map { name in
            ("\(name)_number", sql.wholeNumber(of: "\(name)_text"))
          }, to: "worded"),
      CommonTableExpression(
        "checked", row: "a line, and why no task can be read from it, if so",
        adding: [("fault", Cases.text(faults))], to: "timed"),
      CommonTableExpression(
        "observation", row: "what one record says about a task", columns: columns, of: "checked",
        where: "fault IS NULL"),
    ]
  }

  /// The importer's rules, in its order: a record is left out as a whole.
  private var faults: [(condition: String, result: String)] {
    let texts = ["id_text", "model_text", "type_text"]
    let names = ["task_id", "model", "task_type"]
    let isDamaged = sql.matches(
      "concat(\(texts.joined(separator: ", ")), status_text, unit_text)",
      "[\\x{FFFD}\\x{00}-\\x{1F}\\x{80}-\\x{9F}]")
    let isBlankText = sql.matches("usage", "^\"\\s*\"$")
    return [("form = 'legacy'", "'a legacy shape'"), ("form = 'none'", "'no task'")]
      + zip(texts, names).map { text, name in
        ("\(text) = '' OR \(sql.byteCount(text)) > 1024", "'\(name)'")
      } + [
        ("NOT \(sql.isText("status")) OR \(sql.byteCount("status_text")) > 1024", "'status'"),
        (isDamaged, "'damaged text'"),
        (
          "meta NOT IN ('', 'null') AND NOT \(sql.isObject("meta")) "
            + "AND NOT \(sql.matches("meta", "^\"\\s*\"$"))", "'meta'"
        ),
        (
          "usage NOT IN ('', 'null', '[]') AND NOT \(sql.isObject("usage")) AND NOT \(isBlankText)",
          "'meta.usage'"
        ),
        ("\(sql.byteCount("unit_text")) > 64", "'meta.usage.type'"),
      ]
      + RecordTables.timeNames.map { name in
        // The older name of the end is read where the newer one tells nothing.
        let unread = name == "completed_at" ? "ended_at_ns IS NULL AND " : ""
        return (
          "\(unread)\(name)_ns IS NULL AND NOT \(TimeText.isUnset("\(name)_text", in: sql))",
          "'meta.\(name)'"
        )
      } + ["frozen", "consume"].map { (isUnreadable($0), "'meta.usage.\($0)'") } + [
        (
          "delivered_number >= \(sql.integer(Delivery.secondsLimit)) AND \(Delivery.number) IS NULL",
          "'timestamp'"
        )
      ]
  }

  private func isUnreadable(_ amount: String) -> String {
    "\(amount)_text NOT IN ('', 'null') AND (\(amount)_number IS NULL OR \(amount)_number < 0 "
      + "OR \(amount)_number > \(sql.integer(Points.taskLimit.count)))"
  }

  private var columns: [(name: String, value: String)] {
    let ended = "coalesce(ended_at_ns, completed_at_ns, \(sql.integer(Self.unknown)))"
    let hasEnded = sql.isAmong(Self.status, ["completed", "failed", "cancelled"])
    let times = [
      "created_at_ns", "started_at_ns", "ended_at_ns", "completed_at_ns", Delivery.number,
    ]
    .map { "coalesce(\($0), \(sql.integer(Self.unknown)))" }
    let seen = "greatest(\(times[0]), \(times[1]), \(ended), \(times[4]))"
    return [
      ("id", id), ("model", canonicalName("model_text")), ("task_type", canonicalName("type_text")),
      ("model_key", sql.lowercased("model_text")), ("type_key", sql.lowercased("type_text")),
      (
        "account",
        Cases.text([
          ("account_text <> ''", "account_text"),
          ("account_number <> 0", sql.text("account_number")),
        ])
      ),
      ("status", Self.status), ("has_ended", "CASE WHEN \(hasEnded) THEN 1 ELSE 0 END"),
      ("progress", Self.progress), ("own", "own"), ("created", "created_at_ns"), ("ended", ended),
      ("seen", seen), ("error_code", "CASE WHEN error_number <> 0 THEN error_number END"),
      (
        "has_usage",
        "CASE WHEN \(sql.isObject("usage")) AND (consume_number IS NOT NULL "
          + "OR frozen_number IS NOT NULL AND NOT \(hasEnded)) THEN 1 ELSE 0 END"
      ),
      ("unit", "unit_text"), ("frozen", "coalesce(frozen_number, 0)"),
      ("consume", "coalesce(consume_number, 0)"), ("input", "input"), ("output", "output"),
      ("logs", "logs"), ("process_mode", "process_mode"), ("model_version", "model_version"),
      ("tokens", "tokens"),
    ]
  }

  /// UUIDs are the same in either case; other ids are not.
  private var id: String {
    let pattern = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
    return "CASE WHEN \(sql.matches("id_text", pattern)) THEN lower(id_text) ELSE id_text END"
  }

  /// Names in the spelling of the ledger.
  private func canonicalName(_ text: String) -> String {
    let key = sql.lowercased(text)
    let official = ProviderName.officialNames.sorted { $0.key < $1.key }.map { name in
      (condition: "\(key) = \(sql.literal(name.key))", result: sql.literal(name.value))
    }
    let rest = "substring(\(key), \(ProviderName.vendorKey.utf8.count + 1))"
    let ofVendor = (
      condition: "\(key) LIKE '\(ProviderName.vendorKey)%'",
      result: "concat('\(ProviderName.vendor)', \(rest))"
    )
    return Cases.text(official + [ofVendor], otherwise: key)
  }

  /// The names of ``Domain/TaskStatus`` for all their spellings.
  private static let status = Cases.text(
    [
      ("status_text IN ('success', 'finished')", "'completed'"),
      ("status_text = 'canceled'", "'cancelled'"),
    ], otherwise: "status_text")

  /// How far a task has come, for the order of two states of the same moment.
  private static let progress =
    "CASE \(status) "
    + [TaskStatus.staged, .pending, .processing, .cancelled, .failed, .completed]
    .map { "WHEN '\($0.name)' THEN \($0.progress)" }.joined(separator: " ") + " ELSE 0 END"
}

/// The time at which a webhook was sent: Unix seconds, or milliseconds or microseconds from programs
/// that wrap an answer themselves.
private enum Delivery {
  static let secondsLimit: Int64 = 9_190_000_000

  /// Nanoseconds since 1970; NULL where there is none.
  static let number = Cases.text([
    ("delivered_number BETWEEN 1 AND 9189999999", "delivered_number * 1000000000"),
    ("delivered_number BETWEEN 100000000000 AND 9189999999999", "delivered_number * 1000000"),
    (
      "delivered_number BETWEEN 100000000000000 AND 9189999999999999", "delivered_number * 1000"
    ),
  ])
}
