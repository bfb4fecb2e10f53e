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

  /// The subcommands, except for `help`, which every command has.
  var commands: [CommandInfo] { (subcommands ?? []).filter { $0.commandName != "help" } }
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
}
