package import Budgets
package import Domain
package import Files
import Foundation
import PiAPI
package import Rendering

/// The settings of a run.
///
/// For each key, flags override the environment, which overrides `--config` or `./piledger.yaml`,
/// then the user's file, then the defaults.
package struct Configuration {
  /// Where a value comes from.
  enum Origin: Equatable {
    case flag(String)
    case environment(String)
    case file(path: String, line: Int)
    case `default`
  }

  struct Entry {
    let value: SettingValue
    let origin: Origin
  }

  /// The settings that are set or have a default; a missing setting is off.
  private(set) var entries: [Setting: Entry] = [:]

  init(_ options: RunOptions) throws(Failure) {
    let environment = ProcessInfo.processInfo.environment
    try Configuration.refuseUnknownVariables(environment)
    let files = try ConfigurationFile.files(
      explicit: options.configurationPath, environment: environment)
    for setting in Setting.allCases {
      let variable = try Configuration.variable(setting, environment)
      entries[setting] =
        try Configuration.flag(setting, options) ?? variable
        ?? Configuration.entry(setting, in: files)
    }
    setDefaults(environment)
  }

  /// A misspelled variable would be ignored without a word.
  private static func refuseUnknownVariables(
    _ environment: [String: String]
  ) throws(Failure) {
    let known = Setting.allCases.compactMap(\.environmentName) + [WallClock.testVariable]
    let unknown = environment.filter { name, value in
      name.hasPrefix(Setting.environmentPrefix) && !value.isEmpty && !known.contains(name)
    }
    guard let name = unknown.keys.min() else { return }
    throw Failure(
      .configuration,
      VisibleText.line("\(name): no setting has this variable")
        + NearestNames.hint(for: name, among: known))
  }

  private static func flag(
    _ setting: Setting, _ options: RunOptions
  ) throws(Failure) -> Entry? {
    switch setting {
    case .db: return options.ledgerPath.map { Entry(value: .text($0), origin: .flag("--db")) }
    case .timezone:
      guard let name = options.timeZoneName else { return nil }
      guard let value = setting.kind.value(of: name) else {
        throw Failure(.usage, "--timezone: expected \(setting.kind.description)")
      }
      return Entry(value: value, origin: .flag("--timezone"))
    case .cards:
      return options.cardPaths.isEmpty
        ? nil : Entry(value: .texts(options.cardPaths), origin: .flag("--card"))
    case .currency:
      guard let code = options.currencyCode else { return nil }
      guard let value = setting.kind.value(of: code) else {
        throw Failure(.usage, "--currency: expected \(setting.kind.description)")
      }
      return Entry(value: value, origin: .flag("--currency"))
    default: return nil
    }
  }

  /// An empty variable counts as unset.
  private static func variable(
    _ setting: Setting, _ environment: [String: String]
  ) throws(Failure) -> Entry? {
    guard let name = setting.environmentName, let text = environment[name], !text.isEmpty else {
      return nil
    }
    guard let value = setting.kind.value(ofVariable: text) else {
      throw Failure(.configuration, "\(name): expected \(setting.kind.description)")
    }
    return Entry(value: value, origin: .environment(name))
  }

  private static func entry(_ setting: Setting, in files: [ConfigurationFile]) -> Entry? {
    files.lazy.compactMap { file in
      file.entries[setting].map {
        Entry(value: $0.value, origin: .file(path: file.path, line: $0.line))
      }
    }.first
  }

  private mutating func setDefaults(_ environment: [String: String]) {
    // Without a home folder, only commands that need no ledger run: a ledger in the working folder
    // would be a different one each time.
    if let folder = ConfigurationFile.userFolder("XDG_DATA_HOME", ".local/share", environment) {
      set(.db, .text("\(folder)/ledger.db"))
    }
    set(.unpricedLimit, .decimal(ExactDecimal(1)))
    set(.runwayDaysLimit, .count(7))
    set(.baseURL, .text(BaseURL.documentedText))
    if let path = text(.db) { set(.archive, .text(Configuration.archivePath(besideLedger: path))) }
    set(.keepReportsDays, .count(90))
    set(.onNewsTimeoutSeconds, .count(60))
    set(.fileMode, .fileMode(.ownerOnly))
    set(.csvDialect, .text(CSVDialect.plain.rawValue))
    set(.fetchAttempts, .count(6))
    set(.fetchTimeoutSeconds, .count(60))
    set(.fetchRetrySeconds, .decimal(ExactDecimal(1)))
    set(.fetchTasksANight, .count(500))
    set(.fetchTasksAtOnce, .count(4))
    set(.fetchTasksASecond, .count(5))
  }

  private mutating func set(_ setting: Setting, _ value: SettingValue) {
    if entries[setting] == nil { entries[setting] = Entry(value: value, origin: .default) }
  }

  /// Each ledger has its own archive: `ledger.archive` next to `ledger.db`.
  private static func archivePath(besideLedger path: String) -> String {
    let stem = path.hasSuffix(".db") ? String(path.dropLast(3)) : path
    return "\(stem).archive"
  }
}

