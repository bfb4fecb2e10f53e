import Domain
import Testing

@testable import Intake

/// The value that bytes are.
func json(_ bytes: [UInt8]) throws -> JSONValue { try JSONValue(bytes) }

/// The value that a text is.
func json(_ text: String) throws -> JSONValue { try JSONValue(Array(text.utf8)) }

/// The record that a value is.
@discardableResult
func record(_ value: JSONValue) throws -> IntakeRecord {
  switch try IntakeRecord.recognized(in: MemberForms.original(value)) {
  case .record(let record): return record
  case .summary(let outcome):
    if let record = try outcome.get() { return record }
  case nil: break
  }
  throw RecordError("no record")
}

/// The task that a text is.
func task(_ text: String) throws -> Observation {
  guard case .task(let observation) = try record(json(text)) else {
    throw RecordError("no task: \(text)")
  }
  return observation
}

/// The history page that a text is.
func historyPage(_ text: String) throws -> HistoryPage {
  guard case .historyPage(let page) = try record(json(text)) else {
    throw RecordError("no history page: \(text)")
  }
  return page
}

/// The balance that a text is.
func balance(_ text: String) throws -> BalanceSnapshot {
  guard case .balance(let snapshot) = try record(json(text)) else {
    throw RecordError("no balance: \(text)")
  }
  return snapshot
}

/// Why a text is not a record.
func refusal(of text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
  let value = try json(text)
  let error = try #require(throws: RecordError.self, sourceLocation: sourceLocation) {
    try record(value)
  }
  return error.description
}

/// All bytes of a source.
func bytes(of source: any ByteSource) throws -> [UInt8] {
  var bytes: [UInt8] = []
  while true {
    let chunk = try source.nextChunk()
    guard !chunk.isEmpty else { return bytes }
    bytes += chunk
  }
}
