import Application
import ArgumentParser
import Domain

/// What the user typed: the command that it names, and the arguments as ArgumentParser takes them.
///
/// ArgumentParser wants options after the command that declares them, and says of a mistyped
/// command only that an argument is unexpected.
struct Invocation {
  /// The names of the commands below the tool.
  private(set) var path: [String] = []
  private(set) var command: any ParsableCommand.Type = Piledger.self
  /// The arguments, with common options moved behind the commands that they precede.
  let arguments: [String]

  /// Follows the words from command to command.
  ///
  /// - Throws: ``Failure`` if a word names no command where one is expected, or if one is missing.
  init(_ words: [String]) throws {
    guard !(words.first ?? "").hasPrefix("---") else {
      arguments = words
      return
    }
    var rest = words[...]
    var moved: [String] = []
    while let word = rest.first, !command.configuration.subcommands.isEmpty {
      if word.hasPrefix("-") {
        guard let count = try CommonOption.wordCount(of: word) else { break }
        moved += rest.prefix(count)
        rest = rest.dropFirst(count)
      } else if let child = Invocation.child(named: word, of: command) {
        (path, command) = (path + [word], child)
        rest = rest.dropFirst()
      } else {
        try Invocation.refuse(word, after: path, of: command)
        break
      }
    }
    if path.isEmpty, rest.isEmpty {
      path = [HelpRequest.name(of: StatusCommand.self)]
      command = StatusCommand.self
    }
    arguments = path + moved + rest
    try requireSubcommand(in: rest)
  }

  /// Whether the help of the command is asked for, if ArgumentParser ends the run for a question.
  var asksForHelp: Bool { arguments.contains { $0 == "--help" || $0 == "-h" } }

  /// The help of the command.
  var help: String {
    get throws { try HelpRequest.help(of: command, path: path) }
  }

  /// The words to ask for the help of the command with.
  var helpCall: String { Invocation.helpCall(path) }

  private static func helpCall(_ path: [String]) -> String {
    (["piledger"] + path + ["--help"]).joined(separator: " ")
  }

  private static func child(
    named word: String, of command: any ParsableCommand.Type
  ) -> (any ParsableCommand.Type)? {
    command.configuration.subcommands.first { HelpRequest.name(of: $0) == word }
  }

  /// The command that runs: a group's default if none of its commands is named.
  var runningCommand: any ParsableCommand.Type {
    command.configuration.defaultSubcommand ?? command
  }

  /// Ends a call of a group of commands that names none of them.
  private func requireSubcommand(in rest: ArraySlice<String>) throws(Failure) {
    let children = command.configuration.subcommands
    guard rest.isEmpty, !children.isEmpty, command.configuration.defaultSubcommand == nil else {
      return
    }
    let names = children.map(HelpRequest.name).joined(separator: ", ")
    throw Failure(
      .usage, "\(path.joined(separator: " ")): expected one of \(names); see \(helpCall)")
  }

  /// Refuses a word that names no command; returns if the group's default may take it.
  private static func refuse(
    _ word: String, after path: [String], of command: any ParsableCommand.Type
  ) throws {
    let names = command.configuration.subcommands.map(HelpRequest.name)
    let guesses = Guess.calls(for: word, after: path)
    let nearest = NearestNames.nearest(to: word, among: names)
    if let child = command.configuration.defaultSubcommand, guesses.isEmpty {
      let takesWords = try CommandInfo(of: child).arguments?.contains { $0.names == nil } ?? false
      // What is close to the name of a command is more likely one.
      let isTypo = nearest.contains { Guess.isTypo(word, of: $0) }
      guard !takesWords || isTypo else { return }
    }
    let hint =
      guesses.isEmpty
      ? nearest.isEmpty ? "" : NearestNames.hint(for: word, among: names)
      : "; try \(guesses.joined(separator: ", or "))"
    let place = (path + [VisibleText.line(word, limit: 80)]).joined(separator: " ")
    throw Failure(.usage, "\(place): no such command\(hint); see \(helpCall(path))")
  }
}

/// An option that every command takes.
private enum CommonOption {
  /// How many words an option takes with its value; nil if it isn't a common option.
  static func wordCount(of word: String) throws -> Int? {
    let name = word.prefix { $0 != "=" }.drop { $0 == "-" }
    let isLong = word.hasPrefix("--")
    let kinds = try CommandInfo.common().flatMap { argument in
      (argument.names ?? []).filter { ($0.kind == "long") == isLong }.map {
        ($0.name, argument.kind)
      }
    }
    if let (_, kind) = kinds.first(where: { $0.0 == name }) {
      return kind == "option" && !word.contains("=") ? 2 : 1
    }
    // `-jq` is two flags.
    let areFlags =
      !isLong && name.count > 1
      && name.allSatisfy { letter in kinds.contains { $0 == (String(letter), "flag") } }
    return areFlags ? 1 : nil
  }
}
