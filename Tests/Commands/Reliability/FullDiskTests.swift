import Foundation
import GRDB
import TestSupport
import Testing

/// A disk without space, or a bound on the size of files, ends with 73 and one line; the ledger is
/// as it was, or is not there.
@Suite struct FullDiskTests {
  /// No file may exceed 16 KiB, which no ledger fits in; the signal is ignored, as services do.
  private static let bounded = Tool.Runner.shell(before: "trap '' XFSZ; ulimit -f 32; ")

  private static func tool(hasLedger: Bool = true) throws -> Tool {
    let tool = try Tool.withTwoAnswers(hasLedger: hasLedger)
    try tool.folder.write(CardText.agreement, to: "card.yaml")
    return tool
  }

  private static func expectFailure(_ result: Tool.Result, _ words: [String]) {
    #expect(result.status == 73, "\(words): \(result.errors)")
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 1, "\(words): \(result.errors)")
    #expect(lines.last?.contains(": cannot be written: ") == true, "\(words): \(result.errors)")
    for word in ["SQLite error", "COMMIT", "INSERT", "not an error"] {
      #expect(!result.errors.contains(word), "\(words): \(result.errors)")
    }
  }

  @Test(arguments: [["import", "a.json"], ["nightly", "--inbox", "a.json"]])
  func `a first run leaves no ledger`(words: [String]) throws {
    let tool = try Self.tool(hasLedger: false)
    let before = tool.folder.names
    let result = try tool.run(by: Self.bounded, words)
    Self.expectFailure(result, words)
    #expect(
      Set(tool.folder.names).subtracting(before).subtracting([".errors", ".input", ".output"])
        == ["ledger.db.lock"])
    #expect([0, 10].contains(try tool.run(words).status))
  }

  @Test(arguments: [
    ["import", "b.json"], ["reconcile", "--card", "card.yaml"], ["backup", "copy.db"],
    ["doctor", "--rebuild-rollup"], ["wallet", "add-top-up", "2026-05-02", "7"],
  ])
  func `a ledger is as it was`(words: [String]) throws {
    let tool = try Self.tool()
    let before = try tool.run("export", "tasks").output
    Self.expectFailure(try tool.run(by: Self.bounded, words), words)
    #expect(try tool.run("export", "tasks").output == before)
    #expect(try tool.run("doctor", "-q").status == 0)
    #expect(!tool.folder.names.contains { $0.hasPrefix("copy") || $0.hasSuffix(".part") })
    #expect(
      [0, 10].contains(
        try tool.run(words, asOf: words[0] == "backup" ? nil : "2026-06-01T00:00:00Z").status))
  }

  @Test func `a first import on a full disk leaves no ledger`() throws {
    let tool = try Self.tool(hasLedger: false)
    try FileManager.default.createDirectory(
      atPath: tool.folder.path("mnt"), withIntermediateDirectories: false)
    let script = """
      mount -t tmpfs -o size=100k tmpfs mnt || { echo none; exit 0; }
      "$0" "$@"; status=$?; ls mnt; exit $status
      """
    let result = try tool.run(by: .mounting(script), "import", "a.json", "--db", "mnt/ledger.db")
    guard result.output != "none\n", !result.errors.hasPrefix("unshare") else {
      print("skipped: nothing can be mounted here: \(result.errors)")
      return
    }
    #expect(
      result.errors
        == "piledger: mnt/ledger.db: cannot be written: no space left; make room, and run it again\n"
    )
    #expect(result.status == 73)
    #expect(result.output == "ledger.db.lock\n")
  }
}
