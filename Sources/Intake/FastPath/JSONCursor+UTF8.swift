extension JSONCursor {
  /// Moves behind a scalar of two to four bytes, checked as Unicode's table of well-formed UTF-8
  /// says (The Unicode Standard, table 3-7), and gives the number of its bytes less one.
  @inline(__always)
  mutating func multibyteScalar() throws(UnusualValue) -> Int {
    let lead = byte
    let second = base[position + 1]
    guard second & 0xC0 == 0x80 else { throw UnusualValue() }
    switch lead {
    case 0xC2...0xDF:
      position += 2
      return 1
    case 0xE0...0xEF:
      guard base[position + 2] & 0xC0 == 0x80, lead != 0xE0 || second >= 0xA0,
        lead != 0xED || second < 0xA0
      else { throw UnusualValue() }
      position += 3
      return 2
    case 0xF0...0xF4:
      guard base[position + 2] & 0xC0 == 0x80, base[position + 3] & 0xC0 == 0x80,
        lead != 0xF0 || second >= 0x90, lead != 0xF4 || second < 0x90
      else { throw UnusualValue() }
      position += 4
      return 3
    default: throw UnusualValue()
    }
  }
}
