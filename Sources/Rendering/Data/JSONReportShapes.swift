import Domain
import Reconciliation
import Reports

/// The shapes of the values that several commands write, in the order of their writers.
extension JSONShape {
  /// As ``JSONNode/night(_:)`` writes it.
  package static let night = JSONShape.object(
    [
      ("night", .day), ("compared_with", .optional(.day)), ("has_news", .bool),
      (
        "changes",
        .array(
          .object(
            [
              ("change", .string), ("id", .optional(.string)), ("kind", .string), ("sku", .string),
              ("detail", .string), ("day", .optional(.day)), ("tasks", .integer),
              ("tasks_before", .integer),
            ] + money("amount") + [("action", .string), ("task_ids", strings)]))
      ),
      ("findings", .integer),
      (
        "spend",
        .object([("day", .day)] + money("billed") + money("usual") + [("weeks", .integer)])
      ),
      ("stale_feed", staleFeed), ("stale_accounts", staleAccounts), ("anomalies", strings),
    ] + money("balance") + money("balance_before") + [
      ("budgets", strings), ("complaints", complaints), ("skipped", unreadFiles),
      ("lines", strings),
    ])

  /// As ``ChangesReport/json`` writes it.
  package static let changes = JSONShape.object(
    [
      ("since", .day), ("until", .day), ("compared_with", .string),
      ("changes", .table(ChangesReport.table(title: "", entries: []))),
      ("open_findings", .integer),
      (
        "new_models",
        .array(
          .object(
            [("model", .string), ("first_day", .day), ("tasks", .integer)] + money("billed")))
      ),
    ] + money("billed") + money("billed_before") + money("balance") + money("balance_before")
      + [("notes", strings)])

  package static let staleFeed = JSONShape.optional(.object(ofStaleFeed))
  package static let staleAccounts = JSONShape.array(.object([("account", .string)] + ofStaleFeed))

  private static let ofStaleFeed: [(String, JSONShape)] =
    [("last_day", .day)] + counts(["silent_days", "active_days", "window_days"])
    + money("usual") + [("sentence", .string)]

  package static let complaints = JSONShape.array(
    .object([("step", .string), ("text", .string)]))

  /// Files that were not read, with the reason.
  package static let unreadFiles = JSONShape.array(
    .object([("path", .string), ("reason", .string)]))

  /// As ``JSONNode/wallet(_:)`` writes it.
  package static let wallet: JSONShape = {
    let amounts = [
      "latest_balance", "topped_up_since", "charged_since", "billed_since", "unlogged_since",
      "balance", "commitment", "frozen_by_account", "frozen_beyond_commitment", "spend_per_day",
      "recharge_level",
    ]
    let decimals = [
      "wallet_frozen_units", "packs_frozen_units", "runway_days", "recharge_level_units",
      "runway_to_recharge_days", "points_per_unit",
    ]
    return .object(
      [("latest_at", .time), ("open_tasks", .integer), ("rate_days", .integer)]
        + [
          ("booking_basis", .word(BookingBasis.allCases.map(\.rawValue))),
          ("unit_basis", .optional(.string)), ("runway", .string),
        ] + amounts.flatMap { money($0) } + decimals.map { ($0, .optional(.string)) })
  }()

  /// As ``JSONNode/forecast(_:_:)`` writes it.
  package static let forecast = JSONShape.object([
    ("forecast", anyTable),
    (
      "days",
      .array(
        .object(
          [("day", .day)]
            + ["mean", "lower_80", "upper_80", "lower_95", "upper_95"].flatMap { money($0) }))
    ),
    ("explanation", anyTable), ("record", anyTable),
    (
      "budget",
      .optional(
        .object(
          money("budget") + [
            ("probability_percent", .string), ("middle_day", .optional(.day)),
            ("early_day", .optional(.day)),
          ]))
    ),
    ("notes", strings),
  ])

  /// The steps of a price, in order.
  package static let proof = JSONShape.array(
    .object([("operation", .string), ("detail", .string), ("result", .string)]))

  /// A price that is reported but not confirmed.
  package static let reportedPrices = JSONShape.array(
    .object(
      [("per_unit", .string), ("source", .string), ("seen", .string), ("certainty", .string)]
        + money("price")))

  /// What is known of a request's price: the amount, its bounds, or why there is none.
  package static let priceMembers: [(String, JSONShape)] =
    money("price") + [("per_unit", .string)] + money("least") + money("most")
    + [("reason", .string)]
}
