package import Budgets
import Domain
import Forecasting
package import Reconciliation
import SpendForecasting

/// Budget tables: the status of each budget, and actual spend against its amounts.
package enum BudgetReport {
  /// The current status of each budget.
  package static func status(_ statuses: [BudgetStatus]) -> ReportTable {
    ReportTable(
      name: "budget", title: "Budgets",
      columns: [
        ReportTable.Column("budget", .text), ReportTable.Column("scope", .text),
        ReportTable.Column("from", .time), ReportTable.Column("until", .time),
        ReportTable.Column("amount", .money), ReportTable.Column("carried_over", .money),
        ReportTable.Column("actual", .money), ReportTable.Column("fixed_charges", .money),
        ReportTable.Column("commitment", .money),
        ReportTable.Column("used_percent", heading: "used %", .number),
        ReportTable.Column("elapsed_percent", heading: "elapsed %", .number),
        ReportTable.Column("forecast_usd", heading: "forecast USD", .number),
        ReportTable.Column("low80_usd", heading: "80 % from", .number),
        ReportTable.Column("high80_usd", heading: "80 % to", .number),
        ReportTable.Column("overrun_percent", heading: "overrun %", .number),
        ReportTable.Column("exceeded_on", .time), ReportTable.Column("state", .text),
      ],
      rows: statuses.map { status in
        head(status) + [
          .money(status.budget.amount), .money(status.carriedOver), money(status.actual),
          .money(status.fixedCharges), .money(status.commitment),
          used(status.used),
          .text(status.elapsed.text),
        ] + prediction(status) + [
          status.exceededOn.map { .text($0.description) } ?? .none, .text(status.state.name),
        ]
      })
  }

  /// The table for people, without the columns that only programs need.
  package static func readable(_ table: ReportTable) -> ReportTable {
    let hidden: Set<String> = ["scope", "from", "low80_usd", "high80_usd"]
    let kept = table.columns.indices.filter { !hidden.contains(table.columns[$0].name) }
    let pick = { (line: [Cell]) in kept.map { line[$0] } }
    return ReportTable(
      name: table.name, title: table.title, columns: kept.map { table.columns[$0] },
      rows: table.rows.map(pick), total: table.total.map(pick))
  }

  /// Each period of each budget with its variance: actual − (amount + carried over).
  package static func variance(_ statuses: [BudgetStatus]) -> ReportTable {
    ReportTable(
      name: "variance", title: "Budget versus actual",
      columns: [
        ReportTable.Column("budget", .text), ReportTable.Column("scope", .text),
        ReportTable.Column("from", .time), ReportTable.Column("until", .time),
        ReportTable.Column("amount", .money), ReportTable.Column("carried_over", .money),
        ReportTable.Column("actual", .money), ReportTable.Column("fixed_charges", .money),
        ReportTable.Column("variance", .money),
        ReportTable.Column("used_percent", heading: "used %", .number),
      ],
      rows: statuses.map { status in
        head(status) + [
          .money(status.budget.amount), .money(status.carriedOver), money(status.actual),
          .money(status.fixedCharges), money(status.variance), used(status.used),
        ]
      })
  }

  /// Each month of each budget with its variance: actual − the share of the amount.
  package static func months(_ months: [BudgetMonth]) -> ReportTable {
    ReportTable(
      name: "months", title: "Budget versus actual, by month",
      columns: [
        ReportTable.Column("budget", .text), ReportTable.Column("scope", .text),
        ReportTable.Column("month", .text), ReportTable.Column("from", .time),
        ReportTable.Column("until", .time), ReportTable.Column("amount", .money),
        ReportTable.Column("actual", .money), ReportTable.Column("fixed_charges", .money),
        ReportTable.Column("variance", .money),
        ReportTable.Column("used_percent", heading: "used %", .number),
      ],
      rows: months.map { month in
        [
          .text(month.budget.name), .text(month.budget.scope.description),
          .text(month.period.first.month.description), .text(month.period.first.description),
          .text(month.period.last.description), .money(month.amount), money(month.actual),
          .money(month.fixedCharges), money(month.variance), used(month.used),
        ]
      })
  }

  /// The status of a budget, as one line of a night's summary.
  package static func sentence(_ status: BudgetStatus) -> String {
    let used = status.used.map { " (\($0))" } ?? ""
    var parts = [
      "budget \(status.budget.name): \(status.state.name), "
        + "\(status.actual?.usdText ?? "an unknown amount") of \(status.available.usdText) USD"
        + "\(used) with \(status.elapsed) of \(status.period.reportPeriod) elapsed"
    ]
    if let gap = gap(status) { parts.append(gap) }
    if let forecast = status.forecast {
      let bounds = forecast.interval80
      parts.append(
        "forecast \(usd(forecast.mean)) USD (80 %: \(usd(bounds.lower)) to \(usd(bounds.upper)))")
    }
    if let probability = status.overrunProbability, !status.isExceeded {
      parts.append("\(Percent(share: probability)) chance of overrun")
    }
    if let day = status.exceededOn { parts.append("exceeded on \(day)") }
    return parts.joined(separator: "; ")
  }

  /// The days of the period that its actual spend is missing; nil if none are.
  package static func gap(_ status: BudgetStatus) -> String? {
    guard !status.unknownDays.isEmpty else { return nil }
    return "no data for \(ReportPeriod.text(status.unknownDays))"
  }

  private static func money(_ points: Points?) -> Cell { points.map { .money($0) } ?? .none }

  private static func used(_ share: Percent?) -> Cell {
    share.map { .text($0.text) } ?? .none
  }

  /// What a night remembers of a budget that is out of bounds.
  ///
  /// It holds the status but not the amount spent, so that a night without news stays silent.
  package static func finding(_ status: BudgetStatus) -> NightFinding? {
    let kind: String
    switch status.state {
    case .within, .unknown: return nil
    case .threshold(let percent): kind = "above_\(percent)%"
    case .likely: kind = "overrun_likely"
    case .exceeded: kind = "exceeded"
    }
    return NightFinding(
      key: FindingKey(
        kind: FindingKey.budgetPrefix + kind, sku: status.budget.name,
        detail: status.period.reportPeriod.description, day: nil),
      tasks: 0, amount: status.available)
  }

  private static func head(_ status: BudgetStatus) -> [Cell] {
    [
      .text(status.budget.name), .text(status.budget.scope.description),
      .text(status.period.first.description), .text(status.period.last.description),
    ]
  }

  private static func prediction(_ status: BudgetStatus) -> [Cell] {
    let amounts = status.forecast.map {
      [$0.mean, $0.interval80.lower, $0.interval80.upper]
    }
    return (amounts.map { $0.map { Cell.text(usd($0)) } } ?? [.none, .none, .none])
      + [status.overrunProbability.map { .text(Percent(share: $0).text) } ?? .none]
  }

  /// A predicted amount to the cent: nobody booked it, so more digits mean nothing.
  package static func usd(_ amount: Double) -> String {
    ForecastMoney.cents(amount).usdText
  }
}
