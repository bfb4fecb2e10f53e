import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing
import Traffic

@Suite struct MarkdownWriterTests {
  @Test(arguments: [
    ("seedream/seedream-5-lite size=2K", "seedream/seedream-5-lite size=2K"), ("a|b", "a\\|b"),
    ("`code`", "\\`code\\`"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("[x](y)", "\\[x\\](y)"), ("![i](u)", "\\!\\[i\\](u)"), ("a\\b", "a\\\\b"),
    ("*b* _i_ ~s~", "\\*b\\* \\_i\\_ \\~s\\~"), ("# heading", "\\# heading"), ("$x$", "\\$x\\$"),
    ("@user", "\\@user"), ("&amp;", "&amp;amp;"), ("one\ntwo", "one\\u{A}two"),
    ("one\r\ntwo", "one\\u{D}\\u{A}two"), ("\u{202E}live", "\\u{202E}live"),
    ("\u{200B}", "\\u{200B}"), ("\u{2028}", "\\u{2028}"), ("\u{1B}[31m", "\\u{1B}\\[31m"),
    ("https://evil.example/x", "https&#58;//evil.example/x"),
    ("a://b://c", "a&#58;//b&#58;//c"), ("www.evil.example", "www&#46;evil.example"),
  ])
  func `a text cannot become markup, a link or another cell`(text: String, escaped: String) {
    #expect(MarkdownWriter.escaped(text) == escaped)
  }

  @Test func `an address with a combining mark is not a link either`() {
    let escaped = Array(MarkdownWriter.escaped("https://\u{301}evil.example").utf8)
    #expect(escaped.firstRange(of: Array("://".utf8)) == nil)
  }

  @Test(arguments: [UInt64(5), 6, 7])
  func `whatever the names, a table has one line per row and as many cells`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let names = HostileText.examples + (0..<100).map { _ in HostileText.random(&random) }
    let text = MarkdownWriter.table(ReportSample.table(names, total: "a|b"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == names.count + 4)
    #expect(lines.last == "")
    for line in lines.dropLast() { #expect(Self.bars(in: line) == 3) }
  }

  /// The vertical bars that no backslash escapes.
  private static func bars(in line: Substring) -> Int {
    var (bars, isEscaped) = (0, false)
    for scalar in line.unicodeScalars {
      if scalar == "|", !isEscaped { bars += 1 }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return bars
  }

  @Test func `a long name is kept whole`() {
    let name = String(repeating: "model", count: 2000)
    #expect(MarkdownWriter.table(ReportSample.table([name])).contains("| \(name) | 1 |"))
  }

  @Test func `numbers are aligned to the right, and the total is bold`() {
    #expect(
      MarkdownWriter.table(ReportSample.table(["a"], total: "total"))
        == "| name | tasks |\n| --- | ---: |\n| a | 1 |\n| **total** | **1** |\n")
  }

  @Test func `a table without rows says so`() {
    #expect(MarkdownWriter.table(ReportSample.table([])) == "*none*\n")
  }

  @Test func `title and notes are escaped as well`() {
    let report = Report(
      table: ReportTable(name: "t", title: "<Cost>", columns: [], rows: []),
      coverage: Coverage(Totals(), undatedTasks: 0), period: .all, notes: ["a|b", "one\ntwo"])
    #expect(
      MarkdownWriter.text(report) == """
        ## &lt;Cost&gt;, all days

        Checked 0 of 0 tasks (–), 0.00 of 0.00 USD (–)

        - a\\|b
        - one\\u{A}two

        *none*

        """)
  }
}
