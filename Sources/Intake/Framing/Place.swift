/// Where a record begins in its source, after decompression.
package struct Place: Hashable, Sendable {
  /// From 1.
  package let line: Int
  /// From 0.
  package let byteOffset: Int

  package init(line: Int, byteOffset: Int) {
    (self.line, self.byteOffset) = (line, byteOffset)
  }
}

/// A record that could not be read: kept whole, with the reason, so that nothing is lost.
package struct Rejection: Error, Hashable, Sendable {
  package let place: Place
  /// What was expected and what was found, in words.
  package let reason: String
  /// The text of the record up to ``textLimitBytes``, secrets removed.
  package let text: String

  package static let textLimitBytes = 64 << 10

  package init(place: Place, reason: String, text: some Collection<UInt8>) {
    self.place = place
    self.reason = reason
    let kept = String(decoding: text.prefix(Rejection.textLimitBytes), as: UTF8.self)
    let isWhole = text.count <= Rejection.textLimitBytes
    self.text = SecretRedaction.redacted(kept) + (isWhole ? "" : "…")
  }
}
