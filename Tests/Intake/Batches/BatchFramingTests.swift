import Domain
import Foundation
import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct BatchFramingTests {
  private static let chunkSizes = [1, 2, 3, 13, 100, 1000, 65_536, 1 << 20]
  private static let tasks = MonthOfTraffic(seed: 11).records.prefix(12).map { $0 }
  private static let pretty = "{\n  \"code\": 200,\n  \"data\":\n    \(TaskText().bare)\n}"
  private static let bad = [
    #"{"task_id":"#, "{bad}", "oops", "[{", #"{"a":"b"#, "{\n  \"a\": tru\n}", "[1,]", "]", "\u{1}",
    #"{"task_id":7}"#, "{\"a\":1e}", "{\"data\":{\"task_id\":\"\\ud800\\u12\"}}",
  ]

  static let inputs: [String] = [
    tasks.joined(separator: "\n"), tasks.joined(separator: "\r\n") + "\r\n", tasks.joined(),
    "[\(tasks.joined(separator: ","))]", "[\n  \(tasks.joined(separator: ",\n  "))\n]\n",
    "\u{FEFF}\(pretty)\n\(pretty)", pretty + tasks[1] + "[" + pretty + "]" + "\n\n" + tasks[2],
    tasks.enumerated().map { "\($1)\n\(bad[$0])\n" }.joined(),
    "[" + tasks.enumerated().map { "\($1),\(bad[$0]),\n" }.joined() + "]",
    tasks.enumerated().map { "\(bad[$0])\($1)" }.joined(separator: "\n"),
    String(tasks.joined(separator: "\n").dropLast(40)),
  ]

  @Test(arguments: inputs)
  func `every framing gives the same both ways, in chunks of every size`(input: String) throws {
    let bytes = Array(input.utf8)
    let careful = ReadSource.carefully(bytes)
    let differing = try Self.chunkSizes.filter { size in
      try ReadSource.inBatches(bytes, chunkSizeBytes: size, rowLimit: 5) != careful
    }
    #expect(differing == [])
    #expect(careful.tasks.count >= 2)
  }

  @Test(arguments: [1, 7, 4096, 1 << 20])
  func `gzip gives the same as its content`(chunkSizeBytes: Int) throws {
    let input = Self.inputs.joined(separator: "\n")
    let folder = try TemporaryFolder()
    let compressed = try Gzip.compressed(input, in: folder)
    let found = try ReadSource.inBatches(compressed, chunkSizeBytes: chunkSizeBytes)
    #expect(found == ReadSource.carefully(Array(input.utf8)))
  }

  @Test func `truncated gzip gives what was read, and says where it ended`() throws {
    let input = Self.tasks.joined(separator: "\n")
    let folder = try TemporaryFolder()
    let compressed = Array(try Gzip.compressed(input, in: folder).dropLast(30))
    let found = try ReadSource.inBatches(compressed)
    #expect(found == ReadSource.carefully(compressed))
    guard case .rejection(let rejection)? = found.others.last else {
      Issue.record("no rejection")
      return
    }
    #expect(rejection.reason == "the gzip data ends in the middle")
    #expect(rejection.place.line == found.tasks.count + 1)
  }

  @Test(arguments: [1 << 16, 300_000, 1 << 20])
  func `a record as long as several windows is one task`(chunkSizeBytes: Int) throws {
    let long = TaskText.task {
      $0.input = #"{"prompt":"\#(String(repeating: "wörter ", count: 700_000))"}"#
    }
    let input = Array("\(Self.tasks[0])\n\(long.envelope)\n\(Self.tasks[1])".utf8)
    let found = try ReadSource.inBatches(input, chunkSizeBytes: chunkSizeBytes)
    #expect(found.tasks.count == 3)
    #expect(found.tasks[1].request.fields.map(\.value.text) == ["4900000"])
    #expect(found == ReadSource.carefully(input))
  }

  @Test(arguments: chunkSizes)
  func `a value longer than the limit is rejected, wherever the chunks end`(size: Int) throws {
    let limit = 4096
    let rest = #"{"task_id":"t","model":"m","status":""}"#.utf8.count
    let texts = [limit, limit + 1, 2 * limit].map { length in
      #"{"task_id":"t","model":"m","status":"\#(String(repeating: "x", count: length - rest))"}"#
    }
    let broken = String(texts[2].dropLast()) + "]"
    let input = Array((texts + [broken] + Self.tasks).joined(separator: "\n").utf8)
    let found = try ReadSource.inBatches(input, chunkSizeBytes: size, valueLimitBytes: limit)
    let careful = ReadSource.carefully(input, chunkSizeBytes: 1 << 20, valueLimitBytes: limit)
    #expect(found == careful)
    let reasons = found.others.map { item in
      if case .rejection(let rejection) = item { rejection.reason } else { "" }
    }
    #expect(
      reasons == [
        "task_type: expected a text, found nothing", "longer than 4096 bytes",
        "longer than 4096 bytes", "longer than 4096 bytes",
      ])
  }
}
