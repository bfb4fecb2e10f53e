package import Domain
package import Files

/// A record that could not be read: its place, the reason, the SHA-256 of its bytes, and what may
/// be kept of its content.
package struct Rejection: Error, Hashable, Sendable {
  package let place: Place
  /// What was expected and what was found, without quoting the record.
  package let reason: String
  /// The byte offset at which reading failed; nil if the reason concerns the entire record.
  package let errorOffset: Int?
  package let digest: SHA256Digest
  package let sizeBytes: Int
  private let content: Content

  private enum Content: Hashable, Sendable {
    case json(JSONValue)
    case brokenJSON
    case text
    case binary
  }

  /// A record that is not JSON, or nothing at all if something was missing.
  package init(
    place: Place, reason: String, errorOffset: Int? = nil, text: some Collection<UInt8>
  ) {
    self.init(
      place: place, reason: reason, errorOffset: errorOffset, start: text,
      digest: SHA256Digest(of: text), sizeBytes: text.count)
  }

  /// A record of which only the first bytes are available.
  init(
    place: Place, reason: String, errorOffset: Int?, start: some Collection<UInt8>,
    digest: SHA256Digest, sizeBytes: Int
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

  /// A JSON value that is not a record.
  package init(place: Place, reason: String, value: JSONValue, text: some Collection<UInt8>) {
    (self.place, self.reason, errorOffset) = (place, reason, nil)
    (digest, sizeBytes) = (SHA256Digest(of: text), text.count)
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

  /// Bytes that do not occur in text: control characters other than tabs, line ends and terminal
  /// escapes.
  private static func isBinary(_ byte: UInt8) -> Bool {
    byte < 0x09 || (0x0E..<0x20).contains(byte) && byte != 0x1B
  }

  /// The reason with the byte at which reading ended.
  package var message: String {
    reason + (errorOffset.map { ", at byte \($0) of the record" } ?? "")
  }

  /// What is kept of the record's text: for JSON the names and types of its members, otherwise only
  /// the type of text and its length.
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

  /// Roughly how much memory it takes, in bytes.
  var heldBytes: Int {
    if case .json = content { 512 + sizeBytes * 4 } else { 256 }
  }
}

/// The text of a rejection while it is being skipped, without trailing white space.
///
/// Its start is kept, and the SHA-256 of all of it.
struct SkippedText {
  private static let bufferSizeBytes = 64 << 10

  private var buffer: [UInt8] = []
  private var whiteSpace: [UInt8] = []
  private var start: [UInt8]?
  private var hash: SHA256?
  private var sizeBytes = 0

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      whiteSpace.append(byte)
      if whiteSpace.count >= SkippedText.bufferSizeBytes { takeWhiteSpace() }
      return
    }
    if !whiteSpace.isEmpty { takeWhiteSpace() }
    buffer.append(byte)
    if buffer.count >= SkippedText.bufferSizeBytes { flush() }
  }

  private mutating func takeWhiteSpace() {
    buffer += whiteSpace
    whiteSpace.removeAll(keepingCapacity: true)
    if buffer.count >= SkippedText.bufferSizeBytes { flush() }
  }

  private mutating func flush() {
    if start == nil { start = Array(buffer.prefix(SkippedText.bufferSizeBytes)) }
    var hash = hash ?? SHA256()
    hash.update(buffer)
    self.hash = hash
    sizeBytes += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  consuming func rejection(at place: Place, reason: String, errorOffset: Int?) -> Rejection {
    guard let start else {
      return Rejection(place: place, reason: reason, errorOffset: errorOffset, text: buffer)
    }
    flush()
    return Rejection(
      place: place, reason: reason, errorOffset: errorOffset, start: start,
      digest: (hash ?? SHA256()).digest, sizeBytes: sizeBytes)
  }
}
