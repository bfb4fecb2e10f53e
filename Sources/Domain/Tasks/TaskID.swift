/// The provider's id for a task: usually a UUID, otherwise any text.
///
/// Surrounding white space is ignored. UUIDs are case-insensitive, since databases write them
/// either way, and kept as 128 bits. Any other text is case-sensitive (completion ids use 62
/// different characters); it is identified by a 128-bit fingerprint whose version digit no real
/// UUID has, and the ledger keeps the text with it.
package struct TaskID: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64
  /// The text, only if the id is not a canonical UUID.
  package let nonUUIDText: String?

  /// The version digit (12th hexadecimal digit after the first 12) that marks a fingerprint.
  private static let fingerprintVersion: UInt64 = 0xF
  private static let dash = UInt8(ascii: "-")

  package init(_ text: String) {
    let text = String(text.trimmed)
    let lowercased = text.lowercased()
    if let (high, low) = TaskID.canonicalUUID(lowercased) {
      (self.high, self.low, nonUUIDText) = (high, low, nil)
    } else {
      let kept = TaskID.hasShapeOfUUID(lowercased) ? lowercased : text
      (high, low) = TaskID.fingerprint(of: kept)
      nonUUIDText = kept
    }
  }

  package init(high: UInt64, low: UInt64, nonUUIDText: String? = nil) {
    (self.high, self.low, self.nonUUIDText) = (high, low, nonUUIDText)
  }

  /// The id as the provider writes it.
  package var text: String {
    if let nonUUIDText { return nonUUIDText }
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

  /// Whether a text is a UUID of any version, including the one that marks fingerprints.
  private static func hasShapeOfUUID(_ text: String) -> Bool {
    let groups = text.utf8.split(separator: dash, omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12]
      && groups.joined().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }

  /// The two halves of a UUID in lower case, nil for any other text.
  package static func canonicalUUID(_ text: some StringProtocol) -> (UInt64, UInt64)? {
    var text = String(text)
    return text.withUTF8 { canonicalUUID($0) }
  }

  /// The two halves of a UUID in lower case, nil for any other bytes.
  package static func canonicalUUID(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (high: UInt64, low: UInt64)? {
    guard bytes.count == 36 else { return nil }
    let raw = UnsafeRawBufferPointer(bytes)
    guard bytes[8] == dash, bytes[13] == dash, bytes[18] == dash, bytes[23] == dash,
      let first = HexadecimalDigits.number(raw.loadUnaligned(as: UInt64.self)),
      let second = HexadecimalDigits.number(raw, 9, 14),
      let third = HexadecimalDigits.number(raw, 19, 24),
      let fourth = HexadecimalDigits.number(
        raw.loadUnaligned(fromByteOffset: 28, as: UInt64.self)),
      second >> 12 & 0xF != fingerprintVersion
    else { return nil }
    return (first << 32 | second, third << 32 | fourth)
  }

  /// Two 64-bit FNV-1a hashes (Fowler, Noll and Vo) with different starts.
  ///
  /// Ids come from the provider, not an attacker, and the ledger compares the texts, so a collision
  /// would be noticed.
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
    (left.high, left.low, left.nonUUIDText ?? "") < (right.high, right.low, right.nonUUIDText ?? "")
  }
}

extension TaskID: CustomStringConvertible {
  package var description: String { text }
}

/// Lowercase hexadecimal digits, eight at a time: each byte of a word is a digit.
enum HexadecimalDigits {
  /// A word whose bytes are all equal.
  @inline(__always)
  private static func bytes(_ value: UInt64) -> UInt64 { value &* 0x0101_0101_0101_0101 }

  /// The number that two groups of four digits at the given offsets form together.
  @inline(__always)
  static func number(_ bytes: UnsafeRawBufferPointer, _ first: Int, _ second: Int) -> UInt64? {
    let high = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: first, as: UInt32.self))
    let low = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: second, as: UInt32.self))
    return number(UInt64(littleEndian: UInt64(low) << 32 | UInt64(high)))
  }

  /// The number spelled by a word's eight bytes in memory order; nil if one of them is not a digit.
  @inline(__always)
  static func number(_ digits: UInt64) -> UInt64? {
    let digits = UInt64(littleEndian: digits)
    // Letters have the sixth bit set, decimal digits don't.
    let isLetter = digits >> 6 & bytes(1)
    let values = (digits & bytes(0x0F)) &+ isLetter &* 9
    // A digit is what its value is written as, with a letter from ten on, and a value below 16.
    guard values &+ bytes(0x30) &+ isLetter &* 0x27 == digits,
      (values &+ bytes(0x76)) & bytes(0x80) == isLetter << 7, values & bytes(0xF0) == 0
    else { return nil }
    let pairs = (values.byteSwapped | values.byteSwapped >> 4) & 0x00FF_00FF_00FF_00FF
    let quads = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF
    return (quads | quads >> 16) & 0xFFFF_FFFF
  }
}
