import Application
import ArgumentParser
import Domain

/// `piledger help …`: the commands and topics, the help of a command, or a topic of the manual.
///
/// It is no command of ArgumentParser, which has a help of its own that it lists in completions and
/// cannot be told to leave out.
struct HelpRequest {
  private let words: [String]

  /// Nil where the arguments are no such request, or one for ArgumentParser: with a flag.
  init?(arguments: [String]) {
    guard arguments.first == "help", !arguments.contains(where: { $0.hasPrefix("-") }) else {
      return nil
    }
    words = Array(arguments.dropFirst())
  }

  func run() throws {
    guard !words.isEmpty else { return Console.print(Self.overview) }
    let command = try? Self.command(words)
    let topic = words.count == 1 ? ManualTopic.named(words[0]) : nil
    guard command != nil || topic != nil else { _ = try Self.command(words); return }
    // A name may be of both: the whole is told, the command first.
    let texts = [
      command.map { Piledger.helpMessage(for: $0, columns: Console.width) + "\n" },
      topic.map(ManualText(columns: Console.width ?? Self.columns).text),
    ]
    Console.print(texts.compactMap(\.self).joined(separator: "\n"))
  }

  /// The width of a text that is not for a terminal.
  private static let columns = 80

  /// The commands, as `piledger --help` shows them, and the topics with what they are about.
  private static var overview: String {
    let topics = ManualTopic.all
    let length = topics.map(\.name.count).max() ?? 0
    let lines = topics.map { topic in
      let space = String(repeating: " ", count: length + 2 - topic.name.count)
      return "  \(topic.name)\(space)\(topic.abstract)\n"
    }
    return Piledger.helpMessage(columns: Console.width)
      + "\n\nTOPICS\n\(lines.joined())\n  See 'piledger help <topic>' for the manual.\n"
  }

  /// The command that the words call.
  ///
  /// - Throws: ``Failure`` with names that come near.
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

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? ""
  }
}
