/// The texts of task ids that are no canonical UUIDs, by their fingerprints.
struct OddIDs {
  private struct Fingerprint: Hashable {
    let high: UInt64
    let low: UInt64
  }

  private var texts: [Fingerprint: String] = [:]
  /// Two ids with the same fingerprint, which cannot be told apart.
  private(set) var sameFingerprint: (first: String, second: String)?

  var isEmpty: Bool { texts.isEmpty }

  subscript(high: UInt64, low: UInt64) -> String? { texts[Fingerprint(high: high, low: low)] }

  mutating func add(_ text: String, _ high: UInt64, _ low: UInt64) {
    let fingerprint = Fingerprint(high: high, low: low)
    let known = texts.updateValue(text, forKey: fingerprint)
    if let known, known != text { sameFingerprint = (known, text) }
  }

  mutating func add(_ other: OddIDs) {
    for (fingerprint, text) in other.texts { add(text, fingerprint.high, fingerprint.low) }
    sameFingerprint = sameFingerprint ?? other.sameFingerprint
  }
}
