/// The value of a request field.
package enum FieldValue: Hashable, Sendable {
  case flag(Bool)
  case number(ExactDecimal)
  /// A short word such as `16:9`, `2K` or `8s`, never a prompt or an address.
  case word(String)
}

extension FieldValue {
  /// The value as a number: numbers themselves, numbers as text, and seconds as text (`8s`, `5 S`).
  package var numeric: ExactDecimal? {
    switch self {
    case .flag: nil
    case .number(let number): number
    case .word(let text):
      ExactDecimal(text)
        ?? Measured(text).flatMap { Measured.seconds.contains($0.unit) ? $0.number : nil }
    }
  }

  package var text: String {
    switch self {
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): number.description
    case .word(let word): word
    }
  }

  /// Whether the value means the same as a word of a rate card.
  ///
  /// Numbers are equal by value, other words without regard to case and surrounding white space. A
  /// number without a unit means seconds and lines of a picture where the card has these: 8 is
  /// `8s`, and 768 is `768p`. It never means `2K` or `2x`, which clients send as words.
  package func means(_ word: String) -> Bool {
    let (found, expected) = (text, word)
    if found.trimmed.lowercased() == expected.trimmed.lowercased() { return true }
    if case .flag = self { return false }
    guard let found = Measured(found), let expected = Measured(expected),
      found.number == expected.number
    else { return false }
    return found.unit == expected.unit || found.isImplied(by: expected.unit)
      || expected.isImplied(by: found.unit)
  }
}

/// A number with a unit that letters name: `5 s`, `1080P`, `10`.
private struct Measured {
  static let seconds: Set<String> = ["s", "sec", "secs", "second", "seconds"]

  let number: ExactDecimal
  /// In lowercase, one of each kind: every name of seconds is `s`; empty if there is none.
  let unit: String

  init?(_ text: String) {
    let text = text.trimmed
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    let letters = String(text.dropFirst(digits.count).trimmed).lowercased()
    guard let number = ExactDecimal(digits), letters.utf8.allSatisfy({ 0x61...0x7A ~= $0 }) else {
      return nil
    }
    self.number = number
    unit = Measured.seconds.contains(letters) ? "s" : letters
  }

  /// Whether the number has no unit and is understood as one in this.
  func isImplied(by other: String) -> Bool { unit.isEmpty && (other == "s" || other == "p") }
}
