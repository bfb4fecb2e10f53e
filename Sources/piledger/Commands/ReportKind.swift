import Reporting

/// What can be reported: a cost report, or what the account's side tells.
enum ReportKind: Hashable {
  case standard(StandardReport)
  case keys
  case stuck
  case anomalies

  static let all: [ReportKind] =
    StandardReport.allCases.map { .standard($0) } + [.keys, .stuck, .anomalies]

  init?(name: String) {
    guard let kind = ReportKind.all.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  var name: String {
    switch self {
    case .standard(let report): report.rawValue
    case .keys: "keys"
    case .stuck: "stuck"
    case .anomalies: "anomalies"
    }
  }

  /// Whether it can be made of files alone: what the account's side tells is in a ledger only.
  var isOfFiles: Bool {
    if case .standard = self { true } else { false }
  }
}
