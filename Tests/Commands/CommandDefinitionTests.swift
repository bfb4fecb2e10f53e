import Foundation
import TestSupport
import Testing

/// Every command has an abstract and an example, and is in the documentation and the man page.
@Suite struct CommandDefinitionTests {
  /// A command with the words that invoke it.
  private struct CalledCommand {
    let path: String
    let command: CommandTree
  }

  private static func commands() throws -> [CalledCommand] {
    let root = try CommandTree.of("piledger")
    return commands(below: root, path: root.commandName)
  }

  private static func commands(below command: CommandTree, path: String) -> [CalledCommand] {
    (command.subcommands ?? []).filter { $0.commandName != "help" }.flatMap { child in
      let path = "\(path) \(child.commandName)"
      return [CalledCommand(path: path, command: child)] + commands(below: child, path: path)
    }
  }

  @Test func `every command has an abstract and an example of its call`() throws {
    let commands = try Self.commands()
    #expect(commands.count > 30)
    for called in commands {
      #expect(called.command.abstract?.hasSuffix(".") == true, "\(called.path)")
      let parts = (called.command.discussion ?? "").components(separatedBy: "EXAMPLES\n")
      #expect(parts.count == 2 && parts[1].contains(called.path), "\(called.path)")
    }
  }

  @Test func `every command stands in the documentation`() throws {
    let text = try Documentation.text()
    for called in try Self.commands() {
      #expect(text.contains(called.path), "\(called.path)")
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
    for called in try Self.commands() {
      let heading = ".SS " + called.path.replacing("-", with: #"\-"#)
      #expect(lines.contains { $0 == heading || $0.hasPrefix(heading + " ") }, "\(called.path)")
    }
    let known = [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".br", ".I", ".RI", ".nf", ".fi", ".IP"]
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
