/// The content of a ledger, without anything that may depend on import order: sources, lines and
/// the numbers of names.
enum LedgerContent {
  private static let tasks = """
    SELECT task_id, account, model, task_type, status, created_at, ended_at, day, measures, request,
      output_count, error_code, billed_points, billed_usd, frozen_points, expected_points,
      expected_usd, variance_points, verdict, settled, sku, rate, unpriced_reason, alternatives,
      is_finding
    FROM v_task ORDER BY task_id
    """

  private static let rollup = """
    SELECT rollup.day, sku.name, rate.name, charge.quantities, charge.reason, status.name,
      verdict.name, outcome.is_overdue, outcome.penalty_points, outcome.billed_points,
      outcome.expected_points, outcome.frozen_points, sum(rollup.tasks)
    FROM rollup
    JOIN outcome ON outcome.id = rollup.outcome_id
    JOIN charge ON charge.id = outcome.charge_id
    JOIN sku ON sku.id = charge.sku_id
    JOIN status ON status.id = outcome.status_id
    JOIN verdict ON verdict.id = outcome.verdict_id
    LEFT JOIN rate ON rate.id = charge.rate_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    """

  private static let waits = """
    SELECT sku.name, sum(outcome.waits), sum(outcome.wait_seconds)
    FROM outcome
    JOIN charge ON charge.id = outcome.charge_id
    JOIN sku ON sku.id = charge.sku_id
    WHERE outcome.waits <> 0
    GROUP BY 1
    ORDER BY 1
    """

  private static let bookings = """
    SELECT id_high, id_low, consume_points, frozen_points, usage_type, ended_at, seen_at
    FROM booking ORDER BY 1, 2, 3
    """

  private static let usageStamps = """
    SELECT id_high, id_low, has_ended, ended_at, seen_at FROM usage_stamp ORDER BY 1, 2
    """

  private static let quarantine =
    "SELECT DISTINCT reason, skeleton, sha256 FROM quarantine ORDER BY 1, 2, 3"

  private static let history = """
    SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
      usage, created_at, updated_at
    FROM history_entry ORDER BY account, entry_id
    """

  private static let balances = """
    SELECT account, plan, balance_usd, detail FROM balance_snapshot ORDER BY 1, 2, 3, 4
    """

  private static let costs = """
    SELECT day, model, task_type, status, verdict, tasks, billed_points, expected_points,
      variance_points, unchecked_points, commitment_points, price_points
    FROM v_daily_cost ORDER BY 1, 2, 3, 4, 5
    """

  private static let findings = """
    SELECT day, kind, model, task_type, sum(count), sum(billed_points), sum(expected_points),
      sum(variance_points), sum(unchecked_points), sum(commitment_points), sum(price_points), detail
    FROM v_finding GROUP BY 1, 2, 3, 4, 12 ORDER BY 1, 2, 3, 4, 12
    """

  /// The figures that do not depend on whether a ledger has tasks or usage lines.
  static func figures(_ scenario: LedgerScenario) throws -> [[[String]]] {
    try scenario.read { database in
      try [rollup, waits, costs, findings].map { try LedgerScenario.table($0, in: database) }
    }
  }

  /// The rows of each part.
  static func rows(_ scenario: LedgerScenario) throws -> [[[String]]] {
    let queries = [tasks, rollup, waits, bookings, usageStamps, quarantine, history, balances]
    return try scenario.read { database in
      try queries.map { try LedgerScenario.table($0, in: database) }
    }
  }
}
