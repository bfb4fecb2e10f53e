import Domain
package import Reconciliation
package import Reports

extension JSONNode {
  /// A night with its changes.
  package static func night(_ report: NightReport) -> JSONNode {
    .object(
      [
        ("night", .string(report.night.day.description)),
        ("compared_with", .optional(report.before?.day.description)),
        ("has_news", .bool(report.hasNews)),
        ("changes", .array(report.changes.map(change))),
        ("findings", .integer(Int64(report.night.findings.count))),
        ("spend", spend(report.spend)),
        ("stale_feed", staleFeed(report.staleFeed)),
        ("anomalies", .array(report.anomalies.map { .string(AnomalyReport.line($0)) })),
      ] + money("balance", report.wallet?.balance)
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

  /// A feed that has stopped; null where tasks come as they use to.
  package static func staleFeed(_ stale: StaleFeed?) -> JSONNode {
    guard let stale else { return .null }
    return .object(
      [
        ("last_day", .string(stale.lastDay.description)),
        ("silent_days", .integer(Int64(stale.silentDays))),
        ("active_days", .integer(Int64(stale.activeDays))),
        ("window_days", .integer(Int64(stale.windowDays))),
      ] + money("usual", stale.usual) + [("sentence", .string(stale.sentence))])
  }

  package static func complaints(_ complaints: [NightReport.Complaint]) -> JSONNode {
    .array(
      complaints.map { .object([("step", .string($0.step)), ("text", .string($0.text))]) })
  }

  private static func change(_ change: NightChange) -> JSONNode {
    let finding = change.finding
    return .object(
      [
        ("change", .string(change.kind.rawValue)), ("kind", .string(finding.key.kind)),
        ("sku", .string(finding.key.sku)), ("detail", .string(finding.key.detail)),
        ("day", .optional(finding.key.day?.description)),
        ("tasks", .integer(Int64(finding.tasks))),
        ("tasks_before", .integer(Int64(change.tasksBefore))),
      ] + money("amount", finding.amount))
  }

  private static func spend(_ spend: DaySpend) -> JSONNode {
    .object(
      [("day", .string(spend.day.description))] + money("billed", spend.billed)
        + money("usual", spend.usual) + [("weeks", .integer(Int64(spend.weeks)))])
  }
}
