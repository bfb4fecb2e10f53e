import TestSupport
import Testing

/// A fenced block of README.
struct ReadmeBlock: Sendable, CustomTestStringConvertible {
  /// The word behind the fence: sh, console, yaml, ini, crontab.
  let language: String
  /// The number of its first line in README.
  let line: Int
  let lines: [String]

  var text: String { lines.map { "\($0)\n" }.joined() }
  var testDescription: String { "README.md:\(line)" }

  static func all(_ language: String) throws -> [ReadmeBlock] {
    var blocks: [ReadmeBlock] = []
    var open: (language: String, line: Int, lines: [String])?
    let lines = try TestFiles.text("README.md").split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(
            ReadmeBlock(language: block.language, line: block.line, lines: block.lines))
          open = nil
        } else {
          open = (String(line.dropFirst(3)), index + 2, [])
        }
      } else {
        open?.lines.append(String(line))
      }
    }
    return blocks.filter { $0.language == language }
  }

  /// What a user types at a shell: all of it, or what stands behind the prompt.
  var typedLines: [String] {
    language == "console"
      ? lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) } : lines
  }
}
