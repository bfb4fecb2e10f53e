import Domain

/// From records to tasks: the ledger's merge rule (``Domain/TaskRecord``), and what counts as booked.
struct MergeTables {
  let sql: any SQLDialect
  /// A condition on the id; nil to read every task.
  let condition: String?

  /// What a state, a usage and a booking are made of, in the order in which two are compared.
  private static let stateNames = [
    "has_ended", "ended", "seen", "progress", "status", "own", "outputs", "error_code",
  ]
  private static let usageNames = ["has_ended", "ended", "seen", "consume", "frozen", "unit"]
  private static let bookingNames = ["consume", "ended", "seen", "frozen", "unit"]
  private static let requestNames = ["model", "task_type", "read_values", "rule_number"]
  /// The usage types whose amounts are money.
  static let pointUnits = UsageUnit.known.filter { $0.value == .points }.map(\.key).sorted()

  var all: [CommonTableExpression] {
    [
      CommonTableExpression("merged", row: "a task", merged),
      CommonTableExpression(
        "booked", row: "a task, with the amounts in points on which its ended states differ",
        columns: bookedColumns, of: "merged"),
      CommonTableExpression(
        "refunded", row: "a task, and whether the least of these amounts is what a refund left",
        adding: [("is_refunded", isRefunded)], to: "booked"),
      CommonTableExpression(
        "billed", row: "a task, and what counts as booked", adding: billedColumns,
        to: "refunded"),
    ]
  }

  private var merged: String {
    let state = record(Self.stateNames) { name in
      name == "error_code"
        ? "coalesce(error_code, \(sql.integer(ObservationTables.noCode)))" : name
    }
    let request = sql.record(record(Self.requestNames), ofLeast: "fullness")
    let usage = sql.greatest(record(Self.usageNames), where: "has_usage = 1")
    let bookings = sql.set(
      of: record(Self.bookingNames), where: "has_usage = 1 AND has_ended = 1")
    return """
      SELECT id AS task_id,
          min(account) AS task_account,
          min(created) AS created_at,
          \(request) AS request,
          \(sql.greatest(state, where: nil)) AS state,
          \(usage) AS usage,
          max(has_usage) AS is_metered,
          \(bookings) AS bookings
        FROM priced\(condition.map { "\n  WHERE \($0)" } ?? "")
        GROUP BY id
      """
  }

  private func record(_ names: [String], _ value: (String) -> String = { $0 }) -> String {
    sql.record(names.map { ($0, value($0)) })
  }

  private func member(_ name: String, of record: String, _ names: [String]) -> String {
    sql.member(name, at: (names.firstIndex(of: name) ?? 0) + 1, of: record)
  }

  private func state(_ name: String) -> String { member(name, of: "state", Self.stateNames) }
  private func usage(_ name: String) -> String { member(name, of: "usage", Self.usageNames) }
  private func booking(_ name: String, of record: String = "b") -> String {
    member(name, of: record, Self.bookingNames)
  }

  private var bookedColumns: [(name: String, value: String)] {
    let request = Self.requestNames.map { ($0, member($0, of: "request", Self.requestNames)) }
    let known = ["has_ended", "ended", "status", "own"].map { ($0, state($0)) }
    return [("task_id", "task_id"), ("account", "task_account"), ("created_at", "created_at")]
      + request + known + [
        ("result_count", state("outputs")), ("last_error", state("error_code")),
        (
          "without_result",
          "CASE WHEN \(sql.isAmong(state("status"), ["failed", "cancelled"])) THEN 1 ELSE 0 END"
        ),
        ("is_metered", "is_metered"), ("usage", "usage"),
        (
          "amounts_booked",
          "CASE WHEN \(sql.count("bookings")) > 1\n"
            + "      THEN \(sql.sorted(pointBookings)) ELSE bookings END"
        ),
      ]
  }

  /// The latest booking of each amount, of those in points: zero is zero in every unit.
  private var pointBookings: String {
    let order = ["ended", "seen", "frozen", "unit"]
    let stamp = { (record: String) in
      sql.record(order.map { ($0, booking($0, of: record)) })
    }
    let later = sql.filtered(
      "bookings", "c",
      "\(booking("consume", of: "c")) = \(booking("consume")) AND \(stamp("c")) > \(stamp("b"))")
    return sql.filtered(
      "bookings", "b",
      "\(sql.count(later)) = 0 AND (\(booking("consume")) = 0 OR "
        + "\(sql.isAmong(booking("unit"), Self.pointUnits)))")
  }

  private var leastBooking: String { sql.first("amounts_booked") }

  /// Only failed tasks are refunded, and a refund is never taken back: the least amount counts,
  /// unless a larger one was surely booked after it.
  private var isRefunded: String {
    let unknown = sql.integer(ObservationTables.unknown)
    let least = { (name: String) in booking(name, of: leastBooking) }
    let isLater = """
      \(booking("ended")) <> \(unknown) AND \(least("ended")) <> \(unknown)
            AND (\(booking("ended")) > \(least("ended"))
              OR \(booking("ended")) = \(least("ended")) AND \(least("seen")) > \(least("ended"))
                AND \(booking("seen")) > \(least("seen")))
      """
    let larger = sql.filtered(
      "amounts_booked", "b", "\(booking("consume")) > \(least("consume")) AND \(isLater)")
    return "CASE WHEN \(sql.count("amounts_booked")) > 1 AND without_result = 1\n"
      + "      AND \(sql.count(larger)) = 0 THEN 1 ELSE 0 END"
  }

  private var billedColumns: [(name: String, value: String)] {
    let isBilled =
      "is_metered = 1 AND (\(usage("has_ended")) = 1 "
      + "OR \(usage("consume")) > 0 AND without_result = 0)"
    let isRefund = "\(usage("has_ended")) = 1 AND is_refunded = 1"
    let reserves =
      "is_metered = 1 AND has_ended = 0 AND \(usage("frozen")) > 0 "
      + "AND \(sql.isAmong(usage("unit"), Self.pointUnits))"
    return [
      (
        "disagrees",
        "CASE WHEN \(sql.count("amounts_booked")) > 1 AND is_refunded = 0 THEN 1 ELSE 0 END"
      ),
      (
        "consume",
        Cases.text(
          [
            ("NOT (\(isBilled))", "NULL"),
            (isRefund, booking("consume", of: leastBooking)),
          ], otherwise: usage("consume"))
      ),
      ("frozen", "CASE WHEN \(reserves) THEN \(usage("frozen")) ELSE 0 END"),
      (
        "usage_type",
        Cases.text([
          ("\(isBilled) AND \(isRefund)", booking("unit", of: leastBooking)),
          ("\(isBilled) OR \(reserves)", usage("unit")),
        ])
      ),
    ]
  }
}
