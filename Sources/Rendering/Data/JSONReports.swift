import Domain
import Forecasting
package import Reconciliation
package import Reports
import SpendForecasting

extension JSONNode {
  /// A document: its headline, key figures and header, and its tables by name with all columns.
  package static func document(_ document: ReportDocument) -> JSONNode {
    .object([
      ("title", .string(document.title)), ("headline", .string(document.headline)),
      (
        "key_figures",
        .array(
          document.keyFigures.map { figure in
            .object([
              ("name", .string(figure.name)), ("value", .string(figure.value)),
              ("detail", .string(figure.detail)),
            ])
          })
      ),
      ("trust", .array(document.trust.map { .string($0) })),
      ("tables", .object(document.tables.map { ($0.table.name, .table($0.data)) })),
      ("absences", .array(document.absences.map { .string($0) })),
    ])
  }
}

extension JSONNode {
  /// A night with its changes.
  package static func night(_ report: NightReport) -> JSONNode {
    .object(
      [
        ("night", .string(report.night.day.description)),
        ("compared_with", .optional(report.before?.day.description)),
        ("has_news", .bool(report.hasNews)),
        ("changes", .array(changes(report))),
        ("findings", .integer(Int64(report.night.findings.count))),
        ("spend", spend(report.spend)),
        ("stale_feed", staleFeed(of: report.staleFeeds)),
        ("stale_accounts", staleAccounts(of: report.staleFeeds)),
        ("anomalies", .array(report.anomalies.map { .string(AnomalyReport.line($0)) })),
      ] + money("balance", report.night.balance)
        + money("balance_before", report.before?.balance) + [
          ("budgets", .array(report.budgets.map { .string($0) })),
          ("complaints", complaints(report.complaints)),
          (
            "skipped",
            .array(
              report.night.skipped.map {
                .object([("path", .string($0.path)), ("reason", .string($0.reason))])
              })
          ),
          ("lines", .array(report.lines.map { .string($0) })),
        ])
  }

  /// That no tasks arrive at all; null if some do.
  package static func staleFeed(of feeds: [StaleFeed]) -> JSONNode {
    feeds.first { $0.account == nil }.map { .object(members(of: $0)) } ?? .null
  }

  /// The accounts whose tasks have stopped arriving while those of others arrive.
  package static func staleAccounts(of feeds: [StaleFeed]) -> JSONNode {
    .array(
      feeds.compactMap { stale in
        stale.account.map { .object([("account", .string($0))] + members(of: stale)) }
      })
  }

  private static func members(of stale: StaleFeed) -> [(String, JSONNode)] {
    [
      ("last_day", .string(stale.lastDay.description)),
      ("silent_days", .integer(Int64(stale.silentDays))),
      ("active_days", .integer(Int64(stale.activeDays))),
      ("window_days", .integer(Int64(stale.windowDays))),
    ] + money("usual", stale.usual) + [("sentence", .string(stale.sentence))]
  }

  package static func complaints(_ complaints: [NightReport.Complaint]) -> JSONNode {
    .array(
      complaints.map { .object([("step", .string($0.step)), ("text", .string($0.text))]) })
  }

  private static func changes(_ report: NightReport) -> [JSONNode] {
    let ids = FindingIDs(report.night.findings.filter(\.isReconciled).map(\.key))
    return report.changes.map { change($0, id: ids[$0.finding.key]) }
  }

  private static func change(_ change: NightChange, id: String) -> JSONNode {
    let finding = change.finding
    return .object(
      [
        ("change", .string(change.kind.rawValue)),
        ("id", .optional(id.isEmpty ? nil : id)), ("kind", .string(finding.key.kind)),
        ("sku", .string(finding.key.sku)), ("detail", .string(finding.detail)),
        ("day", .optional(finding.key.day?.description)),
        ("tasks", .integer(Int64(finding.tasks))),
        ("tasks_before", .integer(Int64(change.tasksBefore))),
      ] + money("amount", finding.amount) + [
        ("action", .string(finding.key.action)),
        ("task_ids", .array(finding.taskIDs.map { .string($0.text) })),
      ])
  }

  private static func spend(_ spend: DaySpend) -> JSONNode {
    .object(
      [("day", .string(spend.day.description))] + money("billed", spend.billed)
        + money("usual", spend.usual) + [("weeks", .integer(Int64(spend.weeks)))])
  }
}

extension JSONNode {
  /// The state of the wallet; days are decimals in strings, and unknown values are null.
  package static func wallet(_ state: WalletState) -> JSONNode {
    let days = { (tenths: Int64?) -> JSONNode in .optional(tenths.map(decimalText)) }
    let figures = state.latest.figures
    return .object(
      [("latest_at", .string(state.latest.observedAt.description))]
        + money("latest_balance", state.latest.balance)
        + money("topped_up_since", state.since.topUps)
        + money("charged_since", state.since.charged)
        + money("billed_since", state.since.billed)
        + money("unlogged_since", state.since.unlogged) + money("balance", state.balance)
        + money("commitment", state.commitment)
        + [
          ("open_tasks", .integer(Int64(state.openTasks))),
          ("booking_basis", .string(state.basis.rawValue)),
          ("unit_basis", .optional(state.unit?.basis.rawValue)),
          ("points_per_unit", .optional(state.unit?.pointsPerUnit.description)),
          ("wallet_frozen_units", .optional(figures.walletFrozen?.description)),
          ("packs_frozen_units", .optional(figures.packsFrozen?.description)),
        ] + money("frozen_by_account", state.frozen)
        + money("frozen_beyond_commitment", state.frozenDifference)
        + [("rate_days", .integer(Int64(state.rate.days)))]
        + money("spend_per_day", state.rate.perDay)
        + [
          ("runway", .string(state.runway.description)),
          ("runway_days", days(state.runway.tenthsOfDays)),
          ("recharge_level_units", .optional(figures.rechargeLevel?.description)),
        ] + money("recharge_level", state.rechargeLevel)
        + [("runway_to_recharge_days", days(state.rechargeRunway?.tenthsOfDays))])
  }
}

extension JSONNode {
  /// A spend forecast: parts and total, drivers, days, track record and budget.
  package static func forecast(
    _ forecast: SpendForecast, _ report: SpendForecastReport
  ) -> JSONNode {
    .object([
      ("forecast", .table(report.whole)), ("days", .array(forecast.days.map(day))),
      ("explanation", .table(report.explanation)), ("record", .table(report.backtest)),
      ("budget", budget(forecast.budget)),
      ("notes", .array(report.notes.map { .string($0) })),
    ])
  }

  private static func day(_ day: CalendarDay, _ amount: PredictedAmount) -> JSONNode {
    let bounds = [("80", amount.interval80), ("95", amount.interval95)]
    return .object(
      [("day", .string(day.description))]
        + money("mean", ForecastMoney.cents(amount.mean))
        + bounds.flatMap { level, interval in
          money("lower_\(level)", ForecastMoney.cents(interval.lower))
            + money("upper_\(level)", ForecastMoney.cents(interval.upper))
        })
  }

  private static func budget(_ outlook: BudgetOutlook?) -> JSONNode {
    guard let outlook else { return .null }
    return .object(
      money("budget", outlook.budget) + [
        ("probability_percent", .string(Percent(share: outlook.probability).text)),
        ("middle_day", .optional(outlook.middleDay?.description)),
        ("early_day", .optional(outlook.earlyDay?.description)),
      ])
  }
}
