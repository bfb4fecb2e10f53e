import TestSupport
import Testing

/// The user documentation: README, and the articles of the manual.
enum Documentation {
  /// README comes first: what it lets a user type is there for the articles.
  static let files =
    ["README.md"] + TestFiles.names(under: "Sources/piledger/piledger.docc", ending: ".md")

  /// All of it.
  static func text() throws -> String {
    try files.map { try TestFiles.text($0) }.joined(separator: "\n")
  }
}

/// A fenced block of README or of an article.
struct DocumentationBlock: Sendable, CustomTestStringConvertible {
  let file: String
  /// The word after the fence: sh, console, yaml, ini, crontab.
  let language: String
  /// The number of its first line in the file.
  let line: Int
  let lines: [String]

  var text: String { lines.map { "\($0)\n" }.joined() }
  var testDescription: String { place }
  var place: String { "\(file):\(line)" }

  /// The blocks of a language, README's first.
  static func all(_ language: String) throws -> [DocumentationBlock] {
    try Documentation.files.flatMap(blocks).filter { $0.language == language }
  }

  /// The same without those that a file before has too.
  static func different(_ language: String) throws -> [DocumentationBlock] {
    var texts: Set<String> = []
    return try all(language).filter { texts.insert($0.text).inserted }
  }

  private static func blocks(of file: String) throws -> [DocumentationBlock] {
    var blocks: [DocumentationBlock] = []
    var open: (language: String, line: Int, lines: [String])?
    let lines = try TestFiles.text(file).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(
            DocumentationBlock(
              file: file, language: block.language, line: block.line, lines: block.lines))
          open = nil
        } else {
          open = (String(line.dropFirst(3)), index + 2, [])
        }
      } else {
        open?.lines.append(String(line))
      }
    }
    return blocks
  }

  /// What a user types at a shell: all of it, or what follows the prompt.
  var typedLines: [String] {
    language == "console"
      ? lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) } : lines
  }
}
