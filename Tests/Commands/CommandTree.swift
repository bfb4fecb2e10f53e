import Foundation

/// A command with its flags and subcommands, as dumped by the binary.
struct CommandTree: Decodable {
  private struct Dump: Decodable {
    let command: CommandTree
  }

  struct Argument: Decodable {
    struct Name: Decodable, Hashable {
      /// short or long.
      let kind: String
      let name: String
    }

    /// positional, option or flag.
    let kind: String
    let names: [Name]?
    let abstract: String?
    let parsingStrategy: String?
  }

  /// The options that every command takes, by all their names.
  static let commonOptions: Set<String> = [
    "db", "config", "card", "timezone", "z", "as-of", "json", "j", "quiet", "q", "verbose", "v",
    "no-color",
  ]

  let commandName: String
  let abstract: String?
  let discussion: String?
  let arguments: [Argument]?
  let subcommands: [CommandTree]?
  /// The names of the commands above it; nil for the tool itself.
  let superCommands: [String]?

  /// The commands of a binary of the build.
  static func of(_ executable: String) throws -> CommandTree {
    let tool = try Tool()
    let binary = Tool.executable(executable).path
    let result = try tool.shell("\(binary) --experimental-dump-help", environment: [:])
    return try JSONDecoder().decode(Dump.self, from: Data(result.output.utf8)).command
  }

  /// A command with the words that call it.
  struct Called {
    let path: [String]
    let command: CommandTree

    var call: String { path.joined(separator: " ") }
  }

  /// All commands below the tool.
  static func commands() throws -> [Called] { try of("piledger").commands(calledBy: ["piledger"]) }

  private func commands(calledBy path: [String]) -> [Called] {
    (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { child in
      let path = path + [child.commandName]
      return [Called(path: path, command: child)] + child.commands(calledBy: path)
    }
  }

  /// Whether it has commands below it.
  var isGroup: Bool { !(subcommands ?? []).isEmpty }

  /// Whether it passes its words on to another command.
  var passesOn: Bool { (arguments ?? []).contains { $0.parsingStrategy == "allRemainingInput" } }

  func argument(named name: String) -> Argument? {
    (arguments ?? []).first { ($0.names ?? []).contains { $0.name == name } }
  }

  /// What is wrong with a call, given as the words after the command's name; nil if the command
  /// accepts them all.
  func problem(with words: some Sequence<String>) -> String? {
    var command = self
    var isValue = false
    for word in words {
      if command.passesOn { return nil }
      if isValue {
        isValue = false
      } else if word.hasPrefix("-"), word.count > 1 {
        guard let kind = command.kind(ofFlag: word) else {
          return "\(command.commandName) has no \(word)"
        }
        isValue = kind == "option" && !word.contains("=")
      } else if let child = command.subcommands?.first(where: { $0.commandName == word }) {
        command = child
      } else if !command.takesWords {
        return "\(command.commandName) takes no \(word)"
      }
    }
    return isValue ? "the last flag has no value" : nil
  }

  private var takesWords: Bool {
    (arguments ?? []).contains { $0.kind == "positional" }
      || (subcommands ?? []).contains { $0.commandName != "help" && isDefault($0) && $0.takesWords }
  }

  /// The flags of a command, or those of its default subcommand if none is named.
  private func kind(ofFlag word: String) -> String? {
    let name = String(word.drop { $0 == "-" }.prefix { $0 != "=" })
    // ArgumentParser's own, which its dump leaves out.
    if ["help", "h", "version"].contains(name) { return "flag" }
    if name == "generate-completion-script" { return "option" }
    return argument(named: name)?.kind ?? commonOption(name)?.kind
      ?? (subcommands ?? []).first(where: isDefault)?.kind(ofFlag: word)
  }

  /// Of the tool, an option that all its commands have and that may therefore precede them.
  private func commonOption(_ name: String) -> Argument? {
    guard superCommands == nil, CommandTree.commonOptions.contains(name) else { return nil }
    return subcommands?.first { $0.commandName == "report" }?.argument(named: name)
  }

  /// The dump omits the default; in this tool it is the first subcommand, and the tool itself has
  /// none.
  private func isDefault(_ child: CommandTree) -> Bool {
    superCommands != nil && subcommands?.first?.commandName == child.commandName
  }
}
