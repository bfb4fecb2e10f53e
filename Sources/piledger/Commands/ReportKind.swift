import Reporting

/// What can be reported: a cost report, or what the account's side tells.
enum ReportKind: Hashable {
  case standard(StandardReport)
  case keys
  case stuck
  /// What is paid on fixed days.
  case fixed
  /// The document of a calendar month.
  case month

  static let all: [ReportKind] =
    StandardReport.allCases.map { .standard($0) } + [.month, .keys, .stuck, .fixed]

  init?(name: String) {
    guard let kind = ReportKind.all.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  var name: String {
    switch self {
    case .standard(let report): report.rawValue
    case .keys: "keys"
    case .stuck: "stuck"
    case .month: "month"
    case .fixed: "fixed"
    }
  }

  /// Whether it can be made of files alone: what the account's side tells is in a ledger only.
  var isOfFiles: Bool {
    switch self {
    case .standard, .month: true
    case .keys, .stuck, .fixed: false
    }
  }
}
