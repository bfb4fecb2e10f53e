package import Domain
package import Files

/// A record that could not be read: its place, the reason, the SHA-256 of its bytes, and what may be
/// kept of what it says.
package struct Rejection: Error, Hashable, Sendable {
  package let place: Place
  /// What was expected and what was found, in words that quote nothing of the record.
  package let reason: String
  /// Where in the record it could not be read on, in bytes; nil where the reason is about all of it.
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

  /// A record that is no JSON, or nothing at all where something was missing.
  package init(
    place: Place, reason: String, errorOffset: Int? = nil, text: some Collection<UInt8>
  ) {
    self.init(
      place: place, reason: reason, errorOffset: errorOffset, start: text,
      digest: SHA256Digest(of: text), sizeBytes: text.count)
  }

  /// A record of which only the first bytes are at hand.
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

  /// A JSON value that is no record.
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
