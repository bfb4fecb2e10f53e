import Domain
import Foundation
import Intake
import TestSupport

extension FuzzTarget {
  private static let jsonTokens = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "false", "\"\":", "\\u0041", "\\n",
    "\\\\", "//", "/*", "NaN", "undefined", " ", "\t", "\r\n", "{}", "[]", "\"a\":1,", ",}", ",]",
  ]

  /// JSON as Foundation understands it.
  static let json = FuzzTarget(
    name: "json", tokens: jsonTokens,
    fault: { bytes in
      let value = try? JSONValue(bytes)
      _ = bytes.withUnsafeBufferPointer { buffer in
        var lenient = JSONParser(buffer, at: 0, isComplete: true, isLenient: true)
        return try? lenient.value()
      }
      if let text = value?.canonicalText,
        (try? JSONValue(Array(text.utf8)))?.canonicalText != text
      {
        return "what is written of the value is read as another one"
      }
      guard FoundationJSON.isDefinedForBoth(bytes), !isTooDeep(bytes) else { return nil }
      let isDocument = FoundationJSON.isDocument(bytes)
      return (value != nil) == isDocument
        ? nil : "accepted: \(value != nil), by Foundation: \(isDocument)"
    }, longSizeBytes: 1 << 17)

  /// Foundation and the parser both take 512 levels, which each counts in its own way.
  private static func isTooDeep(_ bytes: [UInt8]) -> Bool {
    bytes.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } > 500
  }

  private static let answerTokens =
    jsonTokens + [
      "\"task_id\":", "\"model\":", "\"task_type\":", "\"status\":", "\"completed\"", "\"failed\"",
      "\"meta\":", "\"usage\":", "\"consume\":", "\"frozen\":", "\"created_at\":", "\"ended_at\":",
      "\"code\":200,", "\"data\":", "\"input\":", "\"output\":", "\"logs\":", "\"error\":",
      "\"timestamp\":", "\"config\":", "\"is_using_private_pool\":true,", "\"usage\":null",
      "\"page\":1,", "\"total\":", "\"equivalent_in_usd\":", "\"body\":\"", "\"messages\":[",
      "\"prompt\":\"", "{'code': 200, 'data': ", "{ code: 200, data: ", "\"choices\":[", "None",
      "\"$numberInt\":\"5\"", "\"$date\":", "taskId", "data: ", "event: ", "2026-05-03T10:15:20Z",
      "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "\"input\":{\"duration\":",
      "{\"code\":200,\"data\":{\"task_id\":\"", "\",\"", "\"\"", "eyJjb2RlIjoyMDAsImRhdGEiOns",
    ]

  /// Answers in any surroundings: batches read what the careful reader reads, in chunks of any size.
  static let answers = FuzzTarget(
    name: "answers", tokens: answerTokens,
    fault: { bytes in
      let careful = ReadRecords(carefully: bytes)
      if let fault = careful.difference(from: ReadRecords(inBatches: bytes)) {
        return "batches: \(fault)"
      }
      if bytes.count < 8192 {
        let size = 1 + Int(bytes.last ?? 0) % 61
        if let fault = careful.difference(from: ReadRecords(inBatches: bytes, chunkSizeBytes: size))
        {
          return "batches in chunks of \(size): \(fault)"
        }
      }
      return lostRecord(behind: bytes)
    })

  /// Lines without brackets and quotes hide no answer that stands between them.
  private static func lostRecord(behind bytes: [UInt8]) -> String? {
    let marks = Set("{}[]\"'`\\(),;\t=<>:".utf8)
    let text = bytes.prefix(4096).filter { !marks.contains($0) }
    let answer = Array(
      #"{"task_id":"t","model":"m","task_type":"k","status":"completed","meta":{}}"#.utf8)
    let (first, second, third) = (numbered(answer, 1), numbered(answer, 2), numbered(answer, 3))
    let half = text.count / 2
    let input =
      first + [0x0A] + text[..<half] + [0x0A] + second + [0x0A] + text[half...] + [0x0A] + third
    let read = ReadRecords(carefully: Array(input))
    return read.ids == ["t1", "t2", "t3"] ? nil : "of three answers were found \(read.ids)"
  }

  private static func numbered(_ answer: [UInt8], _ number: Int) -> [UInt8] {
    Array(String(decoding: answer, as: UTF8.self).replacing(#""t""#, with: "\"t\(number)\"").utf8)
  }
}

/// Everything that was read from a source.
struct ReadRecords {
  private struct Task: Hashable {
    let id: TaskID
    let request: Request
    let state: ObservedState
    let times: [Instant?]
    let line: Int
  }

  private var tasks: [Task] = []
  private var others: [IntakeItem] = []

  var ids: [String] { tasks.map(\.id.text) }

  /// What the general parser reads.
  init(carefully bytes: [UInt8]) {
    var reader = RecordReader(MemorySource(bytes))
    while let item = reader.next() {
      if case .record(.task(let task), let place) = item {
        tasks.append(
          Task(
            id: task.id, request: task.request, state: task.observedState,
            times: [task.createdAt, task.endedAt, task.seenAt], line: place.line))
      } else {
        others.append(item)
      }
    }
  }

  /// What comes in batches.
  init(inBatches bytes: [UInt8], chunkSizeBytes: Int = 1 << 20) {
    var reader = BatchReader(bytes, named: "memory", chunkSizeBytes: chunkSizeBytes)
    var (templates, states) = ([RequestTemplate](), [ObservedState]())
    while let batch = reader.next() {
      if batch.restartsNumbering { (templates, states) = ([], []) }
      templates += batch.newTemplates
      states += batch.newStates
      for row in batch.rows {
        let values = String(decoding: batch.values(of: row), as: UTF8.self)
        tasks.append(
          Task(
            id: batch.id(of: row),
            request: templates[Int(row.template)].request(varyingValues: values),
            state: states[Int(row.state)],
            times: [row.createdAt, row.endedAt, row.seenAt].map {
              $0 == ObservationRow.unknown ? nil : Instant(nanoseconds: $0)
            }, line: row.line))
      }
      others += batch.otherItems.map(\.item)
    }
  }

  /// The first difference; nil without any.
  func difference(from other: ReadRecords) -> String? {
    if tasks == other.tasks, others == other.others { return nil }
    let task = zip(tasks, other.tasks).first { $0 != $1 }
    let item = zip(others, other.others).first { $0 != $1 }
    return
      "\(tasks.count) and \(other.tasks.count) tasks, \(others.count) and \(other.others.count) "
      + "others; \(task.map { "\($0)" } ?? ""); \(item.map { "\($0)" } ?? "")"
  }
}
