/// A part of an article, in the subset of Markdown that the manual uses.
enum ManualBlock: Hashable {
  case heading(level: Int, text: String)
  case paragraph(String)
  /// A list item, with `-` or its number.
  case item(marker: String, text: String)
  case code([String])
  /// The first row is the heading.
  case table([[String]])

  /// The parts of an article in order.
  static func blocks(of markdown: String) -> [ManualBlock] {
    var reader = ManualReader()
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      reader.read(String(line))
    }
    return reader.finish()
  }
}

/// Parses Markdown line by line.
private struct ManualReader {
  private var blocks: [ManualBlock] = []
  /// The block that the next line may continue.
  private var open: ManualBlock?
  private var isFenced = false

  mutating func read(_ line: String) {
    if line.hasPrefix("```") {
      isFenced.toggle()
      close()
      if isFenced { open = .code([]) }
    } else if isFenced {
      append(code: line)
    } else if line.isEmpty {
      close()
    } else if line.hasPrefix("#") {
      close()
      let level = line.prefix { $0 == "#" }.count
      blocks.append(.heading(level: level, text: ManualReader.plain(line.dropFirst(level + 1))))
    } else if line.hasPrefix("|") {
      append(row: line)
    } else if let item = line.wholeMatch(of: /(-|[0-9]+\.) (.+)/) {
      close()
      open = .item(marker: String(item.1), text: String(item.2))
    } else if line.hasPrefix("    "), open == nil {
      blocks.append(.code([String(line.dropFirst(4))]))
    } else {
      append(text: line)
    }
  }

  mutating func finish() -> [ManualBlock] {
    close()
    return blocks
  }

  private mutating func append(code line: String) {
    guard case .code(let lines)? = open else { return }
    open = .code(lines + [line])
  }

  private mutating func append(row line: String) {
    // A bar that belongs to the text of a cell is escaped.
    let bar = "\u{0}"
    let cells = line.dropFirst().dropLast().replacing("\\|", with: bar)
      .split(separator: "|", omittingEmptySubsequences: false)
      .map { cell in
        let text = cell.split(separator: " ").joined(separator: " ")
        return ManualReader.plain(text.replacing(bar, with: "|"))
      }
    guard case .table(let rows)? = open else {
      close()
      open = .table([cells])
      return
    }
    // The separator line below the heading is skipped.
    if !cells.allSatisfy({ $0.hasPrefix("---") }) { open = .table(rows + [cells]) }
  }

  private mutating func append(text line: String) {
    let words = line.drop { $0 == " " }
    switch open {
    case .item(let marker, let text): open = .item(marker: marker, text: "\(text) \(words)")
    case .paragraph(let text): open = .paragraph("\(text) \(words)")
    default:
      close()
      open = .paragraph(String(words))
    }
  }

  private mutating func close() {
    switch open {
    case .paragraph(let text): blocks.append(.paragraph(ManualReader.plain(text)))
    case .item(let marker, let text):
      blocks.append(.item(marker: marker, text: ManualReader.plain(text)))
    case .some(let block): blocks.append(block)
    case nil: break
    }
    open = nil
  }

  /// Text without markup: links to articles become help commands, and other links show their
  /// address.
  private static func plain(_ text: some StringProtocol) -> String {
    String(text).replacing("**", with: "").replacing("``", with: "")
      .replacing(/<doc:([A-Za-z]+)>/) {
        "piledger help \(ManualTopic.name(ofArticle: String($0.1)))"
      }
      .replacing(/\[([^\]]+)\]\(([^)]+)\)/) { "\($0.1) (\($0.2))" }
  }
}
