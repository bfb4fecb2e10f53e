import Domain

/// An answer of the provider in the archive.
package struct ArchivedAnswer: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case account
    case history
    case running

    /// Whether the ledger takes it; how many tasks run is told and kept, but is no record.
    package var isRecord: Bool { self != .running }
  }

  /// `20260601T000000.000000Z-history-<SHA-256 of the body>.json.gz`.
  package let name: String
  package let kind: Kind

  init(kind: Kind, receivedAt: Instant, sha256: String) {
    name = "\(ArchivedAnswer.stamp(receivedAt))-\(kind.rawValue)-\(sha256)\(ArchivedAnswer.ending)"
    self.kind = kind
  }

  /// Reads a name; nil for a file that is none of the archive's.
  init?(name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard name.hasSuffix(ArchivedAnswer.ending), parts.count == 3, parts[0].utf8.count == 23,
      let kind = Kind(rawValue: String(parts[1]))
    else { return nil }
    self.name = name
    self.kind = kind
  }

  private static let ending = ".json.gz"

  /// The day on which it was received: `2026-06-01`.
  var day: String {
    let digits = name.prefix(8)
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }

  /// A moment that sorts as text: UTC, to the microsecond.
  private static func stamp(_ instant: Instant) -> String {
    let text = Instant(seconds: instant.seconds).description.filter { $0 != "-" && $0 != ":" }
    let second = Instant(seconds: instant.seconds).nanoseconds
    let microseconds = (instant.nanoseconds - second) / 1000
    return "\(text.dropLast()).\(padded(microseconds, to: 6))Z"
  }
}
