import Reporting

/// What can be reported: a cost report, what results cost, or what the account's side tells.
enum ReportKind: Hashable {
  case standard(StandardReport)
  case unit(UnitReportKind)
  case keys
  case stuck
  case anomalies
  /// What is paid on fixed days.
  case fixed
  /// The document of a calendar month.
  case month

  static let all: [ReportKind] =
    StandardReport.allCases.map { .standard($0) }
    + UnitReportKind.allCases.map { .unit($0) } + [.month, .keys, .stuck, .anomalies, .fixed]

  init?(name: String) {
    guard let kind = ReportKind.all.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  var name: String {
    switch self {
    case .standard(let report): report.rawValue
    case .unit(let report): report.rawValue
    case .keys: "keys"
    case .stuck: "stuck"
    case .anomalies: "anomalies"
    case .month: "month"
    case .fixed: "fixed"
    }
  }
}
