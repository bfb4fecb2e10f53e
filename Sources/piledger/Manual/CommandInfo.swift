import Foundation

/// What ArgumentParser tells of a command in `--experimental-dump-help`, as far as it is read here.
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

  /// Reads the text of a dump.
  init(dump: String) throws {
    self = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
  }

  /// The subcommands but for the one on help, which every command has.
  var commands: [CommandInfo] { (subcommands ?? []).filter { $0.commandName != "help" } }
}

extension CommandInfo.Argument {
  private static let everywhere: Set<String> = ["help", "version"]

  /// Whether it is told of: help and version are the same everywhere.
  var isShown: Bool {
    shouldDisplay && !(names ?? []).contains { Self.everywhere.contains($0.name) }
  }

  /// `-s, --since`; nil for what has no name.
  var spelling: String? {
    names.map { names in
      names.map { ($0.kind == "short" ? "-" : "--") + $0.name }
        .sorted { $0.utf8.count < $1.utf8.count }.joined(separator: ", ")
    }
  }
}
