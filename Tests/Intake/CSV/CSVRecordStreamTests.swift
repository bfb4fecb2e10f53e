import Intake
import Testing

@Suite struct CSVRecordStreamTests {
  private static func records(_ text: String, chunkSizeBytes: Int) throws -> [CSVReader.Record] {
    var stream = CSVRecordStream(
      MemorySource(Array(text.utf8), chunkSizeBytes: chunkSizeBytes))
    var records: [CSVReader.Record] = []
    while let record = try stream.next() { records.append(record) }
    return records
  }

  @Test(arguments: [1, 2, 3, 7, 1000])
  func `records are the same whatever the chunks`(chunkSizeBytes: Int) throws {
    let text = "\u{FEFF}a,b\r\n1,\"x,\"\"y\"\"\nz\"\r\n\r\n,\"\"\n2,last"
    let records = try Self.records(text, chunkSizeBytes: chunkSizeBytes)
    #expect(
      records.map(\.fields) == [["a", "b"], ["1", "x,\"y\"\nz"], ["", ""], ["2", "last"]])
    #expect(records.map(\.line) == [1, 2, 5, 6])
  }

  @Test func `a quote that is never closed ends with the file`() throws {
    let records = try Self.records("a\n\"b\nc", chunkSizeBytes: 4)
    #expect(records.map(\.fields) == [["a"], ["b\nc"]])
  }
}
