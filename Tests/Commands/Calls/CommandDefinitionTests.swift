import Foundation
import TestSupport
import Testing

/// Every command has an abstract and an example, and is in the documentation and the man page.
@Suite struct CommandDefinitionTests {
  @Test func `every command has an abstract and an example of its call`() throws {
    let commands = try CommandTree.commands()
    #expect(commands.count > 30)
    for called in commands {
      #expect(called.command.abstract?.hasSuffix(".") == true, "\(called.call)")
      let parts = (called.command.discussion ?? "").components(separatedBy: "EXAMPLES\n")
      #expect(parts.count == 2 && parts[1].contains(called.call), "\(called.call)")
    }
  }

  @Test func `every command stands in the documentation`() throws {
    let text = try Documentation.text()
    for called in try CommandTree.commands() {
      #expect(text.contains(called.call), "\(called.call)")
    }
  }

  @Test
  func `the manual has a section for every command, and no line that man would misread`()
    throws
  {
    let result = try Tool().run("manual", asOf: nil)
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == #".TH PILEDGER 1 "" "piledger 0.1.0" "User Commands""#)
    for called in try CommandTree.commands() {
      let heading = ".SS " + called.call.replacing("-", with: #"\-"#)
      #expect(lines.contains { $0 == heading || $0.hasPrefix(heading + " ") }, "\(called.call)")
    }
    let known = [
      ".TH", ".ad", ".SH", ".SS", ".TP", ".PP", ".B", ".br", ".I", ".RI", ".nf", ".fi", ".IP",
    ]
    for line in lines where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(known.contains(String(line.prefix { $0 != " " })), "\(line)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completion is generated for the shell`(shell: String) throws {
    let result = try Tool().run("--generate-completion-script", shell, asOf: nil)
    #expect(result.status == 0)
    #expect(result.output.contains("spend-by-day"))
  }
}
