import Application
import ArgumentParser
import Domain

/// `piledger help …`: the commands and topics, the help of a command, or a topic of the manual.
///
/// This isn't an ArgumentParser command, since ArgumentParser has its own `help`, which it always
/// lists in completions.
struct HelpRequest {
  private let words: [String]

  /// Nil if the arguments aren't a help request; flags change nothing about one.
  init?(arguments: [String]) {
    guard arguments.first == "help" else { return nil }
    words = arguments.dropFirst().filter { !$0.hasPrefix("-") }
  }

  func run() throws {
    guard !words.isEmpty else { return Console.print(try Self.overview()) }
    let command = try? Self.command(words)
    let topic = words.count == 1 ? ManualTopic.named(words[0]) : nil
    guard command != nil || topic != nil else { _ = try Self.command(words); return }
    // A name may be both; then both are shown, the command first.
    let texts = [
      try command.map { try HelpRequest.help(of: $0, path: words) },
      topic.map(ManualText(columns: Self.columns).text),
    ]
    Console.print(texts.compactMap(\.self).joined(separator: "\n"))
  }

  /// The width of the lines: that of the terminal, or of a usual one.
  private static var columns: Int { max(Console.width ?? 80, 40) }

  /// The help of a command.
  static func help(of command: any ParsableCommand.Type, path: [String]) throws -> String {
    try CommandHelp(of: command, path: [name(of: Piledger.self)] + path, columns: columns)
      .rendered()
  }

  /// The commands, as `piledger --help` shows them, and the topics with their summaries.
  private static func overview() throws -> String {
    let topics = ManualTopic.all
    let length = topics.map(\.name.count).max() ?? 0
    let text = ManualText(columns: columns)
    let lines = topics.flatMap { topic in
      let space = String(repeating: " ", count: length + 2 - topic.name.count)
      return text.wrapped(topic.abstract, first: "  \(topic.name)\(space)").map { "\($0)\n" }
    }
    return try help(of: Piledger.self, path: [])
      + "\nTOPICS\n\(lines.joined())\n  See piledger help TOPIC for one of them.\n"
  }

  /// The command that the words name.
  ///
  /// - Throws: ``Failure`` with similar names if there is none.
  private static func command(_ words: [String]) throws -> any ParsableCommand.Type {
    var command: any ParsableCommand.Type = Piledger.self
    for (index, word) in words.enumerated() {
      let children = command.configuration.subcommands
      guard let child = children.first(where: { name(of: $0) == word }) else {
        let path = words[...index].joined(separator: " ")
        let topics = index == 0 ? ManualTopic.all.map(\.name) : []
        let hint = NearestNames.hint(for: word, among: children.map(name) + topics)
        throw Failure(.usage, "help \(path): no such command or topic\(hint)")
      }
      command = child
    }
    return command
  }

  static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? ""
  }
}
