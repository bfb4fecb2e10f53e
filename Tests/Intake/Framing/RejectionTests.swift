import Files
import Intake
import Testing

@Suite struct RejectionTests {
  private static let place = Place(line: 1, byteOffset: 0)

  private static func rejection(of text: String) -> Rejection {
    Rejection(place: place, reason: "not JSON", text: Array(text.utf8))
  }

  @Test(arguments: [
    ("", ""), ("oops", "text, 4 bytes"), ("x", "text, 1 byte"),
    ("\u{1B}[31mERROR\u{1B}[0m {\"secret\":\"hush\"}", "text, 32 bytes"),
    (#"{"secret":"hush"#, "broken JSON, 15 bytes"), ("[1,2", "broken JSON, 4 bytes"),
    ("\u{1}\u{0}", "binary data, 2 bytes"), ("é", "text, 2 bytes"),
  ])
  func `of a text only its kind and length are kept`(text: String, skeleton: String) {
    #expect(Self.rejection(of: text).skeleton == skeleton)
  }

  @Test func `it is recognized by its bytes`() {
    #expect(Self.rejection(of: "oops").digest == Self.rejection(of: "oops").digest)
    #expect(Self.rejection(of: "oops").digest != Self.rejection(of: "oopz").digest)
    let digest = Self.rejection(of: "oops").digest
    #expect(SHA256Digest(digest.text) == digest)
    #expect(SHA256Digest("") == nil)
    #expect(SHA256Digest(String(repeating: "g", count: 64)) == nil)
  }

  @Test func `the SHA-256 is that of the bytes`() {
    #expect(
      Self.rejection(of: "abc").digest.text
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test(arguments: [65_534, 65_535, 65_536, 65_537, 200_000])
  func `a long bad line is one rejection of its full length, and later lines are read`(
    count: Int
  ) {
    let long = #"{"task_id":"# + String(repeating: "x", count: count)
    let (first, last) = (ShortTask.answer(1), ShortTask.answer(2))
    let found = Finding(in: "\(first)\n\(long) \r\n\(last)\n", chunkSizeBytes: 4_096).found
    let reason = "not JSON: expected a value, found a letter, at byte 11 of the record"
    let expected: [Found] = [
      .task("t1", line: 1), .rejection(long, line: 2, reason: reason), .task("t2", line: 3),
    ]
    let isFound = found == expected
    #expect(isFound)
  }
}
