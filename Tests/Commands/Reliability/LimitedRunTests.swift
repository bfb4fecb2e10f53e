import Foundation
import TestSupport
import Testing

/// A run with few file descriptors, or without its standard streams, says what it lacks, and never
/// writes a stream into the ledger.
@Suite struct LimitedRunTests {
  private static let commands = [
    ["import", "inbox"], ["report", "model"], ["backup", "copy.db"],
    ["nightly", "--inbox", "inbox", "--reports", "reports", "--as-of", "2026-06-01T00:00:00Z"],
  ]

  // With three files the loader gets none for a library.
  @Test(arguments: [4, 5, 6, 7, 8, 12, 15])
  func `too few descriptors for a run are told in one line, and nothing is touched`(
    limit: Int
  ) throws {
    let tool = try Tool.withTwoAnswers(second: "inbox/b.json")
    let before = tool.folder.names.filter { !$0.hasPrefix(".") }
    for words in Self.commands + [
      ["status"], ["rates", "list"], ["report", "model", "-o", "m.xlsx"],
    ] {
      let result = try tool.run(by: .shell(before: "ulimit -n \(limit); "), words)
      #expect(result.status == 78, "\(words) with \(limit): \(result.errors)")
      #expect(
        result.errors
          == "piledger: ulimit -n: expected at least 16 open files, found \(limit); raise the "
          + "limit with ulimit -n 256\n", "\(words) with \(limit)")
    }
    #expect(tool.folder.names.filter { !$0.hasPrefix(".") } == before)
  }

  @Test(arguments: [16, 17, 18, 20])
  func `few descriptors end a run with a status that says so, or are enough`(limit: Int) throws {
    let tool = try Tool.withTwoAnswers(second: "inbox/b.json")
    for words in Self.commands {
      let result = try tool.run(by: .shell(before: "ulimit -n \(limit); "), words)
      #expect(
        [0, 10, 13, 66, 73].contains(result.status), "\(words) with \(limit): \(result.errors)")
      #expect(!result.errors.contains("SQLite error"), "\(words) with \(limit): \(result.errors)")
      if [66, 73].contains(result.status) {
        #expect(result.errors.contains(": "), "\(words) with \(limit): \(result.errors)")
      }
    }
    #expect(try tool.run("doctor").status == 0)
    #expect(try tool.run("import", "inbox").status == 0)
    #expect(!tool.folder.names.contains { $0.hasSuffix(".part") })
  }

  @Test(arguments: ["0<&-", "1>&-", "2>&-", "0<&- 1>&-", "1>&- 2>&-", "0<&- 1>&- 2>&-"])
  func `a closed stream takes nothing of the ledger`(closed: String) throws {
    let tool = try Tool.withTwoAnswers(second: "inbox/b.json")
    for words in Self.commands {
      let result = try tool.run(by: .shell(redirection: closed), words)
      #expect([0, 10, 13, 73].contains(result.status), "\(words) \(closed): \(result.errors)")
    }
    #expect(try tool.run("doctor").status == 0)
    let tasks = try tool.run("query", "--sql", "SELECT count(*) AS n FROM v_task", "-f", "csv")
    #expect(tasks.output == "n\n2\n", "\(tasks.errors)")
  }
}
