import Foundation
import GRDB
import TestSupport
import Testing
import Traffic

/// A bit of the file that flips is found, by doctor or by the command that reads it, or it changes
/// no figure; nothing traps or hangs.
@Suite struct FlippedBitTests {
  private static let pageSizeBytes = 8192
  private static let reports = [["report", "daily", "-f", "csv"], ["reconcile"], ["budget"]]

  @Test(arguments: 1...UInt64(Trials.count(usually: 40)))
  func `no flipped bit changes a figure in silence`(seed: UInt64) throws {
    let tool = try DoctorTests.tool()
    let path = tool.folder.path("ledger.db")
    // What the log has belongs to the file.
    try DatabaseQueue(path: path).writeWithoutTransaction {
      _ = try Row.fetchAll($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    let expected = try Self.reports.map { try tool.run($0).output }
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    var random = SeededRandom(seed: seed)
    let page = Int.random(in: 0..<bytes.count / Self.pageSizeBytes, using: &random)
    let bit = Int.random(in: 0..<Self.pageSizeBytes * 8, using: &random)
    bytes[page * Self.pageSizeBytes + bit / 8] ^= 1 << UInt8(bit % 8)
    for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    try Data(bytes).write(to: URL(filePath: path))
    let place = "seed \(seed): bit \(bit) of page \(page)"

    let isFound = try Self.run(tool, ["doctor"], place).status != 0
    for (words, output) in zip(Self.reports, expected) {
      let result = try Self.run(tool, words, place)
      let isTold = [1, 78].contains(result.status)
      #expect(isFound || isTold || result.output == output, "\(place): \(words)")
    }
  }

  /// Runs the tool, which must end by itself within a minute.
  private static func run(
    _ tool: Tool, _ words: [String], _ place: String
  ) throws -> Tool.Result {
    let process = try tool.start(
      words + ["--as-of", "2026-06-01T00:00:00Z"], input: "", environment: [:])
    let end = Date(timeIntervalSinceNow: 60)
    while process.isRunning, Date() < end { Thread.sleep(forTimeInterval: 0.01) }
    #expect(!process.isRunning, "\(place): \(words) hangs")
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "\(place): \(words) traps")
    return Tool.Result(
      status: process.terminationStatus, output: try tool.folder.text(of: ".output"),
      errors: try tool.folder.text(of: ".errors"))
  }
}
