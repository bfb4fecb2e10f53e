extension JSONCursor {
  @inline(__always)
  func bytes(of range: ByteRange) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + range.start, count: range.count)
  }

  /// Whether a text without escapes is a word for ``RequestDecoder``.
  @inline(__always)
  func isWord(_ text: ByteRange) -> Bool {
    for index in text.start..<text.end {
      let byte = base[index]
      guard RequestDecoder.isWordByte(byte) else { return false }
      if byte == UInt8(ascii: ":"), base[index + 1] == UInt8(ascii: "/"),
        base[index + 2] == UInt8(ascii: "/")
      {
        return false
      }
    }
    return true
  }

  /// The whole number, or seconds as text (`8s`), that counts in a sum, nil for what does not; moves
  /// behind the value.
  mutating func summand(isProse: Bool) throws(UnusualValue) -> Int64? {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let whole = try number().whole
      guard !isProse else { return nil }
      guard let whole else { throw UnusualValue() }
      return whole
    case UInt8(ascii: "\""):
      let text = try string().bytes
      guard !isProse, text.count > 0 else { return nil }
      return try seconds(in: text)
    default:
      try skipValue()
      return nil
    }
  }

  /// A text of up to six digits, with `s` behind them or not; nil for one that is no number.
  private func seconds(in text: ByteRange) throws(UnusualValue) -> Int64? {
    let first = base[text.start]
    guard first != UInt8(ascii: "-"), first != UInt8(ascii: "\\") else { throw UnusualValue() }
    guard first &- 48 < 10 else { return nil }
    let hasUnit = base[text.end - 1] == UInt8(ascii: "s")
    let digits = ByteRange(start: text.start, count: text.count - (hasUnit ? 1 : 0))
    guard digits.count <= 6 else { throw UnusualValue() }
    var value: Int64 = 0
    for index in digits.start..<digits.end {
      guard base[index] &- 48 < 10 else { throw UnusualValue() }
      value = value * 10 + Int64(base[index] - 48)
    }
    return value
  }
}
