import Domain
import Files
import Testing

@testable import Intake

/// What was found in a text: the id of a task, another record or the bytes of a rejection, with its
/// line.
enum Found: Hashable, Sendable {
  case task(String, line: Int)
  case other(line: Int)
  case rejection(String, line: Int, reason: String)
  /// The beginning of a record whose rest may still be being written.
  case waiting(String, line: Int)
}

/// A text, and what is found in it.
struct Framing: Sendable, CustomTestStringConvertible {
  let name: String
  let input: String
  let found: [Found]
  /// The lines with text on which no record stands.
  let passedLines: Int

  init(_ name: String, _ input: String, _ found: [Found], passed: Int = 0) {
    (self.name, self.input, self.found, passedLines) = (name, input, found, passed)
  }

  var testDescription: String { name }

  /// The sizes of chunks, in bytes, for which something else is found.
  func chunkSizesThatDiffer() -> [Int] {
    let whole = Finding(in: input)
    return (1...64).filter { Finding(in: input, chunkSizeBytes: $0) != whole }
  }
}

/// Everything that the reader finds in a text.
struct Finding: Equatable {
  var found: [Found] = []
  var places: [Place] = []
  var passedLines = 0
  var repairs = RepairTally()

  init(in text: String, chunkSizeBytes: Int = 1 << 20) {
    let bytes = Array(text.utf8)
    var reader = AnswerReader(MemorySource(bytes, chunkSizeBytes: chunkSizeBytes))
    while let item = try? reader.next() { add(item, of: bytes) }
    (passedLines, repairs) = (reader.lines.passed, reader.repairs)
  }

  private mutating func add(_ item: IntakeItem, of bytes: [UInt8]) {
    switch item {
    case .record(.task(let task), let place):
      found.append(.task(task.id.text, line: place.line))
      places.append(place)
    case .record(_, let place):
      found.append(.other(line: place.line))
      places.append(place)
    case .rejection(let rejection):
      found.append(
        .rejection(
          Finding.text(of: rejection, in: bytes), line: rejection.place.line,
          reason: rejection.message))
    case .waiting(let rejection):
      found.append(
        .waiting(Finding.text(of: rejection, in: bytes), line: rejection.place.line))
    }
  }

  /// The text that a rejection is about, which its digest must be of.
  private static func text(of rejection: Rejection, in bytes: [UInt8]) -> String {
    let text = bytes.dropFirst(rejection.place.byteOffset).prefix(rejection.sizeBytes)
    return SHA256Digest(of: text) == rejection.digest
      ? String(decoding: text, as: UTF8.self) : "another text"
  }
}

/// Short tasks, by number, for tables.
enum ShortTask {
  static func bare(_ number: Int) -> String {
    #"{"task_id":"t\#(number)","model":"m","task_type":"k","status":"completed","meta":{}}"#
  }

  static func answer(_ number: Int) -> String {
    #"{"code":200,"data":\#(bare(number)),"message":"success"}"#
  }

  /// The answer over several lines.
  static func pretty(_ number: Int) -> String {
    "{\n  \"code\": 200,\n  \"data\": {\n    \"task_id\": \"t\(number)\",\n    \"model\": \"m\",\n"
      + "    \"task_type\": \"k\",\n    \"status\": \"completed\",\n    \"meta\": {\n    }\n  },\n"
      + "  \"message\": \"success\"\n}"
  }

  /// A text as a JSON string.
  static func quoted(_ text: String) -> String { JSONText.quoted(text) }

  /// A text as a CSV field.
  static func field(_ text: String) -> String {
    // By bytes: a quote may be part of a character with what stands before it.
    let doubled = text.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
    return "\"\(String(decoding: doubled, as: UTF8.self))\""
  }
}
