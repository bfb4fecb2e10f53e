package import Traffic

/// Texts that someone might put into a model's name to break a report.
package enum HostileText {
  package static let examples = [
    "=HYPERLINK(\"https://evil.example\",\"click\")", "+1+1", "-2", "@SUM(A1:A9)", "\t=1", "\r=1",
    "＝1+1", "a|b", "`rm -rf /`", "<script>alert(1)</script>", "[click](https://evil.example)",
    "one\ntwo", "one\r\ntwo", "\u{202E}live\u{202C}", "\u{1B}[31mred", "\u{200B}", "\u{FEFF}",
    "\"quoted\"", "a,b;c", " padded ", "", "模型-五", "e\u{301}", "👩‍👩‍👧", "\u{0}", "\\",
    "www.evil.example",
    String(repeating: "long ", count: 2000),
  ]

  private static let pieces = [
    "a", "b", "0", "-", "=", "+", "@", " ", ",", "\"", "|", "`", "<", ">", "&", "\\", "\n", "\r",
    "\t", "\u{202E}", "\u{200B}", "\u{1B}", "\u{7F}", "\u{2028}", "é", "😀", "#", "*", "_", "[",
    "](",
  ]

  /// A text of random pieces.
  package static func random(_ random: inout SeededRandom, pieces count: Int = 12) -> String {
    (0..<Int.random(in: 0...count, using: &random)).map { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }.joined()
  }
}