extension Configuration {
  package var ledgerPath: String {
    get throws(Failure) {
      if let path = text(.db) { return path }
      throw Failure(
        .configuration,
        "no place for the ledger: expected db in the configuration, PILEDGER_DB or --db, since the "
          + "environment has neither HOME nor an absolute XDG_DATA_HOME")
    }
  }
  package var cardPaths: [String] { texts(.cards) }
  /// Whether the cards come from the flag, which the next run may not have.
  package var hasCardsOfFlag: Bool { entries[.cards]?.origin == .flag("--card") }
  package var timeZoneName: String? { text(.timezone) }
  /// The unpriced share of billed points, in percent, above which the exit status reports it.
  package var unpricedLimitPercent: ExactDecimal { decimal(.unpricedLimit) }
  /// How many days the balance should last at least; 0 for any number.
  package var runwayLimitDays: Int { count(.runwayDaysLimit) }

  var baseURLText: String { text(.baseURL) ?? BaseURL.documentedText }
  var keyFilePath: String? { text(.keyFile) }
  /// The accounts that the ledger is said to keep.
  package var accounts: AccountDirectory { AccountDirectory(accountSettings.map(\.account)) }
  var accountSettings: [AccountSetting] {
    if case .accounts(let accounts) = entries[.accounts]?.value { accounts } else { [] }
  }
  /// Names of API keys by their IDs in the account history.
  package var apiKeyNames: [String: String] {
    guard case .names(let names) = entries[.keys]?.value else { return [:] }
    return Dictionary(uniqueKeysWithValues: names.map { ($0.apiKeyID, $0.name) })
  }

  /// An absolute path, since the ledger records where it imported from.
  var archivePath: String {
    get throws(Failure) {
      guard let path = text(.archive) else {
        return Configuration.archivePath(besideLedger: try ledgerPath)
      }
      return URL(filePath: path).standardizedFileURL.path
    }
  }
  /// How long answers are kept; nil for good.
  var archiveKeepDays: Int? { entries[.archiveKeepDays] == nil ? nil : count(.archiveKeepDays) }
  /// The folders that a night imports from.
  package var inboxPaths: [String] { texts(.inbox) }
  /// The folder that a night writes its reports to; nil for none.
  package var reportsPath: String? { text(.reports) }
  var keepReportsDays: Int { count(.keepReportsDays) }
  /// The file that a night writes its metrics to; nil for none.
  var metricsPath: String? { text(.metrics) }
  /// The program that is told of news, with its arguments; nil for none.
  var newsHook: NewsHook? {
    guard let entry = entries[.onNews], case .file(let path, _) = entry.origin,
      case .texts(let words) = entry.value
    else { return nil }
    return NewsHook(
      words: words, configurationPath: path, timeLimitSeconds: count(.onNewsTimeoutSeconds))
  }
  /// The permissions of the files that the tool writes.
  package var fileMode: FileMode {
    if case .fileMode(let mode) = entries[.fileMode]?.value { mode } else { .ownerOnly }
  }

  /// How CSV is written where no flag says otherwise.
  package var csvDialect: CSVDialect {
    text(.csvDialect).flatMap(CSVDialect.init(rawValue:)) ?? .plain
  }

  /// A fetch setting that the user has changed; nil if all have their defaults.
  var settingOfFetching: Setting? {
    let ofFetching: [Setting] = [
      .baseURL, .archive, .fetchAttempts, .fetchTimeoutSeconds, .fetchRetrySeconds,
      .fetchTasksANight, .fetchTasksAtOnce, .fetchTasksASecond,
    ]
    return ofFetching.first { setting in
      entries[setting].map { $0.origin != .default } ?? false
    }
  }

  var fetchAttempts: Int { count(.fetchAttempts) }
  var fetchTimeoutSeconds: Int { count(.fetchTimeoutSeconds) }
  var fetchRetryMilliseconds: Int {
    let seconds = decimal(.fetchRetrySeconds)
    return (seconds.scale..<3).reduce(Int(seconds.mantissa)) { number, _ in number * 10 }
  }

  /// The most tasks that a night asks for.
  var fetchTasksANight: Int { count(.fetchTasksANight) }
  var fetchTasksAtOnce: Int { count(.fetchTasksAtOnce) }
  var fetchTasksASecond: Int { count(.fetchTasksASecond) }

  package var fixedCharges: [FixedCharge] {
    if case .fixedCharges(let charges) = entries[.fixedCharges]?.value { charges } else { [] }
  }

  /// The budgets, with the IDs of the API keys that they name.
  package var budgets: [Budget] {
    guard case .budgets(let budgets) = entries[.budgets]?.value else { return [] }
    return budgets.map { $0.naming(apiKeyID) }
  }

  /// The tag rules, with the IDs of the API keys that they name.
  package var tagRules: TagRules {
    guard case .tagRules(let rules) = entries[.tags]?.value else { return .none }
    return TagRules(
      rules.map { rule in
        var rule = rule
        rule.apiKeyIDs = rule.apiKeyIDs.map { TextPattern(apiKeyID($0.text)) }
        return rule
      })
  }

  /// The ID of an API key, given its name.
  private func apiKeyID(_ text: String) -> String {
    apiKeyNames.filter { $0.value == text }.keys.min() ?? text
  }

  private func text(_ setting: Setting) -> String? {
    if case .text(let text) = entries[setting]?.value { text } else { nil }
  }

  private func texts(_ setting: Setting) -> [String] {
    if case .texts(let texts) = entries[setting]?.value { texts } else { [] }
  }

  private func count(_ setting: Setting) -> Int {
    if case .count(let count) = entries[setting]?.value { count } else { 0 }
  }

  private func decimal(_ setting: Setting) -> ExactDecimal {
    if case .decimal(let decimal) = entries[setting]?.value { decimal } else { ExactDecimal(0) }
  }
}
