import Intake
import Testing

@Suite struct RejectionTests {
  private static let place = Place(line: 1, byteOffset: 0)

  private static func text(keptOf bytes: [UInt8]) -> String {
    Rejection(place: place, reason: "not JSON", text: bytes).text
  }

  @Test func `64 KiB of a record are kept`() {
    #expect(Rejection.textLimitBytes == 65_536)
    let whole = [UInt8](repeating: 0x78, count: 65_536)
    let isKeptWhole = Self.text(keptOf: whole) == String(repeating: "x", count: 65_536)
    #expect(isKeptWhole)
  }

  @Test func `what is cut off is shown by an ellipsis`() {
    let long = [UInt8](repeating: 0x78, count: 65_537)
    let isCut = Self.text(keptOf: long) == String(repeating: "x", count: 65_536) + "…"
    #expect(isCut)
  }

  @Test func `a secret is removed, also where the text is cut inside it`() {
    let record = #"{"config":{"webhook_config":{"secret":""# + String(repeating: "h", count: 70_000)
    #expect(
      Self.text(keptOf: Array(record.utf8))
        == #"{"config":{"webhook_config":{"secret":"[removed]…"#)
    #expect(Self.text(keptOf: Array(#"{"secret":"hush"}"#.utf8)) == #"{"secret":"[removed]"}"#)
  }

  @Test func `bytes that are not UTF-8 are shown by the replacement character`() {
    #expect(Self.text(keptOf: [0x7B, 0xFF, 0x7D]) == "{\u{FFFD}}")
  }

  @Test func `a long bad line is cut and the lines behind it are read`() throws {
    let long = String(repeating: "x", count: 200_000)
    let found = try framed("{\"a\":1}\n{\(long)\n{\"b\":2}\n", chunkSizeBytes: 4_096)
    let cut = "{" + String(repeating: "x", count: 65_535) + "…"
    let isFound =
      found == [
        .value(#"{"a":1}"#, 1, 0),
        .rejection(
          cut, 2, 8, reason: "not JSON: expected a member name, found 'x', at byte 1 of the record"),
        .value(#"{"b":2}"#, 3, 200_010),
      ]
    #expect(isFound)
  }
}
