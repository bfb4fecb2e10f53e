import Foundation
import TestSupport
import Testing

/// The same options mean the same in every command, before its name and after it.
@Suite struct CommonOptionTests {
  private static let common = CommandTree.commonOptions.sorted()
  /// What needs no ledger and no settings.
  private static let alone: Set<String> = ["piledger manual", "piledger demo", "piledger schema"]
  /// Commands whose result another program defines, or that write a card: their -o names its kind.
  private static let ownFiles: Set<String> = [
    "piledger export focus", "piledger export hledger", "piledger export tasks",
    "piledger rates confirm", "piledger scale sql", "piledger scale tasks",
  ]
  /// A night's result are its lines and its folder.
  private static let ownOutput: Set<String> = ["piledger nightly"]

  private static func leaves() throws -> [CommandTree.Called] {
    try CommandTree.commands().filter { called in
      !called.command.isGroup && !called.command.passesOn && !alone.contains(called.call)
    }
  }

  @Test func `every command takes the common options, and they are the same everywhere`() throws {
    let leaves = try Self.leaves()
    #expect(leaves.count > 40)
    let report = try #require(leaves.first { $0.call == "piledger report" }?.command)
    for called in leaves {
      for name in Self.common {
        let (own, other) = (called.command.argument(named: name), report.argument(named: name))
        #expect(
          own?.kind == other?.kind && own?.abstract == other?.abstract, "\(called.call) \(name)")
        #expect(own?.names == other?.names, "\(called.call) \(name)")
      }
    }
  }

  @Test func `every result has a format and a file`() throws {
    let leaves = try Self.leaves()
    let report = try #require(leaves.first { $0.call == "piledger report" }?.command)
    for called in leaves where !Self.ownOutput.contains(called.call) {
      let output = called.command.argument(named: "output")
      #expect(output?.names == report.argument(named: "output")?.names, "\(called.call)")
      guard !Self.ownFiles.contains(called.call) else { continue }
      let format = called.command.argument(named: "format")
      #expect(format?.names == report.argument(named: "format")?.names, "\(called.call)")
      #expect(output?.abstract == report.argument(named: "output")?.abstract, "\(called.call)")
    }
  }

  @Test func `a short option means the same long one in every command`() throws {
    var meanings: [String: Set<String>] = [:]
    for called in try CommandTree.commands() {
      for argument in called.command.arguments ?? [] {
        let names = argument.names ?? []
        for short in names where short.kind == "short" {
          meanings[short.name, default: []].formUnion(
            names.filter { $0.kind == "long" }.map(\.name))
        }
      }
    }
    for (short, long) in meanings { #expect(long.count == 1, "-\(short): \(long.sorted())") }
  }

  @Test(arguments: [
    ["--db", "other.db"], ["--db=other.db"], ["-q", "--db", "other.db"],
    ["--no-color", "--db", "other.db", "-v"],
  ])
  func `common options may stand before the command`(options: [String]) throws {
    let tool = try Tool()
    let first = try tool.run(options + ["import", "-"], input: TaskText().envelope)
    #expect(first.status == 0)
    #expect(tool.folder.names.contains("other.db"))
    let before = try tool.run(["--db", "other.db", "-jv", "report", "model"])
    let after = try tool.run(["report", "model", "--db", "other.db", "-jv"])
    #expect(before.status == 0 && before.output.hasPrefix("{"))
    #expect(before.output == after.output)
    let nested = try tool.run(["rates", "--db", "other.db", "list", "-f", "csv"])
    let plain = try tool.run("rates", "list", "-f", "csv")
    #expect(nested.status == 0 && nested.output == plain.output)
  }

  @Test func `an option that only some commands have stays behind its command`() throws {
    let result = try Tool().run(["-o", "x.csv", "report"], asOf: nil)
    #expect(result.status == 64)
    #expect(result.errors == "piledger: unknown option -o; see piledger --help\n")
  }

  @Test func `a month has a short way, with the same options`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    for words in [["2026-05"], ["2026-05", "--json"], ["last-month", "-f", "markdown"]] {
      let (short, long) = (
        try tool.run(["month"] + words), try tool.run(["report", "month"] + words)
      )
      #expect(short.status == 0 && short.output == long.output && !short.output.isEmpty)
    }
    let wrong = try tool.run("month", "febuary")
    #expect(wrong.status == 64)
    #expect(wrong.errors.hasSuffix("; see piledger month --help\n"))
  }
}
