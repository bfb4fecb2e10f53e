import Domain
import Forecasting
import SpendForecasting

/// Anomalies as a table and as lines.
package enum AnomalyReport {
  /// The observed value next to its interval, with everything needed to recompute it.
  package static func table(_ anomalies: [Anomaly]) -> ReportTable {
    ReportTable(
      name: "anomalies", title: "Anomalies",
      columns: [
        ReportTable.Column("subject", .text), ReportTable.Column("measure", .text),
        ReportTable.Column("observed", .number), ReportTable.Column("expected", .number),
        ReportTable.Column("lower", .number), ReportTable.Column("upper", .number),
        ReportTable.Column("level", heading: "level %", .number),
        ReportTable.Column("days", .count), ReportTable.Column("follows", .text),
      ],
      rows: anomalies.map { anomaly in
        let text = { Cell.text(AnomalyReport.text($0, of: anomaly.measure)) }
        return [
          .text(anomaly.subject.name), .word(anomaly.measure.rawValue), text(anomaly.observed),
          text(anomaly.expected), text(anomaly.interval.lower), text(anomaly.interval.upper),
          .text(levelText(anomaly.interval.level)), .count(anomaly.knownDays),
          anomaly.consequences.isEmpty
            ? .none : .text(anomaly.consequences.joined(separator: "; ")),
        ]
      })
  }

  /// `model kling: tasks 412, expected 80 to 190 (99.9 % of 120 days); so spend 96.20 USD`.
  package static func line(_ anomaly: Anomaly) -> String {
    let follows =
      anomaly.consequences.isEmpty
      ? "" : "; so \(anomaly.consequences.joined(separator: "; "))"
    return "\(phrase(anomaly)) (\(levelText(anomaly.interval.level)) % by "
      + "\(anomaly.knownDays) days)\(follows)"
  }

  /// `model kling: tasks 412, expected 80 to 190`.
  static func phrase(_ anomaly: Anomaly) -> String {
    let text = { AnomalyReport.text($0, of: anomaly.measure) + unit(anomaly.measure) }
    let name = String(anomaly.measure.rawValue.map { $0 == "_" ? " " : $0 })
    return "\(anomaly.subject.name): \(name) \(text(anomaly.observed)), expected "
      + "\(text(anomaly.interval.lower)) to \(text(anomaly.interval.upper))"
  }

  private static func unit(_ measure: Anomaly.Measure) -> String {
    switch measure {
    case .tasks: ""
    case .failureRate: " %"
    case .spend, .meanPrice: " USD"
    }
  }

  private static func text(_ value: Double, of measure: Anomaly.Measure) -> String {
    switch measure {
    case .tasks, .failureRate: Percent(share: value / 100).text
    case .spend: ForecastMoney.cents(value).usdText
    // A task costs fractions of a cent.
    case .meanPrice: Points(Int64(min(max(value, 0), 1e15).rounded())).usdText(fractionDigits: 4)
    }
  }

  private static func levelText(_ level: Double) -> String {
    let hundredths = Int((level * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
