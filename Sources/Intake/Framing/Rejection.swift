import Crypto

/// A record that could not be read: its place, the reason, the SHA-256 of its bytes, and what may be
/// kept of what it says.
package struct Rejection: Error, Hashable, Sendable {
  package let place: Place
  /// What was expected and what was found, in words that quote nothing of the record.
  package let reason: String
  /// Where in the record it could not be read on, in bytes; nil where the reason is about all of it.
  package let errorOffset: Int?
  package let digest: RecordDigest
  package let sizeBytes: Int
  private let content: Content

  private enum Content: Hashable, Sendable {
    case json(JSONValue)
    case brokenJSON
    case text
    case binary
  }

  /// A record that is no JSON, or nothing at all where something was missing.
  package init(
    place: Place, reason: String, errorOffset: Int? = nil, text: some Collection<UInt8>
  ) {
    self.init(
      place: place, reason: reason, errorOffset: errorOffset, start: text,
      digest: RecordDigest(of: text), sizeBytes: text.count)
  }

  /// A record of which only the first bytes are at hand.
  init(
    place: Place, reason: String, errorOffset: Int?, start: some Collection<UInt8>,
    digest: RecordDigest, sizeBytes: Int
  ) {
    (self.place, self.reason, self.errorOffset) = (place, reason, errorOffset)
    (self.digest, self.sizeBytes) = (digest, sizeBytes)
    if start.contains(where: Rejection.isBinary) {
      content = .binary
    } else {
      let isBracket = start.first.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
      content = isBracket == true ? .brokenJSON : .text
    }
  }

  /// A JSON value that is no record.
  package init(place: Place, reason: String, value: JSONValue, text: some Collection<UInt8>) {
    (self.place, self.reason, errorOffset) = (place, reason, nil)
    (digest, sizeBytes) = (RecordDigest(of: text), text.count)
    content = .json(value)
  }

  /// The same record at another place.
  package func moved(to place: Place) -> Rejection {
    Rejection(moving: self, to: place)
  }

  private init(moving rejection: Rejection, to place: Place) {
    (self.place, reason, errorOffset) = (place, rejection.reason, rejection.errorOffset)
    (digest, sizeBytes) = (rejection.digest, rejection.sizeBytes)
    content = rejection.content
  }

  /// Bytes that no text has: controls other than tabs, line ends and the escape of terminals.
  private static func isBinary(_ byte: UInt8) -> Bool {
    byte < 0x09 || (0x0E..<0x20).contains(byte) && byte != 0x1B
  }

  /// The reason with the byte at which reading ended.
  package var message: String {
    reason + (errorOffset.map { ", at byte \($0) of the record" } ?? "")
  }

  /// What is kept of the record's text: of JSON the names and types of its members, else no more
  /// than what kind of text it is and its length.
  package var skeleton: String {
    switch content {
    case .json(let value): Skeleton(of: value).text
    case _ where sizeBytes == 0: ""
    case .brokenJSON: "broken JSON, \(size)"
    case .text: "text, \(size)"
    case .binary: "binary data, \(size)"
    }
  }

  private var size: String { "\(sizeBytes) \(sizeBytes == 1 ? "byte" : "bytes")" }

  /// About how much memory it takes, in bytes.
  var heldBytes: Int {
    if case .json = content { 512 + sizeBytes * 4 } else { 256 }
  }
}

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
