import Foundation

/// What Foundation says about JSON, as far as it follows RFC 8259.
package enum FoundationJSON {
  package static func isDocument(_ bytes: [UInt8]) -> Bool {
    let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    return value != nil
  }

  /// Leaves out what Foundation reads by its own rules: commas before a closing bracket, escaped
  /// surrogates, numbers beyond those of a `Double`, and encodings other than UTF-8, which it
  /// guesses from the first bytes.
  package static func isDefinedForBoth(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    return !bytes.isEmpty && !text.contains(#"\ud"#) && !hasCommaBeforeBracket(bytes)
      && !hasLongNumber(bytes) && (bytes.first ?? 0) < 0x80 && !bytes.prefix(4).contains(0)
  }

  private static func hasCommaBeforeBracket(_ bytes: [UInt8]) -> Bool {
    var isBehindComma = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: ","): isBehindComma = true
      case 0x20, 0x0A, 0x0D, 0x09: break
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if isBehindComma { return true }
      default: isBehindComma = false
      }
    }
    return false
  }

  private static func hasLongNumber(_ bytes: [UInt8]) -> Bool {
    var digits: Int?
    var run = 0
    for byte in bytes {
      run = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? run + 1 : 0
      if run > 300 { return true }
      switch byte {
      case UInt8(ascii: "e"), UInt8(ascii: "E"): digits = 0
      case UInt8(ascii: "+"), UInt8(ascii: "-"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = digits.map { $0 + 1 }
        if digits ?? 0 > 2 { return true }
      default: digits = nil
      }
    }
    return false
  }
}
