import Budgets
import Domain
import Files
import Foundation
import Ledger
import PiAPI
import Yams

/// The value of a setting.
enum SettingValue: Equatable {
  case text(String)
  case texts([String])
  case count(Int)
  case decimal(ExactDecimal)
  case fileMode(FileMode)
  /// Names of API keys, sorted by ID.
  case names([KeyName])
  case accounts([AccountSetting])
  case fixedCharges([FixedCharge])
  case tagRules([TagRule])
  case budgets([Budget])
  case exchangeRates(ExchangeRateTable)
  case holidays(HolidaySetting)

  struct KeyName: Equatable {
    let apiKeyID: String
    let name: String
  }
}

/// The format in which a setting is written.
enum SettingKind {
  case path
  case paths
  /// A program and its arguments.
  case command
  case timeZone
  case percentage
  case address
  case count(ClosedRange<Int>)
  case seconds
  case fileMode
  /// One of these words.
  case word([String])
  case names
  case accounts
  case fixedCharges
  case tagRules
  case budgets
  case currency
  case exchangeRates
  case holidays

  /// The expected format, for messages.
  var description: String {
    switch self {
    case .path: "a path"
    case .paths: "a path, or a list of paths"
    case .command:
      "a list of a program and its arguments, such as [/usr/local/bin/notify, finance]; no shell "
        + "reads it"
    case .timeZone: "a time zone such as Europe/Berlin"
    case .percentage: "a percentage up to 100%, such as 1%"
    case .address:
      "an address such as \(BaseURL.documentedText): https, or http for this machine alone "
        + "(localhost, 127.0.0.1)"
    case .count(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .seconds: "seconds up to 3600, to the millisecond, such as 0.5"
    case .fileMode:
      "a file mode such as 0640: 0600, with read or write for the group and read for others"
    case .word(let words): "one of \(words.joined(separator: ", "))"
    case .names: "a mapping of API key ids to names"
    case .accounts, .fixedCharges, .tagRules, .budgets: "a list of mappings"
    case .currency: "a currency's three letters, such as EUR"
    case .exchangeRates: "a path, or a mapping such as EUR: { 2026-02: 0.9187 }"
    case .holidays: HolidaySetting.expected
    }
  }

  /// Parses the text of an environment variable; lists are split at colons.
  func value(ofVariable text: String) -> SettingValue? {
    if case .paths = self { return .texts(text.split(separator: ":").map(String.init)) }
    return value(of: text)
  }

  /// Parses a node of a file whose paths are relative to a folder.
  ///
  /// - Returns: the value; nil if the node as a whole is invalid.
  /// - Throws: ``SettingError`` if a part of it is invalid.
  func value(of node: Node, folder: URL) throws(SettingError) -> SettingValue? {
    let absolute = { (path: String) in URL(filePath: path, relativeTo: folder).path }
    switch self {
    case .path:
      return node.string.flatMap { $0.isEmpty ? nil : .text(absolute($0)) }
    case .paths:
      let texts = node.sequence?.map(\.string) ?? [node.string]
      let paths = texts.compactMap(\.self)
      guard !paths.isEmpty, paths.count == texts.count else { return nil }
      return .texts(paths.map(absolute))
    case .command: return SettingKind.command(node, absolute)
    case .names: return SettingKind.names(node)
    case .accounts: return .accounts(try AccountSetting.all(node, absolute: absolute))
    case .fixedCharges: return .fixedCharges(try FixedCharge.all(node))
    case .tagRules: return .tagRules(try TagRule.all(node))
    case .budgets: return .budgets(try Budget.all(node))
    case .exchangeRates:
      if case .mapping(let mapping) = node {
        return .exchangeRates(try ExchangeRateTable(mapping, line: node.mark?.line ?? 1))
      }
      return node.string.flatMap { $0.isEmpty ? nil : .exchangeRates(.file(absolute($0))) }
    case .holidays:
      if let code = node.string {
        return .holidays(try HolidaySetting(code: code, line: node.mark?.line ?? 1))
      }
      guard case .mapping = node else { return nil }
      return .holidays(try HolidaySetting(node, absolute: absolute))
    default: return node.string.flatMap(value(of:))
    }
  }

  /// Parses a text; nil if it is none of the kind.
  func value(of text: String) -> SettingValue? {
    switch self {
    case .path: return text.isEmpty ? nil : .text(text)
    case .timeZone: return (try? AccountingCalendar(timeZoneName: text)).map { _ in .text(text) }
    case .address: return BaseURL(text).map { .text($0.text) }
    case .percentage:
      guard text.hasSuffix("%"), let percent = ExactDecimal(text.dropLast()),
        percent.mantissa >= 0, percent.ratio <= Ratio(100)
      else { return nil }
      return .decimal(percent)
    case .count(let range): return Int(text).flatMap { range.contains($0) ? .count($0) : nil }
    case .seconds:
      guard let seconds = ExactDecimal(text), seconds.mantissa >= 0, seconds.scale <= 3,
        seconds.ratio <= Ratio(3600)
      else { return nil }
      return .decimal(seconds)
    case .fileMode: return FileMode(text).map { .fileMode($0) }
    case .word(let words): return words.contains(text) ? .text(text) : nil
    case .currency: return Currency(text).map { .text($0.code) }
    case .exchangeRates: return text.isEmpty ? nil : .exchangeRates(.file(text))
    case .holidays: return (try? HolidaySetting(code: text, line: 1)).map { .holidays($0) }
    case .paths, .command, .names, .accounts, .fixedCharges, .tagRules, .budgets: return nil
    }
  }

  /// A program with a slash in its name is a path; any other is searched for in `PATH`.
  private static func command(_ node: Node, _ absolute: (String) -> String) -> SettingValue? {
    guard let nodes = node.sequence, case let words = nodes.compactMap(\.string),
      words.count == nodes.count, let program = words.first, !program.isEmpty,
      !words.contains(where: { $0.utf8.contains(0) })
    else { return nil }
    return .texts([program.contains("/") ? absolute(program) : program] + words.dropFirst())
  }

  private static func names(_ node: Node) -> SettingValue? {
    guard case .mapping(let mapping) = node else { return nil }
    var names: [SettingValue.KeyName] = []
    for (key, value) in mapping {
      guard let apiKeyID = key.string, let name = value.string else { return nil }
      names.append(SettingValue.KeyName(apiKeyID: apiKeyID, name: name))
    }
    guard Set(names.map(\.apiKeyID)).count == names.count else { return nil }
    return .names(names.sorted { $0.apiKeyID < $1.apiKeyID })
  }
}
