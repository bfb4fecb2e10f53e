import Domain

/// What the names of fields say of their values, remembered by their bytes.
struct NameKinds {
  struct Kind {
    /// The number of the name, which stands for it in signatures.
    let number: UInt16
    let isProse: Bool
    /// A number of this name differs from task to task.
    let isVarying: Bool
  }

  /// More names than this are not remembered: the records are unusual.
  private static let limit = 4096

  private var numbers = ByteInterner()
  private var kinds: [Kind] = []
  private var names: [String] = []

  /// The name with a number.
  func name(_ number: UInt16) -> String { names[Int(number)] }

  /// The kind of a name with a hash, nil where it was never met.
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
      number: UInt16(kinds.count), isProse: RequestDecoder.isProse(text),
      isVarying: Request.Field(text, .number(ExactDecimal(0))).isVarying)
    numbers.add(name, hash: hash)
    kinds.append(kind)
    names.append(text)
    return kind
  }
}
