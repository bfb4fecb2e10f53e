import Domain
import Foundation
import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct BatchReaderTests {
  private static func batches(
    _ text: String, rowLimit: Int = 100, partLimit: Int = SharedParts.defaultLimit
  ) throws -> [RecordBatch] {
    var reader = BatchReader(
      MemorySource(Array(text.utf8)), named: "memory", rowLimit: rowLimit, partLimit: partLimit)
    var batches: [RecordBatch] = []
    while let batch = reader.next() { batches.append(batch) }
    return batches
  }

  private static func task(_ number: Int, _ input: String) -> String {
    TaskText.task {
      let digits = String(number)
      $0.taskID =
        "7f3a0c1e-52d4-4b6f-9a11-" + String(repeating: "0", count: 12 - digits.count)
        + digits
      $0.input = input
    }.envelope
  }

  /// Batches give the same records as the general parser.
  private static func isSame(_ texts: [String]) throws -> Bool {
    let input = Array(texts.joined(separator: "\n").utf8)
    return try ReadSource.inBatches(input) == ReadSource.carefully(input)
  }

  @Test func `tasks come as rows that share templates and states`() throws {
    let texts = (0..<3).map { Self.task($0, #"{"prompt":"\#($0)0 words","size":"2K"}"#) }
    let batch = try #require(try Self.batches(texts.joined(separator: "\n")).first)
    #expect(batch.rows.count == 3)
    #expect(batch.newTemplates.map(\.varyingNames) == [["prompt.length"]])
    #expect(batch.newStates.count == 1)
    #expect(
      batch.rows.map { String(decoding: batch.values(of: $0), as: UTF8.self) } == ["8", "8", "8"])
    #expect(batch.rows.map(\.line) == [1, 2, 3])
    #expect(batch.sources == ["memory"])
  }

  @Test func `a batch ends at its limit, and the numbers go on in the next`() throws {
    let texts = (0..<5).map { Self.task($0, #"{"n":\#($0 / 3)}"#) }
    let batches = try Self.batches(texts.joined(separator: "\n"), rowLimit: 2)
    #expect(batches.map(\.rows.count) == [2, 2, 1])
    #expect(batches.map(\.restartsNumbering) == [true, false, false])
    #expect(batches.map(\.newTemplates.count) == [1, 1, 0])
    #expect(batches.map { $0.rows.map(\.template) } == [[0, 0], [0, 1], [1]])
  }

  @Test func `the first batches are shorter, and each is twice the previous one`() throws {
    let texts = (0..<20).map { Self.task($0, "{}") }
    var reader = BatchReader(
      MemorySource(Array(texts.joined(separator: "\n").utf8)), named: "memory", rowLimit: 7,
      firstRowLimit: 2)
    var counts: [Int] = []
    while let batch = reader.next() { counts.append(batch.rows.count) }
    // The last one only tells that the source has ended.
    #expect(counts == [2, 4, 7, 7, 0])
  }

  @Test func `the numbering restarts when there are too many`() throws {
    let texts = (0..<7).map { Self.task($0, #"{"n":\#($0)}"#) }
    let input = texts.joined(separator: "\n")
    let batches = try Self.batches(input, partLimit: 3)
    #expect(batches.map(\.rows.count) == [3, 3, 1])
    #expect(batches.map(\.restartsNumbering) == [true, true, true])
    #expect(batches.map { $0.rows.map(\.template) } == [[0, 1, 2], [0, 1, 2], [0]])
  }

  @Test(
    arguments: [
      [#"{"seed":5,"n":1,"seed":6}"#, #"{"seed":7,"n":1,"seed":80}"#],
      [#"{"prompt":"one","prompt":"three"}"#, #"{"prompt":"three","prompt":"one"}"#],
      [#"{"seed":5,"seed":"word"}"#, #"{"seed":6,"seed":"word"}"#],
      [#"{"seed":"word","seed":5}"#, #"{"seed":"word","seed":6}"#],
      [#"{"a":"x","a":""}"#, #"{"a":"y","a":null}"#],
      [#"{"prompt":"four","prompt.length":7}"#, #"{"prompt":"five5","prompt.length":8}"#],
      [#"{"x":{"seed":1},"x.seed":2}"#, #"{"x":{"seed":3},"x.seed":4}"#],
    ])
  func `of a field given twice the last value counts, even once it is learned`(
    inputs: [String]
  ) throws {
    let texts = (inputs + inputs).enumerated().map { Self.task($0, $1) }
    #expect(try Self.isSame(texts))
  }

  @Test(arguments: ["\u{600}", "x\u{600}", "e\u{301}", "\u{200D}"])
  func `a name that combines with what follows is read the same`(name: String) throws {
    let texts = [#""a text of words""#, #""another text of words""#, "7", "100000", "[1,2]"]
      .enumerated().map { Self.task($0, #"{"\#(name)":\#($1)}"#) }
    #expect(try Self.isSame(texts + texts))
  }

  @Test func `names that are equal in Unicode are one field`() throws {
    let inputs = ["{\"\u{E9}\":\"a text\"}", "{\"e\u{301}\":\"a longer text\"}"]
    let both = "{\"e\u{301}\":\"a longer text\",\"\u{E9}\":\"a text\"}"
    let texts = (inputs + [both] + inputs + [both]).enumerated().map { Self.task($0, $1) }
    #expect(try Self.isSame(texts))
  }

  /// White space of ASCII, of Latin, general punctuation, Ogham and CJK.
  @Test(arguments: [" ", "\u{85}", "\u{A0}", "\u{1680}", "\u{2003}", "\u{2028}", "\u{3000}"])
  func `a blank text counts as none, in any script`(space: String) throws {
    let members: [WritableKeyPath<TaskText, String>] = [\.taskID, \.model, \.taskType]
    for member in members {
      let blank = TaskText.task { $0[keyPath: member] = space }.envelope
      let found = try ReadSource.inBatches(Array(blank.utf8))
      #expect((found.tasks.count, found.others.count) == (0, 1))
      let padded = TaskText.task { $0[keyPath: member] = "\(space)\($0[keyPath: member])\(space)" }
      #expect(try Self.isSame([blank, padded.envelope]))
    }
  }

  @Test func `the webhook host is part of the request, however many there are`()
    throws
  {
    let texts = (0..<60).map { number in
      let endpoint = number % 20 == 0 ? "" : "https://h\(number % 20).example/x"
      return Self.task(number, #"{"n":\#(number % 3),"seed":\#(number)}"#)
        .replacing(#""endpoint":"#, with: #""endpoint":"\#(endpoint)","other":"#)
    }
    #expect(texts.filter { $0.contains(".example/x\"") }.count == 57)
    #expect(try Self.isSame(texts + texts))
  }

  @Test func `every task of synthetic traffic is read in one pass`() throws {
    let lines = MonthOfTraffic(seed: 5).records
    var values = AnswerReader(
      MemorySource(Array(lines.joined(separator: "\n").utf8)), scanner: TaskScanner())
    var kinds: [Bool] = []
    while let step = try values.step() {
      if case .scannedTask = step { kinds.append(true) } else { kinds.append(false) }
    }
    #expect(kinds == lines.map { _ in true })
    #expect(try Self.isSame(lines))
  }

  @Test(
    arguments: [
      (#"{"camera_control":{"type":"simple","config":{"zoom":-5}}}"#, ["-5", "simple"]),
      (#"{"a":{"b":{"c":{"d":{"e":1},"f":2}}}}"#, ["2"]), (#"{"a":{},"b":[]}"#, ["0"]),
      (
        #"{"shots":[{"duration":5,"prompt":"7"},{"duration":"3s","prompt":"x"},"y"]}"#, ["3", "8"]
      ),
      (#"{"shots":[{"duration":"12","n":1},{"n":-1}]}"#, ["2", "12", "0"]),
      (#"{"usage":{"tokens":7},"x":{"seed":8,"length":9}}"#, ["7", "9", "8"]),
    ])
  func `nested fields are read in one pass`(input: String, values: [String]) throws {
    let text = Self.task(1, input)
    var reader = AnswerReader(MemorySource(Array(text.utf8)), scanner: TaskScanner())
    guard case .scannedTask? = try reader.step() else {
      Issue.record("not scanned: \(input)")
      return
    }
    let found = try ReadSource.inBatches(Array(text.utf8))
    #expect(found.tasks.first?.request.fields.map(\.value.text) == values)
    #expect(try Self.isSame([text, text]))
  }

  private static func isScanned(_ text: String) throws -> Bool {
    var reader = AnswerReader(MemorySource(Array(text.utf8)), scanner: TaskScanner())
    guard case .scannedTask? = try reader.step() else { return false }
    return true
  }

  @Test(
    arguments: [
      ("null", true), ("[]", true), (#"["restored frozen points"]"#, true),
      (#"["https:\/\/a.example, x \u003c y, \u00fcber",{"message":"total: 3 files"}]"#, true),
      (#"["videos, total duration: 10.0s (10s)"]"#, false), (#"["\u0074otal duration"]"#, false),
    ])
  func `ordinary logs are passed over in one pass, and lengths left to the parser`(
    logs: String, isPassed: Bool
  ) throws {
    let text = Self.task(1, "{}").replacing(#""logs":null"#, with: #""logs":\#(logs)"#)
    #expect(try Self.isScanned(text) == isPassed)
    #expect(try Self.isSame([text, text]))
  }

  @Test(
    arguments: [
      (#""relax""#, true), (#""6.1""#, true), (#""""#, true), ("null", true), ("7", false),
      (#""f\u0061st""#, false),
    ])
  func `words in meta are read in one pass`(mode: String, isPassed: Bool) throws {
    let text = Self.task(1, "{}").replacing(
      #""meta":{"#, with: #""meta":{"process_mode":\#(mode),"#)
    #expect(try Self.isScanned(text) == isPassed)
    #expect(try Self.isSame([text, text]))
  }

  @Test(
    arguments: [
      (#"{"resolution":["720p"],"duration":[5],"audio":[true]}"#, true),
      (#"{"image_urls":["https://a.example/1.png"],"prompts":["cat"],"x":[null]}"#, true),
      (#"{"size":["a text of words"],"y":[[1]],"z":["1","2"]}"#, true),
      (#"{"image_urls":["https:\/\/a.example\/a\/long\/path\/1.png"]}"#, true),
      (#"{"duration":[2.5]}"#, false), (#"{"size":["\u0032K"]}"#, false),
    ])
  func `lists with one element are read in one pass`(input: String, isPassed: Bool) throws {
    let text = Self.task(1, input)
    #expect(try Self.isScanned(text) == isPassed)
    #expect(try Self.isSame([text, text]))
  }

  @Test func `rejections are held only up to a number of bytes`() throws {
    let bad =
      #"{"task_id":""# + String(repeating: "x", count: 60_000) + #"","model":"","status":""}"#
      + "\n"
    let batches = try Self.batches(String(repeating: bad, count: 600))
    #expect(batches.map(\.otherItems.count).reduce(0, +) == 600)
    #expect(batches.count > 1)
  }
}
