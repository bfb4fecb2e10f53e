import Domain

/// Finds out whether a text lost characters on its way: money and identity are not read from it.
enum DamagedText {
  /// Refuses a member whose text is damaged.
  static func refuse(_ text: String, of member: String) throws(RecordError) {
    guard isDamaged(text) else { return }
    throw RecordError("\(member): expected an intact text, found one with damaged characters")
  }

  /// Whether a replacement character or a control character is in it, other than white space around
  /// it.
  static func isDamaged(_ text: String) -> Bool {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x80).contains($0) }
    return !isPlain && text.trimmed.unicodeScalars.contains(where: isDamage)
  }

  private static func isDamage(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFFFD, 0x00..<0x20, 0x80..<0xA0: true
    default: false
    }
  }
}
