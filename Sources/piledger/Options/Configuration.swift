import Billing
import Foundation
import Yams

/// The settings of a run: flags over environment over `--config` or `./piledger.yaml` over the
/// user's file over defaults, key by key.
struct Configuration {
  private(set) var ledgerPath: String
  private(set) var cardPaths: [String]
  private(set) var timeZoneName: String?
  /// The unpriced share of the billed points, in percent, above which the exit status says so.
  private(set) var unpricedLimitPercent: ExactDecimal

  init(_ options: GlobalOptions) throws(Failure) {
    let environment = ProcessInfo.processInfo.environment
    let files = try ConfigurationFile.files(
      explicit: options.configurationPath, environment: environment)
    let path = options.ledgerPath ?? environment["PILEDGER_DB"]
    ledgerPath =
      path ?? files.first(\.ledgerPath) ?? Configuration.defaultLedgerPath(environment)
    let flagCards = options.cardPaths.isEmpty ? nil : options.cardPaths
    let environmentCards = environment["PILEDGER_CARDS"].map {
      $0.split(separator: ":").map(String.init)
    }
    cardPaths = flagCards ?? environmentCards ?? files.first(\.cardPaths) ?? []
    timeZoneName =
      options.timeZoneName ?? environment["PILEDGER_TIMEZONE"] ?? files.first(\.timeZoneName)
    unpricedLimitPercent = files.first(\.unpricedLimitPercent) ?? ExactDecimal(1)
  }

  private static func defaultLedgerPath(_ environment: [String: String]) -> String {
    let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    let base = data ?? "\(environment["HOME"] ?? ".")/.local/share"
    return "\(base)/piledger/ledger.db"
  }
}

extension [ConfigurationFile] {
  /// The value of the first file that has one.
  fileprivate func first<Value>(_ key: (ConfigurationFile) -> Value?) -> Value? {
    lazy.compactMap(key).first
  }
}

/// A configuration file: YAML with the keys `db`, `cards`, `timezone` and `unpriced_limit`.
///
/// Paths in it are relative to its folder.
struct ConfigurationFile {
  private(set) var ledgerPath: String?
  private(set) var cardPaths: [String]?
  private(set) var timeZoneName: String?
  private(set) var unpricedLimitPercent: ExactDecimal?

  /// The files that exist, the one that wins first.
  static func files(
    explicit: String?, environment: [String: String]
  ) throws(Failure) -> [ConfigurationFile] {
    var files: [ConfigurationFile] = []
    let local = explicit ?? "piledger.yaml"
    if explicit != nil || FileManager.default.fileExists(atPath: local) {
      files.append(try ConfigurationFile(path: local))
    }
    let base = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    let user = "\(base ?? "\(environment["HOME"] ?? ".")/.config")/piledger/config.yaml"
    if FileManager.default.fileExists(atPath: user) {
      files.append(try ConfigurationFile(path: user))
    }
    return files
  }

  private init(path: String) throws(Failure) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.configuration, "\(path): the configuration cannot be read")
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self))
    } catch {
      throw Failure(.configuration, "\(path): not YAML: \(error)")
    }
    guard let node else { return }
    guard case .mapping(let mapping) = node else {
      throw Failure(.configuration, "\(path): expected a mapping of settings")
    }
    for (key, value) in mapping { try set(key.string ?? "", to: value, path: path) }
  }

  private mutating func set(_ key: String, to value: Node, path: String) throws(Failure) {
    let line = value.mark?.line ?? 1
    let expected = { (what: String) in
      Failure(.configuration, "\(path):\(line): \(key): expected \(what)")
    }
    let folder = URL(filePath: path).deletingLastPathComponent()
    let absolute = { (text: String) in URL(filePath: text, relativeTo: folder).path }
    switch key {
    case "db":
      guard let text = value.string else { throw expected("a path") }
      ledgerPath = absolute(text)
    case "cards":
      let texts =
        value.sequence.map { $0.compactMap(\.string) } ?? [value.string].compactMap(\.self)
      guard !texts.isEmpty else { throw expected("a path, or a list of paths") }
      cardPaths = texts.map(absolute)
    case "timezone":
      guard let text = value.string else { throw expected("a time zone such as Europe/Berlin") }
      timeZoneName = text
    case "unpriced_limit":
      guard let text = value.string, text.hasSuffix("%"),
        let percent = ExactDecimal(text.dropLast()), percent.mantissa >= 0
      else { throw expected("a percentage such as 1%") }
      unpricedLimitPercent = percent
    default:
      throw Failure(
        .configuration,
        "\(path):\(line): \(key): an unknown setting; known are cards, db, timezone, unpriced_limit"
      )
    }
  }
}
