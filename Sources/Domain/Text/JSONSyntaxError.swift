/// Why bytes are not JSON, and where.
package struct JSONSyntaxError: Error, Hashable {
  /// The index of the byte that could not be read.
  package let position: Int
  package let reason: String
  /// Whether the bytes ended before the value did, so that more bytes could complete it.
  package let isIncomplete: Bool
  /// Whether it is nested too deep: what is within may be JSON by itself.
  package let isTooDeep: Bool

  package init(position: Int, reason: String, isIncomplete: Bool, isTooDeep: Bool = false) {
    (self.position, self.reason) = (position, reason)
    (self.isIncomplete, self.isTooDeep) = (isIncomplete, isTooDeep)
  }

  /// A value at an index that is within as many others as there may be.
  static func tooDeep(at position: Int, limit: Int) -> JSONSyntaxError {
    JSONSyntaxError(
      position: position, reason: "nested deeper than \(limit) levels", isIncomplete: false,
      isTooDeep: true)
  }
}

extension JSONSyntaxError {
  /// Something other than what was expected at an index.
  init(_ expectation: String, at position: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    self.init(
      position: position,
      reason: "\(expectation), found \(JSONSyntaxError.text(of: bytes[position]))",
      isIncomplete: false)
  }

  /// The end of the bytes in the middle of a value.
  init(incomplete bytes: UnsafeBufferPointer<UInt8>) {
    self.init(
      position: bytes.count, reason: "the value ends in the middle", isIncomplete: true)
  }

  /// Describes a byte: JSON punctuation verbatim, anything else only by category, since it may be
  /// part of a confidential text.
  private static func text(of byte: UInt8) -> String {
    switch byte {
    case _ where "{}[],:\"".utf8.contains(byte): "'\(Character(Unicode.Scalar(byte)))'"
    case 0x30..<0x3A: "a digit"
    case 0x41..<0x5B, 0x61..<0x7B: "a letter"
    case 0x20..<0x7F: "another character"
    case 0x80...: "a byte beyond ASCII"
    default: "byte 0x" + String(byte, radix: 16)
    }
  }
}
