import Foundation
import TestSupport
import Testing

/// The help of a command fits a screen, whatever else there is to say is in a topic.
@Suite struct CommandHelpTests {
  /// The lines of a screen and a half, of which the examples may be the rest.
  private static let lineLimit = 40

  private static let helps: [(call: String, text: String)] = {
    guard let commands = try? CommandTree.commands(), let tool = try? Tool() else { return [] }
    return ([["piledger"]] + commands.map(\.path)).compactMap { path in
      let result = try? tool.run(path.dropFirst() + ["--help"], asOf: nil)
      return result.map { (path.joined(separator: " "), $0.status == 0 ? $0.output : "") }
    }
  }()

  @Test func `the help of every command has at most 40 lines before its examples`() {
    #expect(Self.helps.count > 45)
    for help in Self.helps {
      let lines = help.text.split(separator: "\n", omittingEmptySubsequences: false)
      let count = lines.firstIndex(of: "EXAMPLES")
      #expect(count != nil && count ?? 0 <= Self.lineLimit, "\(help.call): \(count ?? -1)")
    }
  }

  @Test func `no line of a help is wider than 80 columns`() {
    for help in Self.helps {
      let wide = help.text.split(separator: "\n").filter { $0.count > 80 }
      #expect(wide.isEmpty, "\(help.call): \(wide)")
    }
  }

  @Test func `on a narrower terminal the lines are as wide as it is, and no word is broken`() throws
  {
    let tool = try Tool()
    try tool.linkBinary()
    let wide = try tool.run("report", "--help", asOf: nil).output
    let narrow = try tool.shell(
      "script -qec 'stty cols 60; piledger report --help' /dev/null",
      environment: tool.typicalEnvironment
    ).output.replacing("\r\n", with: "\n")
    let parts = [wide, narrow].map { $0.components(separatedBy: "EXAMPLES\n") }
    #expect(parts[1][0].split(separator: "\n").allSatisfy { $0.count <= 60 })
    #expect(parts[0][0] != parts[1][0])
    let words = parts.map { Set($0[0].split { $0 == " " || $0 == "\n" }) }
    #expect(words[0] == words[1])
  }

  @Test func `the tool's help groups its commands, and every command is in one group`() throws {
    let text = try #require(Self.helps.first?.text)
    for heading in ["REPORTS", "PRICES", "DATA IN", "ACCOUNT", "LEDGER"] {
      #expect(text.contains("\n\(heading):\n"))
    }
    for called in try CommandTree.commands() where called.path.count == 2 {
      let lines = text.split(separator: "\n").filter { $0.hasPrefix("  \(called.path[1]) ") }
      #expect(lines.count == 1, "\(called.call)")
    }
  }

  @Test func `what every command takes is named in its help and told in the topic`() throws {
    let topic = try Tool().run("help", "options", asOf: nil).output
    let report = try #require(Self.helps.first { $0.call == "piledger report" }?.text)
    for name in [
      "db", "config", "card", "timezone", "as-of", "json", "quiet", "verbose", "no-color",
    ] {
      #expect(report.contains("--\(name)"))
      #expect(topic.contains("--\(name)"))
    }
    #expect(report.contains("COMMON OPTIONS (see piledger help options):\n"))
  }

  @Test func `the topics that a help names exist`() throws {
    let topics = try Tool().run("help", asOf: nil).output
    let names = Self.helps.flatMap { help in
      help.text.replacing("\n", with: " ").matches(of: /piledger help ([a-z-]+)/).map {
        String($0.1)
      }
    }
    #expect(Set(names).count > 8)
    for name in Set(names) { #expect(topics.contains("\n  \(name) "), "\(name)") }
  }

  @Test func `every setting of the template stands in its topic`() throws {
    let tool = try Tool()
    try tool.run("config", "init", asOf: nil)
    let template = try tool.folder.text(of: "piledger.yaml")
    let article = try TestFiles.text("Sources/piledger/piledger.docc/Configuration.md")
    let names = template.matches(of: /\n# ([a-z_]+): [^ ]/).map { String($0.1) }
    #expect(names.count > 20)
    for name in names { #expect(article.contains("\n\(name):"), "\(name)") }
  }
}
