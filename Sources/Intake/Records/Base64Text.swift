import Foundation

/// Texts that are base64 (RFC 4648, with either alphabet, with or without padding and line ends).
enum Base64Text {
  /// Shorter texts hold no record.
  private static let leastSizeBytes = 40

  /// The bytes that a text stands for; nil if it is not base64, or too short to hold a record.
  static func decoded(_ text: String) -> [UInt8]? {
    guard text.utf8.count >= leastSizeBytes else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 4)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): bytes.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): bytes.append(UInt8(ascii: "/"))
      case UInt8(ascii: "="), 0x0A, 0x0D: continue
      case UInt8(ascii: "+"), UInt8(ascii: "/"): bytes.append(byte)
      case _ where byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26: bytes.append(byte)
      default: return nil
      }
    }
    while bytes.count % 4 != 0 { bytes.append(UInt8(ascii: "=")) }
    return Data(base64Encoded: Data(bytes)).map(Array.init)
  }
}
