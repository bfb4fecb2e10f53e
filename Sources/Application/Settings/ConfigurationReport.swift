import Budgets
import Domain
import Files
import Holidays
import PiAPI
import Rendering
package import Reports

/// The settings of a run as a table, with the origin of each.
package enum ConfigurationReport {
  /// The masked key in the first row, then every setting, sorted by name.
  package static func table(_ run: Run, hasKey: Bool, showsOrigin: Bool) -> ReportTable {
    let key = [Cell.text("api_key"), hasKey ? .text(APIKey.mask) : .none, keyOrigin(run, hasKey)]
    let settings = Setting.allCases.sorted { $0.rawValue < $1.rawValue }.map { setting in
      let entry = run.configuration.entries[setting]
      return [
        .text(setting.rawValue),
        entry.map { text(of: $0.value, setting, run.configuration) } ?? .none,
        .text(entry?.origin.description ?? "not set"),
      ]
    }
    let columns: [ReportTable.Column] = [
      .init("setting", .text), .init("value", .text), .init("origin", .text),
    ]
    let shown = showsOrigin ? 3 : 2
    return ReportTable(
      name: "config", title: "Settings", columns: Array(columns.prefix(shown)),
      rows: ([key] + settings).map { Array($0.prefix(shown)) })
  }

  private static func keyOrigin(_ run: Run, _ hasKey: Bool) -> Cell {
    guard hasKey else { return .text("not set") }
    let ofAccounts = run.configuration.accountSettings.contains { $0.keyFilePath != nil }
    return .text(
      run.isKeyInEnvironment ? Run.keyVariable : ofAccounts ? "accounts" : "key_file")
  }

  private static func text(
    of value: SettingValue, _ setting: Setting, _ configuration: Configuration
  ) -> Cell {
    switch value {
    case .text(let text): .text(text)
    case .texts(let texts): .text(texts.joined(separator: ", "))
    case .count(let count): .text(String(count))
    case .decimal(let decimal):
      .text(decimal.description + (setting == .unpricedLimit ? "%" : ""))
    case .fileMode(let mode): .text(mode.description)
    case .names(let names):
      .text(names.map { "\($0.apiKeyID): \($0.name)" }.joined(separator: ", "))
    case .accounts(let accounts): .text(accounts.map(\.account.name).joined(separator: ", "))
    case .fixedCharges(let charges):
      .text(charges.map { "\($0.name): \($0.amount.usdText) USD" }.joined(separator: "; "))
    case .tagRules(let rules):
      .text(rules.map { TagSet($0.tags).description }.joined(separator: "; "))
    case .budgets(let budgets):
      .text(budgets.map { "\($0.name): \($0.amount.usdText) USD" }.joined(separator: "; "))
    case .exchangeRates: exchangeRates(configuration).map { .text($0) } ?? .none
    case .holidays(let setting): .text(holidays(setting, configuration))
    }
  }

  /// The country, the given days and the files, or why these cannot be used.
  private static func holidays(
    _ setting: HolidaySetting, _ configuration: Configuration
  ) -> String {
    let calendar = setting.calendar
    let place = [calendar.country?.code, calendar.region].compactMap(\.self)
      .joined(separator: "-")
    let sources = (place.isEmpty ? [] : [place]) + setting.filePaths
    do throws(Failure) {
      guard let read = try configuration.holidays() else { return "" }
      let days = read.calendar.listed.count
      let unread = read.notes.count
      let given = [
        days > 0 ? "\(days) given \(days == 1 ? "day" : "days")" : nil,
        unread > 0 ? "\(unread) not read: \(read.notes[0])" : nil,
      ].compactMap(\.self)
      let words = sources.isEmpty ? given : [sources.joined(separator: ", ")]
      return words.joined(separator: "; ")
        + (sources.isEmpty || given.isEmpty ? "" : " (\(given.joined(separator: "; ")))")
    } catch {
      return "\(sources.joined(separator: ", ")) (unusable: \(error.description))"
    }
  }

  /// Where the exchange rates are, and the days that they span or why they cannot be used; nil
  /// without any.
  package static func exchangeRates(_ configuration: Configuration) -> String? {
    guard case .exchangeRates(let table) = configuration.entries[.exchangeRates]?.value else {
      return nil
    }
    let place: String
    switch table {
    case .file(let path): place = path
    case .inline(let rates): place = rates.keys.map(\.code).sorted().joined(separator: ", ")
    }
    do throws(Failure) {
      guard let rates = try configuration.publishedRates() else { return place }
      guard let span = rates.span else { return "\(place) (no rate of \(rates.currency))" }
      return "\(place) (\(rates.currency): \(span.lowerBound) to \(span.upperBound))"
    } catch {
      return "\(place) (unusable: \(error.description))"
    }
  }
}

extension Configuration.Origin: CustomStringConvertible {
  package var description: String {
    switch self {
    case .flag(let name): "flag \(name)"
    case .environment(let name): name
    case .file(let path, let line): "\(path):\(line)"
    case .default: "default"
    }
  }
}

/// A file or folder of the ledger whose permissions are wider than the settings allow.
package struct WideFile: CustomStringConvertible {
  private let path: String
  private let found: String
  private let expected: String

  /// Checks the ledger (SQLite's other files share its mode), its lock and its archive.
  package static func all(_ configuration: Configuration) throws -> [WideFile] {
    guard case .file(let ledger) = FilePlace(try configuration.ledgerPath) else { return [] }
    let mode = configuration.fileMode
    let paths = [
      (ledger, mode.bits), (ledger + ".lock", mode.bits),
      (try configuration.archivePath, mode.folderBits),
    ]
    return paths.compactMap { path, bits in
      mode.widerBits(at: path).map {
        WideFile(path: path, found: FileMode.text($0), expected: FileMode.text(bits & $0))
      }
    }
  }

  package var description: String {
    "\(path): accessible to others (\(found)); chmod \(expected) fixes it"
  }
}
