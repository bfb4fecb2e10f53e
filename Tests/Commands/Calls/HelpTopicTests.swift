import TestSupport
import Testing

/// `piledger help` knows the commands and the articles of the manual.
@Suite struct HelpTopicTests {
  private static let folder = "Sources/piledger/piledger.docc"

  /// The articles with their topic names.
  private static func topics() -> [(name: String, file: String)] {
    TestFiles.names(under: folder, ending: ".md").map { file in
      let article = file.dropFirst(folder.count + 1).dropLast(3)
      let words = article.replacing(/([a-z])([A-Z])/) { "\($0.1)-\($0.2)" }
      return (article == "piledger" ? "overview" : words.lowercased(), file)
    }
  }

  private static func help(_ words: String...) throws -> Tool.Result {
    try Tool().run(["help"] + words, asOf: nil)
  }

  @Test func `every article is a topic, in the binary, the list and the man page`() throws {
    let list = try Self.help()
    #expect(list.status == 0)
    #expect(list.output.contains("\nREPORTS:\n"))
    let page = try Tool().run("manual", asOf: nil).output.replacing("\\-", with: "-")
    let topics = Self.topics()
    #expect(topics.count > 15)
    for topic in topics {
      let lines = try TestFiles.text(topic.file).split(separator: "\n")
      #expect(lines[0].hasPrefix("# "), "\(topic.file)")
      let title = lines[0].dropFirst(2).replacing("``", with: "").uppercased()
      #expect(list.output.contains("\n  \(topic.name) "), "\(topic.name)")
      let shown = try Self.help(topic.name)
      #expect(shown.status == 0)
      #expect("\n\(shown.output)".contains("\n\(title)\n\n"), "\(topic.name)")
      #expect(page.contains("\n.SH \(title)\n"), "\(topic.name)")
    }
  }

  @Test func `a topic is text for a terminal of 80 columns`() throws {
    let text = try Self.help("exit-statuses").output
    #expect(text.hasPrefix("EXIT STATUSES\n\nWhat each status means"))
    #expect(text.contains("\n  10\n    findings\n"))
    for topic in Self.topics() {
      let lines = try Self.help(topic.name).output.split(separator: "\n")
      // Blocks stay as they are; prose and tables are wrapped, except for longer words.
      let wide = lines.filter { $0.count > 80 && !$0.hasPrefix("  ") }
      #expect(wide.allSatisfy { !$0.trimmingPrefix("- ").contains(" ") }, "\(topic.name): \(wide)")
      #expect(!lines.contains { $0.contains("<doc:") || $0.hasPrefix("```") }, "\(topic.name)")
    }
  }

  @Test func `a command has its own help there`() throws {
    #expect(
      try Self.help("reconcile").output == Tool().run("reconcile", "--help", asOf: nil).output)
    #expect(
      try Self.help("rates", "list").output
        == Tool().run("rates", "list", "--help", asOf: nil).output)
    // A topic of the same name comes after it.
    let nightly = try Self.help("nightly").output
    #expect(nightly.hasPrefix(try Tool().run("nightly", "--help", asOf: nil).output))
    #expect(nightly.contains("\nNIGHTLY\n\n"))
    #expect(try Self.help("Rate-Cards").output.hasPrefix("RATE CARDS\n"))
  }

  @Test(arguments: [
    (["budgetz"], "help budgetz: no such command or topic; nearest are budget, budgets"),
    (["rates", "lst"], "help rates lst: no such command or topic; nearest is list"),
    (["nightly", "tags"], "help nightly tags: no such command or topic"),
  ])
  func `what is neither is an error with the closest names`(
    words: [String], message: String
  ) throws {
    let result = try Tool().run(["help"] + words, asOf: nil)
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors == "piledger: \(message)\n")
  }
}
