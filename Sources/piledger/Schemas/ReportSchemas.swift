import Application
import Domain
import Reconciliation
import Rendering
import Reports

/// The schemas of reports; their tables are those of reports on nothing.
extension OutputSchemas {
  static let reports =
    StandardReport.allCases.map { kind in
      report(
        kind.rawValue, kind.title,
        .table(
          kind.report([], period: .all, undatedTasks: 0).table, keys: kind.dimensions.count))
    } + DetailReport.allCases.map { report($0.rawValue, table($0).title, .table(table($0))) } + [
      JSONEnvelopeShape(
        "piledger.report.month/1", "piledger report month: all tables of a month by name",
        parameters: [("month", .string), ("where", .optional(.string))], coverage: .coverage,
        data: .document),
      JSONEnvelopeShape(
        "piledger.status/1", "piledger status: the month in a few lines",
        parameters: [("month", .string), ("where", .optional(.string))], coverage: .coverage,
        data: .object(
          JSONShape.money("billed") + [("findings", .integer), ("lines", .anyTable)])),
      budget("status", "the current period of each budget", BudgetReport.status([])),
      budget("variance", "every period of each budget", BudgetReport.variance([])),
      budget("months", "every month of each budget", BudgetReport.months([])),
      JSONEnvelopeShape(
        "piledger.reconcile/1", "piledger reconcile: verdicts and findings",
        parameters: [
          ("period", .string), ("where", .optional(.string)), ("currency", .optional(.string)),
          ("card", .string), ("card_fingerprint", .string),
          ("notes", .strings), ("unpriced_limit_percent", .string),
        ], coverage: .coverage, data: reconciliation),
      JSONEnvelopeShape(
        "piledger.explain/1",
        "piledger explain: the proof of a task's price, or what the history tells of it",
        parameters: [("task_id", .string)],
        data: .open(
          [
            ("task_id", .string), ("verdict", .optional(.string)), ("notes", .strings),
          ], others: .either([.scalar, .proof]))),
      JSONEnvelopeShape(
        "piledger.explain.list/1",
        "piledger explain of several ids, or of a finding: an object for each",
        parameters: [("ids", .strings)],
        data: .array(.open([], others: .either([.scalar, .proof, .strings])))),
      JSONEnvelopeShape(
        "piledger.changes/1", "piledger changes: what has changed since a day",
        parameters: [("since", .day), ("where", .optional(.string))], coverage: .coverage,
        data: .changes),
      JSONEnvelopeShape(
        "piledger.forecast/1", "piledger forecast: what a span will cost",
        parameters: [
          ("by", .string), ("where", .optional(.string)), ("horizon", .string),
        ], data: .forecast),
      JSONEnvelopeShape(
        "piledger.forecast.series/1", "piledger forecast --series: forecasts of any daily series",
        parameters: [("series", .string), ("origins", .optional(.string))], data: .anyTable),
    ]

  private static func report(
    _ name: String, _ summary: String, _ table: JSONShape
  ) -> JSONEnvelopeShape {
    JSONEnvelopeShape(
      "piledger.report.\(name)/1", "piledger report \(name): \(summary)",
      parameters: [
        ("period", .string), ("by", .optional(.string)), ("where", .optional(.string)),
        ("money", .string), ("currency", .optional(.string)), ("notes", .strings),
      ], coverage: .coverage, data: table)
  }

  private static func budget(
    _ part: String, _ summary: String, _ table: ReportTable
  ) -> JSONEnvelopeShape {
    JSONEnvelopeShape(
      "piledger.budget.\(part)/1", "piledger budget \(part): \(summary)",
      parameters: [("money", .string), ("notes", .strings)], coverage: .coverage,
      data: .table(table))
  }

  /// The table of a report on nothing.
  private static func table(_ kind: DetailReport) -> ReportTable {
    switch kind {
    case .units:
      (try? UnitReport.table([])) ?? ReportTable(name: "", title: "", columns: [], rows: [])
    case .failures: FailureReport.table(Failures([]))
    case .retries: FailureReport.retries([])
    case .premiums:
      ReportTable(
        name: "premiums", title: "Premiums paid", columns: PremiumReport.columns, rows: [])
    case .keys: AccountReports.keys([], unit: nil, names: [:])
    case .unlogged: AccountReports.unlogged([], unit: nil, names: [:])
    case .stuck: AccountReports.stuck([], asOf: Instant(seconds: 0))
    case .anomalies: AnomalyReport.table([])
    case .fixed: FixedChargeReport.table([])
    }
  }

  private static var reconciliation: JSONShape {
    let report = ReconciliationReport(
      ReconciliationResult(rows: [], period: .all, undatedTasks: 0))
    return .object([
      ("verdicts", .table(report.verdicts.table)), ("findings", .table(report.findings.table)),
      ("acknowledged", .table(report.acknowledgedTable)),
      ("balance", .table(report.balance.table)), ("unproved", .table(report.unprovedTable)),
      ("stale_feed", .staleFeed), ("stale_accounts", .staleAccounts), ("statuses", .statuses),
    ])
  }

  static let account: [JSONEnvelopeShape] =
    [
      JSONEnvelopeShape(
        "piledger.acknowledge/1", "piledger acknowledge: what is acknowledged",
        data: .table(AcknowledgementReport.list(.none))),
      JSONEnvelopeShape(
        "piledger.scale.check/1", "piledger scale check: where lines and tasks differ",
        parameters: [("tasks", .strings), ("lines", .strings)],
        data: .table(LineComparisonReport.table(LineComparison([], with: [])))),
      JSONEnvelopeShape(
        "piledger.claims.list/1", "piledger claims: a row per claim",
        data: .table(ClaimReport.list([]))),
      JSONEnvelopeShape(
        "piledger.claims.show/1", "piledger claims show: a claim as it was drafted",
        parameters: [("claim", .integer)],
        data: .object(
          [
            ("claim", .integer), ("period", .string), ("account", .optional(.string)),
            ("card", .string), ("card_fingerprint", .string),
            ("state", .word(ClaimState.allCases.map(\.rawValue))), ("made_at", .time),
          ] + JSONShape.money("claimed") + JSONShape.money("credited") + [
            (
              "events",
              .array(
                .object([
                  ("state", .word(ClaimState.allCases.map(\.rawValue))), ("at", .time),
                  ("note", .string),
                ]))
            ),
            ("claimed", .table(ClaimReport.causes([], isProved: true))),
            ("unproved", .table(ClaimReport.causes([], isProved: false))),
            (
              "left_out",
              .object(JSONShape.counts(["in_grace", "unsettled", "waived", "claimed"]))
            ),
            ("tasks", .anyTable),
          ])),
      JSONEnvelopeShape(
        "piledger.wallet/1", "piledger wallet: the balance, and how it came about",
        parameters: [("period", .string)], coverage: .coverage,
        data: .object([
          ("state", .wallet), ("roll_forward", .table(WalletReport.rollForward([]))),
          ("packs", .table(WalletReport.packs([]))), ("top_ups", .table(WalletReport.topUps([]))),
          ("charges", .table(WalletReport.charges([]))), ("notes", .strings),
          ("statuses", .statuses),
        ])),
    ]
    + [
      WalletReport.rollForward([]), WalletReport.packs([]), WalletReport.topUps([]),
      WalletReport.charges([]), AccountReports.tasks([]),
    ].map { table in
      JSONEnvelopeShape(
        "piledger.wallet.\(table.name)/1", "piledger wallet: \(table.title)", data: .table(table))
    }
}
