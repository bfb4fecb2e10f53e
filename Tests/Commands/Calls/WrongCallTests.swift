import TestSupport
import Testing

/// A call that cannot be read ends with 64 and one line: what is wrong, what may be meant, and the
/// help of the command that was called.
@Suite struct WrongCallTests {
  struct WrongCall: Sendable, CustomTestStringConvertible {
    let words: [String]
    let message: String

    init(_ call: String, _ message: String) {
      words = call.split(separator: " ").map(String.init)
      self.message = message
    }

    var testDescription: String { words.joined(separator: " ") }
  }

  private static let help = "see piledger --help"

  @Test(arguments: [
    // A slip of the fingers.
    WrongCall("repord", "repord: no such command; nearest is report; \(help)"),
    WrongCall("reconsile", "reconsile: no such command; nearest is reconcile; \(help)"),
    WrongCall(
      "rates lst", "rates lst: no such command; nearest is list; see piledger rates --help"),
    WrongCall(
      "wallet topup",
      "wallet topup: no such command; try piledger wallet add-top-up; see piledger wallet --help"),
    WrongCall(
      "claims nwe", "claims nwe: no such command; nearest is new; see piledger claims --help"),
    WrongCall(
      "--db x.db repord", "repord: no such command; nearest is report; \(help)"),
    // What other tools are asked.
    WrongCall("show", "show: no such command; try piledger report; \(help)"),
    WrongCall("list", "list: no such command; try piledger report; \(help)"),
    WrongCall("costs", "costs: no such command; try piledger report; \(help)"),
    WrongCall("usage", "usage: no such command; try piledger report; \(help)"),
    WrongCall("init", "init: no such command; try piledger config init; \(help)"),
    WrongCall("version", "version: no such command; try piledger --version; \(help)"),
    WrongCall("models", "models: no such command; try piledger report model; \(help)"),
    WrongCall("whatif", "whatif: no such command; try piledger rates whatif; \(help)"),
    WrongCall(
      "dearest-tasks", "dearest-tasks: no such command; try piledger query dearest-tasks; \(help)"),
    WrongCall("xyzzy", "xyzzy: no such command; \(help)"),
    // A group of commands without one.
    WrongCall(
      "export", "export: expected one of focus, hledger, tasks; see piledger export --help"),
    // Options.
    WrongCall(
      "report --formt csv",
      "unknown option --formt; nearest is --format; see piledger report --help"),
    WrongCall(
      "report --last-month",
      "unknown option --last-month; try --period last-month; see piledger report --help"),
    WrongCall("backup --xyz a", "unknown option --xyz; see piledger backup --help"),
    WrongCall("report -x", "unknown option -x; see piledger report --help"),
    WrongCall(
      "rates history", "missing expected argument '<model>'; see piledger rates history --help"),
    WrongCall(
      "report --since 2026-03-01 --until 2026-02-01",
      "--until is before --since; see piledger report --help"),
  ])
  func `a wrong call says what may be meant, and points to the right help`(
    call: WrongCall
  ) throws {
    let result = try Tool().run(call.words, asOf: nil)
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors == "piledger: \(call.message)\n")
  }

  @Test func `what a command finds wrong while it runs points to its help too`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let result = try tool.run("report", "--by", "colour")
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("piledger: --by: expected one of "))
    #expect(result.errors.hasSuffix("; see piledger report --help\n"))
    #expect(result.errors.filter { $0 == "\n" }.count == 1)
  }

  @Test func `an unknown option never suggests one that means something else`() throws {
    let report = try #require(
      try CommandTree.commands().first { $0.call == "piledger report" }?.command)
    let errors = try Tool().run("report", "--model", "kling", asOf: nil).errors
    #expect(!errors.contains("--money"))
    // Where there are conditions, they are what is meant.
    let advice = report.argument(named: "where") == nil ? "" : "; try --where model=…"
    #expect(errors == "piledger: unknown option --model\(advice); see piledger report --help\n")
  }

  @Test func `a word with control characters reaches the terminal as visible text`() throws {
    let result = try Tool().run(["re\u{1B}[31mport"], asOf: nil)
    #expect(result.status == 64)
    #expect(!result.errors.contains("\u{1B}"))
  }
}
