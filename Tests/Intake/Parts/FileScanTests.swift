import Foundation
import TestSupport
import Testing
import Traffic

@testable import Intake

/// However a file is cut for the threads, the same is read of it.
@Suite struct FileScanTests {
  /// What a scan gives: the number of tasks, the sum of their ids, and the rejections.
  private struct Result: Equatable {
    let tasks: Int
    let ids: UInt64
    let rejections: [FileScan.Rejection]

    init(tasks scan: FileScan, rejections: [FileScan.Rejection]) {
      var ids: UInt64 = 0
      scan.table.forEachBlock { _, block in
        for task in block { ids ^= task.idHigh &* 3 ^ task.idLow }
      }
      (tasks, self.rejections) = (scan.table.count, rejections)
      self.ids = ids
    }
  }

  private static func result(
    _ text: String, threads: Int, leastPartSizeBytes: Int64
  ) throws -> Result {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "a.ndjson")
    let scan = FileScan(
      InputFiles([folder.path("a.ndjson")]).entries, threads: threads, rejectionLimit: .max,
      leastPartSizeBytes: leastPartSizeBytes)
    let rejections = scan.rejections.map {
      FileScan.Rejection(source: "a.ndjson", line: $0.line, reason: $0.reason)
    }
    #expect(scan.rejectionCount == rejections.count)
    return Result(tasks: scan, rejections: rejections)
  }

  /// Checks that parts of some hundred bytes give what the whole gives.
  private static func expectSame(_ text: String) throws {
    let whole = try result(text, threads: 1, leastPartSizeBytes: .max / 4)
    for (threads, size) in [(2, Int64(300)), (3, 200), (16, 40)] {
      #expect(try result(text, threads: threads, leastPartSizeBytes: size) == whole)
    }
  }

  private static func records(_ count: Int) -> [String] {
    (0..<count).map { number in
      TaskText.task { $0.taskID = "00000000-0000-4000-8000-00000000\(1000 + number)" }.envelope
    }
  }

  @Test func `a file with a record per line is read in parts`() throws {
    let text = Self.records(20).joined(separator: "\n")
    let folder = try TemporaryFolder()
    try folder.write(text, to: "a")
    let parts = InputPart.parts(
      of: InputFiles([folder.path("a")]).entries, threads: 4, leastSizeBytes: 1000)
    #expect(parts.count == 4)
    #expect(parts.last?.range?.upperBound == Int64.max)
    try Self.expectSame(text)
  }

  @Test func `the lines of rejections are counted over all parts`() throws {
    var records = Self.records(30)
    for line in [3, 11, 17, 18, 29] { records[line] = #"{"damaged":"# }
    try Self.expectSame(records.joined(separator: "\n"))
    try Self.expectSame(records.joined(separator: "\r\n\n"))
  }

  @Test(arguments: [
    "[%]", "{\"tasks\":[\n%\n]}", "%\n[%]\n%", "{\"a\":\n%", "%,\n%", "%\n]\n%",
    "%\n{\"a\":[\n%\n%", "%\n[\n{bad\n%\n]\n%", "%\n[\n%\n{\"a\":\n%",
  ])
  func `a file that is not a record per line is read whole`(form: String) throws {
    let lines = Self.records(12).joined(separator: "\n")
    let list = Self.records(12).joined(separator: ",\n")
    try Self.expectSame(form.replacing("%", with: lines))
    try Self.expectSame(form.replacing("%", with: list))
  }

  @Test func `records on several lines are read in parts where they begin a line`() throws {
    let pretty = Self.records(12).map {
      $0.replacing("{", with: "{\n").replacing("}", with: "\n}")
    }
    try Self.expectSame(pretty.joined(separator: "\n"))
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `damaged files give the same in parts as whole`(seed: UInt64) throws {
    var tasks = RandomTasks(seed: seed, oddPercent: 1)
    var text = ""
    for _ in 0..<40 {
      var bytes = Array(tasks.document().utf8)
      if tasks.number(0, 9) == 0 { tasks.damage(&bytes) }
      text += String(decoding: bytes, as: UTF8.self) + "\n"
    }
    try Self.expectSame(text)
  }

  @Test func `several files are read by several threads, and told in their order`() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b", "c", "d"] { try folder.write("no JSON\n{}", to: name) }
    let scan = FileScan(
      InputFiles(["a", "b", "c", "d"].map(folder.path)).entries, threads: 3, rejectionLimit: 1)
    #expect(scan.rejections.map(\.source) == ["a", "b", "c", "d"].map(folder.path))
    #expect(scan.rejectionCount == 8)
  }

  @Test func `a file that cannot be opened is named, and the others are read`() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "gone", "z"] {
      try folder.write(TaskText.task { $0.taskID = "task of \(name)" }.envelope, to: name)
    }
    let entries = InputFiles(["a", "gone", "z"].map(folder.path)).entries
    try FileManager.default.removeItem(atPath: folder.path("gone"))
    let scan = FileScan(entries, rejectionLimit: 1)
    #expect(scan.table.count == 2)
    #expect(
      scan.unreadFiles.map(\.description)
        == ["\(folder.path("gone")): cannot be opened: No such file or directory"])
  }
}
