import Billing

/// Reduces a task's input like ``RequestDecoder``, in one pass: what tasks share goes into a
/// signature, and the values of varying fields into a list.
///
/// Objects in the input, alone or in lists, are left to the decoder.
final class InputScanner {
  /// What the name of a field says of its values.
  private struct NameKind {
    let isProse: Bool
    /// A number of this name differs from task to task.
    let isVarying: Bool
  }

  private enum Tag {
    static let name: UInt8 = 1
    static let word: UInt8 = 2
    static let length: UInt8 = 3
    static let number: UInt8 = 4
    static let varyingNumber: UInt8 = 5
    static let yes: UInt8 = 6
    static let no: UInt8 = 7
    static let list: UInt8 = 8
  }

  /// More names than this are not remembered: the records are unusual.
  private static let nameLimit = 4096
  /// Numbers above it vary (``Request/Field/isVarying``).
  private static let sharedLimit: UInt64 = 99_999

  let signature = Signature()
  /// The values of varying fields in the order of the text, and the names of their members.
  private(set) var varyingValues: [ScannedTask.VaryingValue] = []
  private(set) var varyingNames: [ByteRange] = []
  private var nameNumbers = ByteInterner()
  private var nameKinds: [NameKind] = []

  func clear() {
    signature.clear()
    varyingValues.removeAll(keepingCapacity: true)
    varyingNames.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private func note(_ value: ScannedTask.VaryingValue, of name: ByteRange) {
    varyingValues.append(value)
    varyingNames.append(name)
  }

  func scan(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try cursor.skipValue() }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    repeat {
      let name = try cursor.memberName()
      try field(name, &cursor)
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }

  @inline(__always)
  private func field(
    _ name: ByteRange, _ cursor: inout JSONCursor
  ) throws(UnusualValue) {
    guard name.count <= RequestDecoder.nameLimitBytes else { throw UnusualValue() }
    switch cursor.byte {
    case UInt8(ascii: "\""): try text(name, &cursor)
    case UInt8(ascii: "["): try list(name, &cursor)
    case UInt8(ascii: "{"): throw UnusualValue()
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      switch try cursor.literal() {
      case .yes: try sign(name, Tag.yes, cursor)
      case .no: try sign(name, Tag.no, cursor)
      case .null: break
      }
    default: try number(name, &cursor)
    }
  }

  @inline(__always)
  private func sign(
    _ name: ByteRange, _ tag: UInt8, _ cursor: JSONCursor
  ) throws(UnusualValue) {
    try signature.append(Tag.name)
    try signature.append(name, of: cursor.base)
    try signature.append(tag)
  }

  @inline(__always)
  private func text(
    _ name: ByteRange, _ cursor: inout JSONCursor
  ) throws(UnusualValue) {
    let string = try cursor.string()
    guard string.bytes.count > 0 else { return }
    let isProse = try kind(of: name, cursor).isProse
    // A short text with escapes may be a word once they are decoded.
    let mayBeWord = !isProse && string.scalars <= RequestDecoder.wordLimitBytes
    guard !(mayBeWord && string.hasEscapes) else { throw UnusualValue() }
    if mayBeWord, isWord(string.bytes, cursor) {
      try sign(name, Tag.word, cursor)
      try signature.append(string.bytes, of: cursor.base)
    } else {
      try sign(name, Tag.length, cursor)
      note(.length(string.scalars), of: name)
    }
  }

  @inline(__always)
  private func isWord(_ text: ByteRange, _ cursor: JSONCursor) -> Bool {
    for index in text.start..<text.end {
      let byte = cursor.base[index]
      guard RequestDecoder.isWordByte(byte) else { return false }
      if byte == UInt8(ascii: ":"), cursor.base[index + 1] == UInt8(ascii: "/"),
        cursor.base[index + 2] == UInt8(ascii: "/")
      {
        return false
      }
    }
    return true
  }

  private func list(
    _ name: ByteRange, _ cursor: inout JSONCursor
  ) throws(UnusualValue) {
    var count = 0
    if cursor.enter(closing: UInt8(ascii: "]")) {
      repeat {
        guard cursor.byte != UInt8(ascii: "{") else { throw UnusualValue() }
        try cursor.skipValue()
        count += 1
      } while try cursor.hasNext(until: UInt8(ascii: "]"))
    }
    // The count of a list whose name makes numbers vary would vary too.
    guard UInt64(count) <= InputScanner.sharedLimit, try !kind(of: name, cursor).isVarying else {
      throw UnusualValue()
    }
    try sign(name, Tag.list, cursor)
    try signature.append(Int64(count))
  }

  @inline(__always)
  private func number(
    _ name: ByteRange, _ cursor: inout JSONCursor
  ) throws(UnusualValue) {
    let number = try cursor.number()
    guard let whole = number.whole else { throw UnusualValue() }
    if try kind(of: name, cursor).isVarying || whole.magnitude > InputScanner.sharedLimit {
      try sign(name, Tag.varyingNumber, cursor)
      note(whole == 0 ? .zero : .digits(number.bytes), of: name)
    } else {
      try sign(name, Tag.number, cursor)
      try signature.append(whole)
    }
  }

  @inline(__always)
  private func kind(
    of name: ByteRange, _ cursor: JSONCursor
  ) throws(UnusualValue) -> NameKind {
    let bytes = UnsafeBufferPointer(start: cursor.base + name.start, count: name.count)
    let hash = ByteInterner.hash(bytes)
    if let number = nameNumbers.number(of: bytes, hash: hash) { return nameKinds[number] }
    guard nameKinds.count < InputScanner.nameLimit else { throw UnusualValue() }
    let text = String(decoding: bytes, as: UTF8.self)
    let kind = NameKind(
      isProse: RequestDecoder.isProse(text),
      isVarying: Request.Field(text, .number(ExactDecimal(0))).isVarying)
    nameNumbers.add(bytes, hash: hash)
    nameKinds.append(kind)
    return kind
  }
}
