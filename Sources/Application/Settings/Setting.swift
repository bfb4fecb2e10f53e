import Files
import Foundation
import PiAPI
import Rendering

/// A setting, by its name in the configuration file.
package enum Setting: String, CaseIterable {
  case db
  case timezone
  case cards
  case unpricedLimit = "unpriced_limit"
  case runwayDaysLimit = "runway_days_limit"
  case baseURL = "base_url"
  case keyFile = "key_file"
  case accounts
  case keys
  case archive
  case archiveKeepDays = "archive_keep_days"
  case inbox
  case reports
  case keepReportsDays = "keep_reports_days"
  case metrics
  case onNews = "on_news"
  case onNewsTimeoutSeconds = "on_news_timeout_seconds"
  case fileMode = "file_mode"
  case csvDialect = "csv_dialect"
  case fetchAttempts = "fetch_attempts"
  case fetchTimeoutSeconds = "fetch_timeout_seconds"
  case fetchRetrySeconds = "fetch_retry_seconds"
  case fetchTasksANight = "fetch_tasks_a_night"
  case fetchTasksAtOnce = "fetch_tasks_at_once"
  case fetchTasksASecond = "fetch_tasks_a_second"
  case fixedCharges = "fixed_charges"
  case tags
  case budgets
  case currency
  case exchangeRates = "exchange_rates"
  case holidays

  var kind: SettingKind {
    switch self {
    case .db, .keyFile, .archive, .reports, .metrics: .path
    case .cards, .inbox: .paths
    case .timezone: .timeZone
    case .unpricedLimit: .percentage
    case .runwayDaysLimit: .count(0...3650)
    case .baseURL: .address
    case .accounts: .accounts
    case .keys: .names
    case .archiveKeepDays, .keepReportsDays: .count(1...36_500)
    case .onNews: .command
    case .onNewsTimeoutSeconds: .count(1...3600)
    case .fileMode: .fileMode
    case .csvDialect: .word(CSVDialect.allCases.map(\.rawValue))
    case .fetchAttempts: .count(1...100)
    case .fetchTimeoutSeconds: .count(1...3600)
    case .fetchRetrySeconds: .seconds
    case .fetchTasksANight: .count(0...1_000_000)
    case .fetchTasksAtOnce: .count(1...32)
    case .fetchTasksASecond: .count(1...1000)
    case .fixedCharges: .fixedCharges
    case .tags: .tagRules
    case .budgets: .budgets
    case .currency: .currency
    case .exchangeRates: .exchangeRates
    case .holidays: .holidays
    }
  }

  /// The environment variable that sets it; structured settings can only be set in a file, and so
  /// can a command to run.
  var environmentName: String? {
    switch self {
    case .onNews, .accounts, .keys, .fixedCharges, .tags, .budgets: nil
    default: Setting.environmentPrefix + rawValue.uppercased()
    }
  }

  static let environmentPrefix = "PILEDGER_"

  /// The names of all settings, sorted.
  static var names: [String] { allCases.map(\.rawValue).sorted() }
}

extension Setting {
  /// A one-line description.
  package var summary: String {
    switch self {
    case .db: "The ledger."
    case .timezone: "The time zone of a new ledger's accounting days; it cannot be changed later."
    case .cards: "Rate cards (files or folders) layered over the built-in one; the first wins."
    case .unpricedLimit: "The unpriced share of the billed points above which the status is 11."
    case .runwayDaysLimit:
      "A balance that lasts for less, or a credit pack that expires sooner, is a finding; 0 for none."
    case .baseURL: "The address of the provider's API."
    case .keyFile: "A file with the API key, readable only by its owner (chmod 600)."
    case .accounts:
      "The accounts of this ledger: what answers call each, its files, and the file with its key."
    case .keys: "Names of API keys, by their ids in the account history."
    case .archive: "The folder that keeps the provider's answers as received."
    case .archiveKeepDays: "Answers that were received longer ago are removed; kept if not set."
    case .inbox: "Folders of task responses that a nightly run imports."
    case .reports: "The folder that a nightly run writes its reports to."
    case .keepReportsDays: "Nightly reports older than this are removed."
    case .metrics: "A file that a nightly run writes for Prometheus (node_exporter's textfiles)."
    case .onNews:
      "A program and its arguments that get the summary of a nightly run that has news or failed."
    case .onNewsTimeoutSeconds: "A program of on_news that takes longer is stopped."
    case .fileMode:
      "Who may read and write the ledger, reports, archive and backups; folders match."
    case .csvDialect:
      "How CSV is written: plain, excel, or eu (with semicolons and decimal commas)."
    case .fetchAttempts: "Attempts per request, including the first."
    case .fetchTimeoutSeconds: "An attempt that takes longer fails."
    case .fetchRetrySeconds:
      "The wait after the first failed attempt; it doubles with each further one."
    case .fetchTasksANight: "The most tasks that one nightly run asks for; 0 for none."
    case .fetchTasksAtOnce: "The most tasks asked for at the same time."
    case .fetchTasksASecond: "The most tasks asked for in a second."
    case .fixedCharges:
      "Monthly payments, due on the day of from: a plan, seats; bonus_usd is the credits included."
    case .tags: "Rules that tag tasks; for each key, the first that matches applies."
    case .budgets: "Amounts in USD per day, week, month or quarter, or from one day until another."
    case .currency: "A currency that reports show next to USD; its rates are in exchange_rates."
    case .exchangeRates:
      "Rates by day or month: a CSV file, such as a central bank's, or units for one USD."
    case .holidays:
      "Days that forecasts treat as holidays: a country such as DE or DE-BY, dates, or an .ics file."
    }
  }

