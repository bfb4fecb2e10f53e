/// A setting, by its name in the configuration file.
package enum Setting: String, CaseIterable {
  case db
  case timezone
  case cards
  case unpricedLimit = "unpriced_limit"
  case baseURL = "base_url"
  case keyFile = "key_file"
  case keys
  case archive
  case inbox
  case reports
  case keepReportsDays = "keep_reports_days"
  case fileMode = "file_mode"
  case fetchAttempts = "fetch_attempts"
  case fetchTimeoutSeconds = "fetch_timeout_seconds"
  case fetchRetrySeconds = "fetch_retry_seconds"
  case fixedCharges = "fixed_charges"
  case tags
  case budgets

  var kind: SettingKind {
    switch self {
    case .db, .keyFile, .archive, .reports: .path
    case .cards, .inbox: .paths
    case .timezone: .word("a time zone such as Europe/Berlin")
    case .unpricedLimit: .percentage
    case .baseURL: .address
    case .keys: .names
    case .keepReportsDays: .count(1...36_500)
    case .fileMode: .fileMode
    case .fetchAttempts: .count(1...100)
    case .fetchTimeoutSeconds: .count(1...3600)
    case .fetchRetrySeconds: .seconds
    case .fixedCharges: .fixedCharges
    case .tags: .tagRules
    case .budgets: .budgets
    }
  }

  /// The variable that sets it; what has parts stands in a file only.
  var environmentName: String? {
    switch self {
    case .keys, .fixedCharges, .tags, .budgets: nil
    default: "PILEDGER_" + rawValue.uppercased()
    }
  }

  /// The names of all settings, sorted.
  static var names: [String] { allCases.map(\.rawValue).sorted() }
}
