import Domain
import Files
import Intake
import Testing

/// What a reader gave: the canonical text of a value or the bytes of a rejection, its line and its
/// byte offset.
enum Framed: Hashable, Sendable {
  case value(String, Int, Int)
  case rejection(String, Int, Int, reason: String)
  /// The half of a value.
  case waiting(String, Int, Int, reason: String)
}

/// An input and what is found in it.
struct Framing: Sendable, CustomTestStringConvertible {
  let name: String
  let input: String
  let found: [Framed]

  init(_ name: String, _ input: String, _ found: [Framed]) {
    (self.name, self.input, self.found) = (name, input, found)
  }

  var testDescription: String { name }

  /// The sizes of chunks, in bytes, for which something else is found.
  func chunkSizesThatDiffer() throws -> [Int] {
    try (1...64).filter { try framed(input, chunkSizeBytes: $0) != found }
  }
}

/// Everything that a reader finds in a text.
func framed(_ text: String, chunkSizeBytes: Int = 1 << 20) throws -> [Framed] {
  var reader = ValueReader(MemorySource(Array(text.utf8), chunkSizeBytes: chunkSizeBytes))
  var found: [Framed] = []
  while let item = try reader.next() {
    switch item {
    case .value(let value, let place):
      found.append(.value(value.canonicalText, place.line, place.byteOffset))
    case .rejection(let rejection):
      let place = rejection.place
      found.append(
        .rejection(
          rejectedText(rejection, of: text), place.line, place.byteOffset,
          reason: rejection.message))
    case .waiting(let rejection):
      let place = rejection.place
      found.append(
        .waiting(
          rejectedText(rejection, of: text), place.line, place.byteOffset,
          reason: rejection.message))
    }
  }
  return found
}

/// The text of an input that a rejection is about, which its digest must be of.
func rejectedText(_ rejection: Rejection, of input: String) -> String {
  let bytes = Array(input.utf8).dropFirst(rejection.place.byteOffset).prefix(rejection.sizeBytes)
  return SHA256Digest(of: bytes) == rejection.digest
    ? String(decoding: bytes, as: UTF8.self) : "another text"
}
