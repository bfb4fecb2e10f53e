import Domain
import Forecasting
import SpendForecasting

/// What makes a forecast, as a table of amounts that add up to it.
enum ForecastExplanationReport {
  /// Amounts of less than half a cent are left out.
  static func table(_ forecast: SpendForecast) -> ReportTable {
    let parts = forecast.explanation.parts
    let whole = ForecastMoney.cents(forecast.total.predicted.mean)
    let amounts = ForecastMoney.cents(parts.map(\.amount), addingUpTo: whole)
    let rows = zip(parts, amounts).filter { $1 != .zero || $0.cause == .billed }.map {
      [Cell.text($0.cause.name), .money($1), .text(detail($0, $1))]
    }
    return ReportTable(
      name: "explanation", title: "What makes the forecast",
      columns: [
        ReportTable.Column("cause", .text), ReportTable.Column("amount", .money),
        ReportTable.Column("meaning", .text),
      ],
      rows: rows, total: [.text("total"), .money(whole), .text("")])
  }

  private static func detail(_ part: ForecastExplanation.Part, _ amount: Points) -> String {
    guard case .usualDays(let days) = part.cause, days > 0 else { return part.cause.meaning }
    let perDay = ForecastMoney.cents(ForecastMoney.amount(amount) / Double(days))
    return "\(days == 1 ? "1 day" : "\(days) days") to come, \(perDay.centsText) USD on average"
  }
}

extension ForecastExplanation.Cause {
  /// The name in tables.
  fileprivate var name: String {
    switch self {
    case .billed: "billed"
    case .commitments: "commitments"
    case .usualDays: "usual days"
    case .weekdays: "weekdays"
    case .trend: "trend"
    case .holidays: "holidays"
    case .prices: "prices"
    case .today: "today"
    case .baseline: "simpler method"
    case .fixedCharges: "fixed charges"
    }
  }

  fileprivate var meaning: String {
    switch self {
    case .billed: "what the tasks of the period were billed so far"
    case .commitments: "what is frozen for tasks that are not booked yet"
    case .usualDays: "no day is to come"
    case .weekdays: "more or fewer busy weekdays than in a whole week"
    case .trend: "how later days differ from those of the coming week"
    case .holidays(let names): names.joined(separator: ", ")
    case .prices: "prices that the rate card changes in the period"
    case .today: "what today has spent already of what was expected of it"
    case .baseline(let baseline): "half the way to \(baseline.phrase)"
    case .fixedCharges: "paid and still due in the period"
    }
  }
}
