import Foundation
import TestSupport
import Testing

/// What the documentation lets a user type exists: commands, subcommands, flags.
@Suite struct DocumentationCommandTests {
  /// Every call in the blocks and in the prose, with its line.
  private static func calls() throws -> [(place: String, words: [String])] {
    var lines: [(place: String, line: String)] = []
    for block in try ["sh", "console"].flatMap(DocumentationBlock.all) {
      lines += block.typedLines.map { (block.place, $0) }
    }
    for block in try DocumentationBlock.all("crontab") {
      lines += block.lines.map { (block.place, CrontabLine.command(of: $0)) }
    }
    for file in Documentation.files {
      let prose = try TestFiles.text(file).replacing("\n", with: " ")
      lines += prose.matches(of: /`(piledger [^`]+)`/).map { ("\(file)'s prose", String($0.1)) }
    }
    return lines.flatMap { place, line in
      ShellLine.commands(of: line).map { (place, $0) }
    }
  }

  @Test
  func `every call of piledger in the documentation has the commands and flags that it names`()
    throws
  {
    let root = try CommandTree.of("piledger")
    let calls = try Self.calls().filter { ($0.words.first ?? "").hasSuffix("piledger") }
    #expect(calls.count > 100)
    for call in calls {
      let problem = root.problem(with: call.words.dropFirst())
      #expect(problem == nil, "\(call.place): \(call.words.joined(separator: " "))")
    }
  }

  @Test func `every call of the benchmarks in the documentation has the flags that it names`()
    throws
  {
    // What runs if no subcommand is named.
    let measure = try #require(
      try CommandTree.of("Benchmarks").subcommands?.first { $0.commandName == "measure" })
    let prefix = ["swift", "run", "-c", "release", "Benchmarks"]
    let calls = try Self.calls().filter { $0.words.starts(with: prefix) }
    #expect(calls.count > 3)
    for call in calls {
      let problem = measure.problem(with: call.words.dropFirst(prefix.count))
      #expect(problem == nil, "\(call.place): \(call.words.joined(separator: " "))")
    }
  }

  @Test(arguments: [
    ("report model --by tag:project", nil), ("config --origin", nil), ("-q reconcile", nil),
    ("--db x report", nil), ("-o x report", "piledger has no -o"), ("month 2026-02 -o x", nil),
    ("report --bye model", "report has no --bye"), ("backup -x a", "backup has no -x"),
    ("reconcile now", "reconcile takes no now"), ("repord", "piledger takes no repord"),
    ("report -o", "the last flag has no value"),
  ])
  func `a call that the tool would refuse is found`(call: String, problem: String?) throws {
    let words = ShellLine.commands(of: call)[0]
    #expect(try CommandTree.of("piledger").problem(with: words) == problem)
  }

  @Test func `a line is divided as a shell divides it`() {
    #expect(
      ShellLine.commands(of: #"a "b # c" | d -e 'f|g' && h # i"#) == [
        ["a", "b # c"], ["d", "-e", "f|g"], ["h"],
      ])
    #expect(
      ShellLine.commands(of: "curl … | piledger report status - > x") == [
        ["curl", "…"], ["piledger", "report", "status", "-"], ["x"],
      ])
  }

  @Test func `the commands that install the manual and the completions do so on a fresh machine`()
    throws
  {
    let block = try #require(
      try DocumentationBlock.all("sh").first { $0.text.hasPrefix("mkdir ") })
    let tool = try Tool()
    try tool.linkBinary()
    // README's are among them.
    let short = try DocumentationBlock.all("sh").flatMap(\.lines).filter { line in
      line.hasPrefix("piledger ") && line.contains(" > ")
    }
    #expect(Set(short).isSubset(of: block.lines))
    let lines = block.lines.map { $0.replacing(" /usr/", with: " \(tool.folder.path)/usr/") }
    for line in lines {
      let result = try tool.shell(line, environment: tool.typicalEnvironment)
      #expect(result.status == 0 && result.errors.isEmpty, "\(line): \(result.errors)")
    }
    for name in [
      "usr/local/share/man/man1/piledger.1", "usr/share/bash-completion/completions/piledger",
      "usr/local/share/zsh/site-functions/_piledger", ".config/fish/completions/piledger.fish",
    ] {
      #expect(try tool.folder.text(of: name).contains("piledger"), "\(name)")
    }
    let syntax = try tool.shell(
      "bash -n usr/share/bash-completion/completions/piledger",
      environment: tool.typicalEnvironment)
    #expect(syntax.status == 0, "\(syntax.errors)")
  }
}
