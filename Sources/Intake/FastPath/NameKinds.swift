import Domain

/// What field names say about their values, cached by bytes.
struct NameKinds {
  struct Kind {
    /// The number of the name, which represents it in signatures.
    let number: UInt16
    let isProse: Bool
    /// The elements of a list of this name are not kept.
    let isProseList: Bool
    /// A number of this name differs from task to task.
    let isVarying: Bool
  }

  /// With more names than this, the records are unusual.
  private static let limit = 4096

  private var numbers = ByteInterner()
  private var kinds: [Kind] = []
  private var names: [String] = []

  /// The name with a number.
  func name(_ number: UInt16) -> String { names[Int(number)] }

  /// The entry of a name with this hash; nil if not seen before.
  @inline(__always)
  func known(_ name: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Kind? {
    numbers.number(of: name, hash: hash).map { kinds[$0] }
  }

  mutating func learn(
    _ name: UnsafeBufferPointer<UInt8>, hash: UInt64
  ) throws(UnusualValue) -> Kind {
    guard kinds.count < NameKinds.limit else { throw UnusualValue() }
    let text = String(decoding: name, as: UTF8.self)
    let kind = Kind(
      number: UInt16(kinds.count), isProse: RequestText.isPrivate(memberNamed: text),
      isProseList: RequestText.isPrivate(listNamed: text),
      isVarying: Request.Field(text, .number(ExactDecimal(0))).isVarying)
    numbers.add(name, hash: hash)
    kinds.append(kind)
    names.append(text)
    return kind
  }
}
