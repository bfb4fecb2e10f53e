/// Hexadecimal digits in lower case, eight at a time: each byte of a word is a digit.
enum HexadecimalDigits {
  /// A word whose bytes all have one value.
  @inline(__always)
  private static func bytes(_ value: UInt64) -> UInt64 { value &* 0x0101_0101_0101_0101 }

  /// The number that two groups of four digits at the given offsets stand for together.
  @inline(__always)
  static func number(_ bytes: UnsafeRawBufferPointer, _ first: Int, _ second: Int) -> UInt64? {
    let high = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: first, as: UInt32.self))
    let low = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: second, as: UInt32.self))
    return number(UInt64(littleEndian: UInt64(low) << 32 | UInt64(high)))
  }

  /// The number that the digits in a word's eight bytes, in the order of memory, stand for; nil
  /// where one of them is no digit.
  @inline(__always)
  static func number(_ digits: UInt64) -> UInt64? {
    let digits = UInt64(littleEndian: digits)
    // Letters have the sixth bit, decimal digits have not.
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