  /// The default in words, if there is one.
  var defaultText: String? {
    switch self {
    case .db: "$XDG_DATA_HOME/piledger/ledger.db"
    case .timezone: "UTC"
    case .unpricedLimit: "1%"
    case .runwayDaysLimit: "7"
    case .baseURL: BaseURL.documentedText
    case .archive: "ledger.archive beside ledger.db"
    case .keepReportsDays: "90"
    case .onNewsTimeoutSeconds: "60"
    case .fileMode: FileMode.ownerOnly.description
    case .csvDialect: CSVDialect.plain.rawValue
    case .fetchAttempts: "6"
    case .fetchTimeoutSeconds: "60"
    case .fetchRetrySeconds: "1"
    case .fetchTasksANight: "500"
    case .fetchTasksAtOnce: "4"
    case .fetchTasksASecond: "5"
    case .cards, .keyFile, .accounts, .keys, .archiveKeepDays, .inbox, .reports, .metrics, .onNews,
      .fixedCharges, .tags, .budgets, .currency, .exchangeRates, .holidays:
      nil
    }
  }

  /// A sample value, as YAML.
  var example: String {
    switch self {
    case .db: "ledger.db"
    case .timezone: "Europe/Berlin"
    case .cards: "[negotiated.yaml]"
    case .unpricedLimit: "1%"
    case .runwayDaysLimit: "7"
    case .baseURL: BaseURL.documentedText
    case .keyFile: "piapi.key"
    case .accounts:
      "[{ name: studio, ids: [4211], sources: \"*/studio/*\", key_file: studio.key }]"
    case .keys: "{ 3: web shop, 4: batch jobs }"
    case .archive: "ledger.archive"
    case .archiveKeepDays: "400"
    case .inbox: "[responses]"
    case .reports: "reports"
    case .keepReportsDays: "90"
    case .metrics: "piledger.prom"
    case .onNews: "[./notify.sh, finance]"
    case .onNewsTimeoutSeconds: "60"
    case .fileMode: "0640"
    case .csvDialect: "eu"
    case .fetchAttempts: "6"
    case .fetchTimeoutSeconds: "60"
    case .fetchRetrySeconds: "1"
    case .fetchTasksANight: "500"
    case .fetchTasksAtOnce: "4"
    case .fetchTasksASecond: "5"
    case .fixedCharges:
      "[{ name: Creator plan, usd: 80, seats: 1, from: 2026-01-15, bonus_usd: 5 }]"
    case .tags: "[{ tag: project=ads, source: \"*/ads/*\" }, { tag: project=film, model: kling }]"
    case .budgets:
      "[{ name: all, usd: 500, period: month, thresholds: [50%, 80%], overrun_limit: 20% }]"
    case .currency: "EUR"
    case .exchangeRates: "eurofxref-hist.csv"
    case .holidays: "{ country: DE, region: BY, dates: [2026-12-24], file: closures.ics }"
    }
  }

  /// A configuration file with every setting, commented out.
  package static var template: String {
    let head = """
      # Settings of piledger. Remove the leading # of a setting to use it; paths are relative to
      # this file's folder. The first of these wins: flag, variable, --config or ./piledger.yaml,
      # $XDG_CONFIG_HOME/piledger/config.yaml, default.
      #
      # The API key does not belong here: set PIAPI_API_KEY, or name a separate file in key_file.

      """
    return head + allCases.map(\.templateText).joined()
  }

  private var templateText: String {
    let notes = [environmentName, defaultText.map { "default \($0)" }].compactMap(\.self)
    let note = notes.isEmpty ? "" : "\n# (\(notes.joined(separator: "; ")))"
    return "\n# \(summary)\(note)\n# \(rawValue): \(example)\n"
  }
}
