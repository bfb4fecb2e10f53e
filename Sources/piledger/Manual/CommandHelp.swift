import ArgumentParser
import Foundation

/// The help of a command, as `--help` shows it: what it does, what it takes, and examples.
///
/// ArgumentParser's own help lists the common options in full in every command and puts the
/// examples before everything else, which takes two screens.
struct CommandHelp {
  /// The line of a discussion from which on it stays as it is.
  private static let examples = "EXAMPLES\n"

  /// The widest column of names; a longer name has its description in the lines below.
  private static let widestLabel = 28

  private let command: any ParsableCommand.Type
  private var isTool: Bool { command == Piledger.self }
  /// The words that call it.
  private let call: String
  private let text: ManualText

  /// - Parameters:
  ///   - command: the command.
  ///   - path: the words that call it, the tool's name first.
  ///   - columns: the width of the lines.
  init(of command: any ParsableCommand.Type, path: [String], columns: Int) {
    self.command = command
    call = path.joined(separator: " ")
    text = ManualText(columns: columns)
  }

  /// The help in lines.
  ///
  /// - Throws: an error if the definition of the command can't be read.
  func rendered() throws -> String {
    let info = try CommandInfo(of: command)
    let common = try CommandInfo.common()
    let own = info.ownArguments(without: common)
    let takesCommon = own.count < (info.arguments ?? []).filter(\.isShown).count
    let (words, rest) = CommandHelp.parts(of: info.discussion ?? "")
    let usage = text.wrapped("\(call) \(synopsis(info, own))", first: "USAGE: ")
    let (operands, options) = (own.filter { $0.names == nil }, own.filter { $0.names != nil })
    let blocks: [[String]] = [
      text.wrapped("OVERVIEW: \(info.abstract ?? "")"), prose(words), usage,
      section("ARGUMENTS:", operands.map(row)), section("OPTIONS:", options.map(row)),
      subcommands(),
      isTool ? [] : commonSection(takesCommon ? common : []),
      rest.isEmpty ? [] : CommandHelp.lines(of: rest),
      // What the tool is asked for first are its commands.
      isTool ? commonSection(common) : [],
    ]
    return blocks.filter { !$0.isEmpty }.map { $0.map { "\($0)\n" }.joined() }
      .joined(separator: "\n")
  }

  /// What is told before the examples, and the examples with all that follows them.
  private static func parts(of discussion: String) -> (words: String, rest: String) {
    guard let range = discussion.firstRange(of: examples) else {
      return (discussion, "")
    }
    return (String(discussion[..<range.lowerBound]), String(discussion[range.lowerBound...]))
  }

  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Paragraphs, wrapped.
  private func prose(_ words: String) -> [String] {
    let paragraphs = words.split(separator: "\n\n").map { paragraph in
      text.wrapped(String(paragraph).replacing("\n", with: " "))
    }
    return Array(paragraphs.joined(separator: [""]))
  }

  private func synopsis(_ info: CommandInfo, _ own: [CommandInfo.Argument]) -> String {
    let required = own.filter { $0.names != nil && !$0.isOptional }.map(\.label)
    let operands = own.filter { $0.names == nil }.map(\.operand)
    let hasSubcommands = !command.configuration.subcommands.isEmpty
    let start = hasSubcommands ? ["<command>", "[options]"] : ["[options]"]
    return (start + required + operands).joined(separator: " ")
  }
}

extension CommandHelp {
  /// A name with its description.
  private struct Row {
    let label: String
    let description: String
  }

  private func row(_ argument: CommandInfo.Argument) -> Row {
    var description = argument.abstract ?? ""
    if let values = argument.allValues, let first = values.first, !description.contains(first) {
      description += " One of \(values.joined(separator: ", "))."
    }
    if let start = argument.defaultValue, !start.isEmpty, !description.contains("efault") {
      description += " Default: \(start)."
    }
    return Row(label: argument.label, description: description)
  }

  /// A heading, and rows whose descriptions stand in a column of their own.
  private func section(_ title: String, _ rows: [Row]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let widths = rows.map(\.label.count).filter { $0 <= CommandHelp.widestLabel }
    let column = (widths.max() ?? CommandHelp.widestLabel) + 4
    let indent = String(repeating: " ", count: column)
    return [title]
      + rows.flatMap { row in
        let lines = text.wrapped(row.description, first: indent)
        guard row.label.count + 4 <= column, let first = lines.first else {
          return ["  \(row.label)"] + lines
        }
        return ["  \(row.label)" + first.dropFirst(row.label.count + 2)] + lines.dropFirst()
      }
  }

  /// The subcommands, in their groups.
  private func subcommands() -> [String] {
    let configuration = command.configuration
    let groups =
      [("Commands", configuration.ungroupedSubcommands)]
      + configuration.groupedSubcommands.map { ($0.name, $0.subcommands) }
    let length = configuration.subcommands.map { HelpRequest.name(of: $0).count }.max() ?? 0
    return groups.filter { !$0.1.isEmpty }.flatMap { name, commands in
      section(
        "\(name.uppercased()):",
        commands.filter { $0.configuration.shouldDisplay }.map { child in
          let isDefault = child == configuration.defaultSubcommand
          let label = HelpRequest.name(of: child)
            .padding(toLength: length, withPad: " ", startingAt: 0)
          return Row(
            label: label,
            description: child.configuration.abstract + (isDefault ? " The default." : ""))
        })
    }
  }

  /// The options that are the same everywhere, without their descriptions.
  private func commonSection(_ common: [CommandInfo.Argument]) -> [String] {
    let labels = common.map(\.label) + ["--version", "-h, --help"]
    let lines = labels.reduce(into: [String]()) { lines, label in
      if let last = lines.last, last.count + 2 + label.count <= text.columns {
        lines[lines.count - 1] += "  \(label)"
      } else {
        lines.append("  \(label)")
      }
    }
    return ["COMMON OPTIONS (see piledger help options):"] + lines
  }
}
