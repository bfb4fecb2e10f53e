import Files
import Testing

@Suite struct SHA256Tests {
  /// The examples of FIPS 180-4: a text that is repeated so many times, and its digest.
  static let examples: [(text: String, count: Int, digest: String)] = [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "a", 1_000_000,
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test(arguments: examples)
  func `a digest is that of the standard's examples`(text: String, count: Int, digest: String) {
    #expect(SHA256Digest(of: String(repeating: text, count: count).utf8).text == digest)
  }

  @Test(arguments: [1, 63, 64, 65, 1000])
  func `a text in pieces has the digest of the whole, and can be asked for on the way`(size: Int) {
    let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var hash = SHA256()
    for start in stride(from: 0, to: bytes.count, by: size) {
      #expect(hash.digest == SHA256Digest(of: bytes[..<start]))
      hash.update(bytes[start..<min(start + size, bytes.count)])
    }
    #expect(hash.digest == SHA256Digest(of: bytes))
  }

  @Test func `a digest is read from its 64 digits alone`() {
    let digest = SHA256Digest(of: "abc".utf8)
    #expect(SHA256Digest(digest.text) == digest)
    #expect(SHA256Digest(String(digest.text.dropLast())) == nil)
    #expect(SHA256Digest(digest.text.dropLast() + "g") == nil)
  }
}
