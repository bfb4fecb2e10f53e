import Domain
import Files
import Foundation
import Intake
import TestSupport
import Testing

@Suite struct RecordReaderTests {
  private static func items(of text: String) -> [IntakeItem] {
    items(of: Array(text.utf8))
  }

  private static func items(of bytes: [UInt8]) -> [IntakeItem] {
    var reader = RecordReader(MemorySource(bytes))
    var items: [IntakeItem] = []
    while let item = reader.next() { items.append(item) }
    return items
  }

  private static func snapshot(_ usd: Int64) -> BalanceSnapshot {
    BalanceSnapshot(
      account: AccountIdentity(), plan: "", balanceUSD: ExactDecimal(usd), detailJSON: "{}")
  }

  @Test func `records and rejections come in the order of the source`() throws {
    let task = TaskText().envelope
    let bad = #"{"task_id":bad}"#
    let items = Self.items(of: "\(task)\n\(bad)\n{\"equivalent_in_usd\":12}\n")
    try #require(items.count == 3)
    guard case .record(.task(let observation), let place) = items[0] else {
      Issue.record("no task: \(items[0])")
      return
    }
    #expect(observation.id.text == "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70")
    #expect(place == Place(line: 1, byteOffset: 0))
    guard case .rejection(let rejection) = items[1] else {
      Issue.record("no rejection: \(items[1])")
      return
    }
    #expect(rejection.digest == SHA256Digest(of: Array(bad.utf8)))
    #expect(rejection.place.line == 2)
    let third = Place(line: 3, byteOffset: task.utf8.count + bad.utf8.count + 2)
    #expect(items[2] == .record(.balance(Self.snapshot(12)), third))
  }

  @Test func `of an answer that can't be read the names and types of its members are kept`() {
    let text = #"{"task_id" : "t-1", "model" : "m", "status" : "x", "n" : 1.50, "secret" : "hush"}"#
    let items = Self.items(of: "\n\(text)\n")
    guard case .rejection(let rejection)? = items.first, items.count == 1 else {
      Issue.record("no rejection: \(items)")
      return
    }
    #expect(rejection.place == Place(line: 2, byteOffset: 1))
    #expect(rejection.reason == "task_type: expected a text, found nothing")
    #expect(
      rejection.skeleton == #"{task_id: "t-1", model: "m", status: "x", n: number, secret: text}"#)
    #expect(rejection.digest == SHA256Digest(of: Array(text.utf8)))
  }

  @Test func `an unreadable history row is set apart after its page`() throws {
    let page = #"{"page":1,"size":3,"total":3,"data":[{"id":1},{"task_id":"x"},{"id":3}]}"#
    let items = Self.items(of: "\(page)\n{\"equivalent_in_usd\":12}\n")
    try #require(items.count == 3)
    guard case .record(.historyPage(let found), let place) = items[0] else {
      Issue.record("no page: \(items[0])")
      return
    }
    #expect(found.entries.map(\.entryID) == ["1", "3"])
    let row = #"{"task_id":"x"}"#
    let rejection = Rejection(
      place: place, reason: "history row 2: id: expected a number or a text, found nothing",
      value: .object([JSONValue.Member(key: "task_id", value: .string("x"))]),
      text: Array(row.utf8))
    #expect(items[1] == .rejection(rejection))
    #expect(items[2] == .record(.balance(Self.snapshot(12)), Place(line: 2, byteOffset: 73)))
  }

  @Test func `an empty source has no records, and after the end there are no more`() {
    var reader = RecordReader(MemorySource([]))
    let items = [reader.next(), reader.next()]
    #expect(items == [nil, nil])
  }
}

@Suite struct CompressedRecordsTests {
  /// Three balances of 1, 2 and 3 USD on a line each, stored without compression.
  private static let balances =
    "H4sIAAAAAAAEAwFIALf/eyJlcXVpdmFsZW50X2luX3VzZCI6MX0KeyJlcXVpdmFsZW50X2luX3VzZCI6Mn0KeyJlcXVp"
    + "dmFsZW50X2luX3VzZCI6M30KBSibR0gAAAA="

  private static func items(withoutLast missingBytes: Int) throws -> [IntakeItem] {
    let data = try #require(Data(base64Encoded: balances))
    var reader = RecordReader(MemorySource(Array(data.dropLast(missingBytes))))
    var items: [IntakeItem] = []
    while let item = reader.next() { items.append(item) }
    return items
  }

  @Test func `places are those after decompression`() throws {
    let places = try Self.items(withoutLast: 0).map { item -> Place? in
      guard case .record(.balance, let place) = item else { return nil }
      return place
    }
    #expect(
      places == [
        Place(line: 1, byteOffset: 0), Place(line: 2, byteOffset: 24),
        Place(line: 3, byteOffset: 48),
      ])
  }

  @Test func `gzip that ends early gives a rejection that says where`() throws {
    let items = try Self.items(withoutLast: 22)
    try #require(items.count == 3)
    guard case .rejection(let rejection) = items[2] else {
      Issue.record("no rejection: \(items[2])")
      return
    }
    #expect(rejection.reason == "the gzip data ends in the middle")
    #expect(rejection.place == Place(line: 3, byteOffset: 48))
  }

  @Test func `a record that breaks off with the gzip data is kept as far as it came`() throws {
    let digests = try Self.items(withoutLast: 22).compactMap { item -> SHA256Digest? in
      guard case .rejection(let rejection) = item else { return nil }
      return rejection.digest
    }
    #expect(digests == [SHA256Digest(of: Array(#"{"equivale"#.utf8))])
  }
  @Test func `a bad record that breaks off with the gzip data is kept as far as it came`() throws {
    let text = "H4sIAAAAAAAEAwEpANb/eyJlcXVpdmFsZW50X2luX3VzZCI6MX0Ke2JhZCI6MSw="
    let data = try #require(Data(base64Encoded: text))
    var reader = RecordReader(MemorySource(Array(data)))
    var sizes: [Int] = []
    while let item = reader.next() {
      if case .rejection(let rejection) = item { sizes.append(rejection.sizeBytes) }
    }
    #expect(sizes.reduce(0, +) == #"{bad":1,"#.utf8.count)
  }
}
