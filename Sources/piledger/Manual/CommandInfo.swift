import ArgumentParser
import Foundation

/// The parts of ArgumentParser's `--experimental-dump-help` output for a command that are used
/// here.
struct CommandInfo: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?
    let allValues: [String]?
    let parsingStrategy: String?
  }

  private struct Dump: Decodable {
    let command: CommandInfo
  }

  let commandName: String
  let abstract: String?
  let discussion: String?
  let subcommands: [CommandInfo]?
  let arguments: [Argument]?

  /// Parses the text of a dump.
  init(dump: String) throws {
    self = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
  }

  /// The definition of a command.
  init(of command: any ParsableCommand.Type) throws {
    try self.init(dump: command._dumpHelp())
  }

  /// The options that every command takes.
  static func common() throws -> [Argument] {
    try CommandInfo(dump: GlobalOptions._dumpHelp()).arguments?.filter(\.isShown) ?? []
  }

  /// The subcommands, except for `help`, which every command has.
  var commands: [CommandInfo] { (subcommands ?? []).filter { $0.commandName != "help" } }

  /// The arguments that are its own: neither common options, nor help and version.
  func ownArguments(without common: [Argument]) -> [Argument] {
    let told = Set(common.compactMap(\.spelling))
    return (arguments ?? []).filter { argument in
      argument.isShown && !(argument.spelling.map(told.contains) ?? false)
    }
  }

  /// Whether its arguments are passed to another command as they are.
  var passesOn: Bool {
    (arguments ?? []).contains { $0.parsingStrategy == "allRemainingInput" }
  }
}

extension CommandInfo.Argument {
  private static let everywhere: Set<String> = ["help", "version"]

  /// Whether to show it: help and version are the same everywhere.
  var isShown: Bool {
    shouldDisplay && !(names ?? []).contains { Self.everywhere.contains($0.name) }
  }

  /// `-s, --since`; nil if it has no name.
  var spelling: String? {
    names.map { names in
      names.map { ($0.kind == "short" ? "-" : "--") + $0.name }
        .sorted { $0.utf8.count < $1.utf8.count }.joined(separator: ", ")
    }
  }

  /// `[kind or file ...]`: a positional argument in a synopsis.
  var operand: String {
    let name = (valueName ?? "value") + (isRepeating ? " ..." : "")
    return isOptional ? "[\(name)]" : "<\(name)>"
  }

  /// `-f, --format <format>`; of a positional argument, its name.
  var label: String {
    guard let spelling else { return "<\(valueName ?? "value")>" }
    return kind == "option" ? "\(spelling) <\(valueName ?? "value")>" : spelling
  }
}
