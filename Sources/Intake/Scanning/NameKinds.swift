import Billing

/// What the names of fields say of their values, remembered by their bytes.
struct NameKinds {
  struct Kind {
    let isProse: Bool
    /// A number of this name differs from task to task.
    let isVarying: Bool
  }

  /// More names than this are not remembered: the records are unusual.
  private static let limit = 4096

  private var numbers = ByteInterner()
  private var kinds: [Kind] = []

  @inline(__always)
  mutating func kind(of name: UnsafeBufferPointer<UInt8>) throws(UnusualValue) -> Kind {
    let hash = ByteInterner.hash(name)
    if let number = numbers.number(of: name, hash: hash) { return kinds[number] }
    return try learn(name, hash: hash)
  }

  private mutating func learn(
    _ name: UnsafeBufferPointer<UInt8>, hash: UInt64
  ) throws(UnusualValue) -> Kind {
    guard kinds.count < NameKinds.limit else { throw UnusualValue() }
    let text = String(decoding: name, as: UTF8.self)
    let kind = Kind(
      isProse: RequestDecoder.isProse(text),
      isVarying: Request.Field(text, .number(ExactDecimal(0))).isVarying)
    numbers.add(name, hash: hash)
    kinds.append(kind)
    return kind
  }
}
