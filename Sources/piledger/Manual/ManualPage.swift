/// The manual as a man(1) page, generated from the command definitions and the articles.
struct ManualPage {
  private let tool: CommandInfo
  private let version: String
  /// The options that every command takes, listed once.
  private let common: [CommandInfo.Argument]
  private let topics: [ManualTopic]

  init(
    _ tool: CommandInfo, version: String, common: [CommandInfo.Argument], topics: [ManualTopic]
  ) {
    (self.tool, self.version, self.topics) = (tool, version, topics)
    self.common = common.filter(\.isShown)
  }

  /// Lines keep their lengths: one with a single long word, such as a path, cannot be stretched.
  var text: String {
    let name = tool.commandName
    return """
      .TH \(name.uppercased()) 1 "" "\(name) \(version)" "User Commands"
      .ad l
      .SH NAME
      \(name) \\- \(Roff.text(tool.abstract ?? ""))
      .SH SYNOPSIS
      .B \(name)
      .I command
      .RI [ options ]
      .SH DESCRIPTION
      \(Roff.paragraphs(tool.discussion ?? ""))
      .SH COMMON OPTIONS
      Every command takes these, except those that need no ledger.
      \(options(common))
      .SH COMMANDS
      \(tool.commands.map { section($0, path: name) }.joined(separator: "\n"))
      \(topics.flatMap(\.blocks).map(Roff.block).joined(separator: "\n"))

      """
  }

  private func section(_ command: CommandInfo, path: String) -> String {
    let path = "\(path) \(command.commandName)"
    let own = command.ownArguments(without: common)
    let parts =
      [
        ".SS \(Roff.text(([path] + own.filter { $0.names == nil }.map(\.operand)).joined(separator: " ")))",
        Roff.text(command.abstract ?? ""), Roff.paragraphs(command.discussion ?? ""), options(own),
      ] + command.commands.map { section($0, path: path) }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func options(_ arguments: [CommandInfo.Argument]) -> String {
    arguments.map { argument in
      let value = argument.kind == "option" ? " \\fI\(Roff.text(argument.valueName ?? ""))\\fR" : ""
      let head = argument.spelling.map { "\\fB\(Roff.text($0))\\fR\(value)" }
      let start = argument.defaultValue.map { " (default: \($0))" } ?? ""
      return """
        .TP
        \(head ?? Roff.text(argument.operand))
        \(Roff.text((argument.abstract ?? "") + start))
        """
    }.joined(separator: "\n")
  }
}

/// Text in roff, the language of man pages.
enum Roff {
  /// One line of text, escaped so that no character acts as a command.
  static func text(_ text: String) -> String {
    let escaped = text.map { character in
      switch character {
      case "\\": "\\e"
      case "-": "\\-"
      case "\n": " "
      default: String(character)
      }
    }.joined()
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&\(escaped)" : escaped
  }

  /// A part of an article.
  static func block(_ block: ManualBlock) -> String {
    switch block {
    case .heading(1, let title): ".SH \(text(title.uppercased()))"
    case .heading(_, let title): ".SS \(text(title))"
    case .paragraph(let words): ".PP\n\(text(words))"
    case .item(let marker, let words): ".IP \(text(marker)) 3\n\(text(words))"
    case .code(let lines): ".PP\n.nf\n\(lines.map { text("  " + $0) }.joined(separator: "\n"))\n.fi"
    case .table(let rows):
      rows.dropFirst().map { row in
        ".TP\n\(text(row.first ?? ""))\n\(text(row.dropFirst().joined(separator: "; ")))"
      }.joined(separator: "\n")
    }
  }

  /// Separate paragraphs, bold headings, and indented lines unchanged.
  static func paragraphs(_ discussion: String) -> String {
    var lines: [String] = []
    var isExample = false
    for line in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
      // A long indented line is prose below a heading.
      let isNext = line.hasPrefix("  ") && line.count < 100
      if isNext != isExample { lines.append(isNext ? ".nf" : ".fi") }
      isExample = isNext
      if line.isEmpty {
        lines.append(".PP")
      } else if !line.contains(where: \.isLowercase), line.contains(where: \.isLetter) {
        lines += [".B \(text(String(line)))", ".br"]
      } else {
        lines.append(text(isNext ? String(line) : String(line.drop { $0 == " " })))
      }
    }
    return (lines + (isExample ? [".fi"] : [])).joined(separator: "\n")
  }
}
