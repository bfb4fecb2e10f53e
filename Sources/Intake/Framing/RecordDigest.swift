import Crypto

/// A SHA-256, as four numbers: of the bytes of a record, or of several records in their order.
package struct RecordDigest: Hashable, Sendable {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  package init(of bytes: some Collection<UInt8>) {
    var hash = SHA256()
    hash.update(bytes)
    self.init(hash)
  }

  init(_ hash: SHA256) {
    let words = hash.finalize().withUnsafeBytes { bytes in
      (0..<4).map {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
      }
    }
    (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
  }

  /// Reads 64 hexadecimal digits.
  package init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    let words = stride(from: 0, to: 64, by: 16).compactMap {
      UInt64(String(decoding: digits[$0..<$0 + 16], as: UTF8.self), radix: 16)
    }
    guard words.count == 4 else { return nil }
    (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
  }

  /// The digest of the records so far and one more.
  package func adding(_ record: RecordDigest) -> RecordDigest {
    var hash = SHA256()
    withUnsafeBytes(of: self) { hash.update(bufferPointer: $0) }
    withUnsafeBytes(of: record) { hash.update(bufferPointer: $0) }
    return RecordDigest(hash)
  }

  /// In hexadecimal digits.
  package var text: String {
    [first, second, third, fourth].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

extension SHA256 {
  mutating func update(_ bytes: some Collection<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable {
      update(bufferPointer: UnsafeRawBufferPointer($0))
    }
    if isDone == nil { update(data: Array(bytes)) }
  }
}
