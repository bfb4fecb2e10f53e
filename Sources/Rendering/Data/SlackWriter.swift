import Domain

/// The lines of a night as a message of Slack, and of what takes its incoming webhooks' JSON.
///
/// The first line is bold and the others stand in a code block: names from outside can be in any of
/// them, and there they can neither style the message, nor link, nor mention anybody.
package enum SlackWriter {
  /// Slack shows a message of this length whole, in UTF-16 code units.
  package static let textLimit = 3000
  /// A line has at most this many characters; escapes make up to five of one.
  private static let lineLimit = 300

  /// The body of the request, on one line.
  package static func payload(head: String, lines: [String]) -> String {
    let text = JSONText.quoted(text(head: head, lines: lines))
    return "{\"text\": \(text), \"unfurl_links\": false, \"unfurl_media\": false}\n"
  }

  /// The message in Slack's markup.
  package static func text(head: String, lines: [String]) -> String {
    let head = "*\(escaped(head).replacing("*", with: "∗"))*"
    guard !lines.isEmpty else { return head }
    let shown = lines.map(escaped)
    for count in stride(from: shown.count, through: 0, by: -1) {
      let rest = shown.count - count
      let cut = rest == 0 ? [] : ["… and \(rest) more \(rest == 1 ? "line" : "lines")"]
      let text = "\(head)\n```\n\((shown.prefix(count) + cut).joined(separator: "\n"))\n```"
      if text.utf16.count <= textLimit { return text }
    }
    return head
  }

  /// `&`, `<` and `>` are all that Slack's markup can escape, and the last two are what mentions and
  /// links are made of; a backtick would end the code block.
  private static func escaped(_ line: String) -> String {
    VisibleText.line(line, limit: lineLimit).replacing("&", with: "&amp;")
      .replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("`", with: "'")
  }
}
