/// The provider's name of a task: usually a UUID in lower case, else any text.
///
/// A UUID is kept as its 128 bits. Any other text is known by a 128-bit fingerprint whose version
/// digit no UUID in use has, and the ledger keeps the text beside it.
package struct TaskID: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64
  /// The text, only where the id is not a canonical UUID.
  package let oddText: String?

  /// The version digit (12th hexadecimal digit after the first 12) that marks a fingerprint.
  private static let fingerprintVersion: UInt64 = 0xF

  package init(_ text: String) {
    if let (high, low) = TaskID.canonicalUUID(text) {
      (self.high, self.low, oddText) = (high, low, nil)
    } else {
      (high, low) = TaskID.fingerprint(of: text)
      oddText = text
    }
  }

  package init(high: UInt64, low: UInt64, oddText: String? = nil) {
    (self.high, self.low, self.oddText) = (high, low, oddText)
  }

  /// The id as the provider writes it.
  package var text: String {
    if let oddText { return oddText }
    let digits = TaskID.hexadecimal(high) + TaskID.hexadecimal(low)
    var groups: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "-")
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }

  private static func canonicalUUID(_ text: String) -> (UInt64, UInt64)? {
    let bytes = text.utf8
    guard bytes.count == 36 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    var digits = 0
    for (index, byte) in bytes.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let digit = hexadecimalDigit(byte) else { return nil }
      if digits < 16 { words.0 = words.0 << 4 | digit } else { words.1 = words.1 << 4 | digit }
      digits += 1
    }
    return words.0 >> 12 & 0xF == fingerprintVersion ? nil : words
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    default: nil
    }
  }

  /// Two 64-bit FNV-1a hashes (Fowler, Noll and Vo) with different starts.
  ///
  /// Ids are the provider's, not an attacker's, and the ledger compares the texts, so a collision
  /// would be seen.
  private static func fingerprint(of text: String) -> (UInt64, UInt64) {
    let prime: UInt64 = 0x100_0000_01B3
    var high: UInt64 = 0xCBF2_9CE4_8422_2325
    var low: UInt64 = 0x9AE1_6A3B_2F90_404F
    for byte in text.utf8 {
      high = (high ^ UInt64(byte)) &* prime
      low = (low ^ UInt64(byte) ^ 0x5C) &* prime
    }
    return (high & ~(0xF << 12) | fingerprintVersion << 12, low)
  }
}

extension TaskID: Comparable {
  package static func < (left: TaskID, right: TaskID) -> Bool {
    (left.high, left.low, left.oddText ?? "") < (right.high, right.low, right.oddText ?? "")
  }
}

extension TaskID: CustomStringConvertible {
  package var description: String { text }
}
