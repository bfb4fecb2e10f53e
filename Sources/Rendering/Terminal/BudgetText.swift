package import Budgets
import Domain
import Forecasting
import Reports

/// The status of budgets for a terminal, a block each.
extension TerminalWriter {
  package func text(_ statuses: [BudgetStatus]) -> String {
    statuses.map { status in
      block(
        "\(status.budget.name), \(status.period.reportPeriod): \(status.state.name)",
        [
          Fact("scope", status.budget.scope.description),
          Fact("amount", TerminalWriter.amount(status)),
          Fact("actual", TerminalWriter.actual(status)),
          Fact("commitment", "\(status.commitment.usdText) USD"),
          Fact("forecast", TerminalWriter.forecast(status)),
        ])
    }.joined(separator: "\n")
  }

  private static func amount(_ status: BudgetStatus) -> String {
    let carried =
      status.carriedOver > .zero ? ", \(status.carriedOver.usdText) USD carried over" : ""
    return "\(status.budget.amount.usdText) USD\(carried)"
  }

  private static func actual(_ status: BudgetStatus) -> String {
    let parts = [
      status.actual.map { "\($0.usdText) USD" } ?? "unknown",
      status.fixedCharges > .zero ? "fixed charges \(status.fixedCharges.usdText)" : nil,
    ].compactMap(\.self)
    let shares = [
      status.used.map { "\($0) used" },
      "\(status.elapsed) elapsed",
    ].compactMap(\.self)
    let text = "\(parts.joined(separator: ", ")); \(shares.joined(separator: ", "))"
    return text + (BudgetReport.gap(status).map { "; \($0)" } ?? "")
  }

  private static func forecast(_ status: BudgetStatus) -> String {
    let day = status.exceededOn.map { "exceeded on \($0)" }
    guard let forecast = status.forecast, let probability = status.overrunProbability else {
      return day ?? "none: the period is over, or too little is known for one"
    }
    let bounds = forecast.interval80
    let parts = [
      "\(BudgetReport.usd(forecast.mean)) USD (80 %: \(BudgetReport.usd(bounds.lower)) to "
        + "\(BudgetReport.usd(bounds.upper)))",
      "\(Percent(share: probability)) chance of overrun", day,
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }
}
