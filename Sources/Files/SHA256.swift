import CCrypto

/// An incremental SHA-256, by the system's libcrypto.
package struct SHA256: Sendable {
  private var context = SHA256_CTX()

  package init() { SHA256_Init(&context) }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&context, bytes.baseAddress, bytes.count)
  }

  package mutating func update(_ bytes: some Collection<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable {
      update(UnsafeRawBufferPointer($0))
    }
    if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// The digest of all bytes so far; more may follow.
  package var digest: SHA256Digest {
    var context = context
    var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &bytes) { bytes in
      _ = SHA256_Final(bytes.bindMemory(to: UInt8.self).baseAddress, &context)
    }
    return SHA256Digest(
      words: [bytes.0, bytes.1, bytes.2, bytes.3].map { UInt64(bigEndian: $0) })
  }
}

/// The 256 bits of a SHA-256.
package struct SHA256Digest: Hashable, Sendable {
  /// Four numbers, the first of which holds the first eight bytes, most significant byte first.
  private let words: SIMD4<UInt64>

  fileprivate init(words: [UInt64]) { self.words = SIMD4(words) }

  package init(of bytes: some Collection<UInt8>) {
    var hash = SHA256()
    hash.update(bytes)
    self = hash.digest
  }

  /// Reads 64 hexadecimal digits.
  package init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    let words = stride(from: 0, to: 64, by: 16).compactMap {
      UInt64(String(decoding: digits[$0..<$0 + 16], as: UTF8.self), radix: 16)
    }
    guard words.count == 4 else { return nil }
    self.init(words: words)
  }

  /// The digest of this one followed by another, to digest a list of digests one by one.
  package func adding(_ other: SHA256Digest) -> SHA256Digest {
    var hash = SHA256()
    withUnsafeBytes(of: words) { hash.update($0) }
    withUnsafeBytes(of: other.words) { hash.update($0) }
    return hash.digest
  }

  /// In hexadecimal digits.
  package var text: String {
    (0..<4).map { index in
      let digits = String(words[index], radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
