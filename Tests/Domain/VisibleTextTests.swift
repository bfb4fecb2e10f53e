import Domain
import Testing

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("é 模型 😀", "é 模型 😀"), ("one\ntwo", "one\\u{A}two"),
    ("\r\n", "\\u{D}\\u{A}"), ("\t", "\\u{9}"), ("\u{0}", "\\u{0}"), ("\u{7F}", "\\u{7F}"),
    ("\u{1B}[31m", "\\u{1B}[31m"), ("\u{9B}31m", "\\u{9B}31m"), ("\u{202E}", "\\u{202E}"),
    ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"), ("\u{200B}", "\\u{200B}"),
    ("\u{FEFF}", "\\u{FEFF}"), ("\u{AD}", "\\u{AD}"), ("\u{2028}", "\\u{2028}"),
    ("\u{2029}", "\\u{2029}"), ("\u{E000}", "\\u{E000}"), ("\u{E0041}", "\\u{E0041}"),
  ])
  func `invisible characters are shown by number`(text: String, line: String) {
    #expect(VisibleText.line(text) == line)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("", 0, ""),
    ("a\nb", 4, "a\\u…"),
  ])
  func `a line is truncated to a number of characters, with a mark`(
    text: String, limit: Int, line: String
  ) {
    #expect(VisibleText.line(text, limit: limit) == line)
  }
}
