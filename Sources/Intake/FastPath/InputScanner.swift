import Domain

/// Reduces a task's input like ``RequestDecoder``, in one pass: what tasks share goes into a
/// signature, and the values of varying fields into a list.
final class InputScanner {
  typealias Name = UnsafeBufferPointer<UInt8>

  /// Numbers above it vary (``Request/Field/isVarying``).
  static let sharedLimit: UInt64 = 99_999

  let signature = Signature()
  let varyingFields = VaryingFields()
  private let paths = FieldPaths()
  private(set) var kinds = NameKinds()
  private var sums = MemberSums()

  func clear() {
    signature.clear()
    varyingFields.clear()
    paths.clear()
  }

  func scan(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try cursor.skipValue() }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    repeat {
      try field(cursor.bytes(of: try cursor.memberName()), depth: 1, &cursor)
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }

  @inline(__always)
  private func kind(of name: Name) throws(UnusualValue) -> NameKinds.Kind {
    let hash = ByteInterner.hash(name)
    // Looking it up separately from learning it changes nothing, and needs fewer checks.
    if let known = kinds.known(name, hash: hash) { return known }
    return try kinds.learn(name, hash: hash)
  }

  @inline(__always)
  private func field(
    _ name: Name, depth: Int, _ cursor: inout JSONCursor
  ) throws(UnusualValue) {
    guard name.count <= RequestDecoder.nameLimitBytes else { throw UnusualValue() }
    switch cursor.byte {
    case UInt8(ascii: "\""): try text(name, &cursor)
    case UInt8(ascii: "["): try list(name, &cursor)
    case UInt8(ascii: "{"): try object(name, depth: depth, &cursor)
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      switch try cursor.literal() {
      case .yes: try signature.append(SignatureTag.yes, kind(of: name))
      case .no: try signature.append(SignatureTag.no, kind(of: name))
      case .null: break
      }
    default: try number(name, &cursor)
    }
  }

  /// Members by path; deeper objects are ignored.
  @inline(never)
  private func object(
    _ name: Name, depth: Int, _ cursor: inout JSONCursor
  ) throws(UnusualValue) {
    guard depth < RequestDecoder.depthLimit else {
      try cursor.refuseExtendedValue()
      return try cursor.skipValue()
    }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    repeat {
      let path = try paths.path(name, cursor.bytes(of: try cursor.memberName()))
      try field(path, depth: depth + 1, &cursor)
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }

  /// Adds a word from outside the input.
  @inline(never)
  func sign(
    _ name: StaticString, as word: ByteRange, of base: UnsafePointer<UInt8>
  ) throws(UnusualValue) {
    try signature.append(
      SignatureTag.word,
      kind(of: Name(start: name.utf8Start, count: name.utf8CodeUnitCount)))
    try signature.append(word, of: base)
  }

  @inline(__always)
  private func text(_ name: Name, _ cursor: inout JSONCursor) throws(UnusualValue) {
    let string = try cursor.string()
    guard string.bytes.count > 0 else { return }
    let kind = try self.kind(of: name)
    // A short text with escapes may be a word once they are decoded.
    let mayBeWord = !kind.isProse && string.scalars <= RequestText.wordLimitBytes
    guard !(mayBeWord && string.hasEscapes) else { throw UnusualValue() }
    if mayBeWord, cursor.isWord(string.bytes) {
      try signature.append(SignatureTag.word, kind)
      try signature.append(cursor.bytes(of: string.bytes))
    } else {
      guard !(mayBeWord && cursor.mayBeWordWithSpace(string.bytes)) else { throw UnusualValue() }
      try signature.append(SignatureTag.length, kind)
      try varyingFields.append(.length(string.scalars), of: name)
    }
  }

  @inline(__always)
  private func number(_ name: Name, _ cursor: inout JSONCursor) throws(UnusualValue) {
    let number = try cursor.number()
    guard let whole = number.whole else { throw UnusualValue() }
    let kind = try self.kind(of: name)
    if kind.isVarying || whole.magnitude > InputScanner.sharedLimit {
      try signature.append(SignatureTag.varyingNumber, kind)
      try varyingFields.append(whole == 0 ? .zero : .digits(number.bytes), of: name)
    } else {
      try signature.append(SignatureTag.number, kind)
      try signature.append(whole)
    }
  }
}

extension InputScanner {
  /// The count of a list, its only element, and the sums of the numbers in its objects.
  @inline(never)
  private func list(_ name: Name, _ cursor: inout JSONCursor) throws(UnusualValue) {
    var count: Int64 = 0
    var first = ListedScalar.none
    sums.clear()
    if cursor.enter(closing: UInt8(ascii: "]")) {
      repeat {
        if cursor.byte == UInt8(ascii: "{") {
          try listedObject(&cursor)
        } else if count == 0 {
          first = try listedScalar(&cursor)
        } else {
          try cursor.skipValue()
        }
        count += 1
      } while try cursor.hasNext(until: UInt8(ascii: "]"))
    }
    // Numbers derived from a list whose name makes numbers vary would vary too.
    let kind = try self.kind(of: name)
    guard !kind.isVarying, isShared(count) else { throw UnusualValue() }
    try signature.append(SignatureTag.list, kind)
    try signature.append(count)
    if count == 1, !kind.isProseList { try sign(only: first, of: kind, cursor) }
    for sum in sums.sums {
      guard isShared(sum.value) else { throw UnusualValue() }
      try signature.append(SignatureTag.sum, kind)
      try signature.append(sum.name)
      try signature.append(sum.value)
    }
  }

  /// The first element of a list, as far as it may be kept.
  private enum ListedScalar {
    /// Nothing of it is kept.
    case none
    case text(JSONCursor.PassedString)
    case number(Int64?)
    case flag(Bool)
  }

  private func listedScalar(_ cursor: inout JSONCursor) throws(UnusualValue) -> ListedScalar {
    switch cursor.byte {
    case UInt8(ascii: "\""): return .text(try cursor.string())
    case UInt8(ascii: "["):
      try cursor.skipValue()
      return .none
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      switch try cursor.literal() {
      case .yes: return .flag(true)
      case .no: return .flag(false)
      case .null: return .none
      }
    default: return .number(try cursor.number().whole)
    }
  }

  /// Adds the only element of a list.
  private func sign(
    only element: ListedScalar, of kind: NameKinds.Kind, _ cursor: JSONCursor
  ) throws(UnusualValue) {
    switch element {
    case .none: break
    case .flag(let flag):
      try signature.append(flag ? SignatureTag.onlyYes : SignatureTag.onlyNo, kind)
    case .number(let whole):
      guard let whole, isShared(whole) else { throw UnusualValue() }
      try signature.append(SignatureTag.onlyNumber, kind)
      try signature.append(whole)
    case .text(let text):
      guard text.bytes.count > 0, text.scalars <= RequestText.wordLimitBytes else { return }
      guard !text.hasEscapes else { throw UnusualValue() }
      guard cursor.isWord(text.bytes) else {
        guard !cursor.mayBeWordWithSpace(text.bytes) else { throw UnusualValue() }
        return
      }
      try signature.append(SignatureTag.onlyWord, kind)
      try signature.append(cursor.bytes(of: text.bytes))
    }
  }

  private func isShared(_ value: Int64) -> Bool { value.magnitude <= InputScanner.sharedLimit }

  private func listedObject(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    repeat {
      let name = cursor.bytes(of: try cursor.memberName())
      // Non-ASCII names may be equal in different bytes.
      guard name.allSatisfy({ $0 < 0x80 }) else { throw UnusualValue() }
      let isProse = try kind(of: name).isProse
      if let value = try cursor.summand(isProse: isProse) { try sums.add(value, to: name) }
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }
}

/// The paths of fields in nested objects, `camera_control.type`, which do not occur in the text.
///
/// The memory is reused from record to record; longer paths make the record unusual.
final class FieldPaths {
  private static let capacityBytes = 16 << 10

  private let buffer: UnsafeMutablePointer<UInt8>
  private var count = 0

  init() {
    buffer = .allocate(capacity: FieldPaths.capacityBytes)
  }

  deinit {
    buffer.deallocate()
  }

  @inline(__always)
  func clear() {
    count = 0
  }

  /// The path of a member of the object at another path; valid until the record ends.
  func path(
    _ parent: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>
  ) throws(UnusualValue) -> UnsafeBufferPointer<UInt8> {
    let length = parent.count + 1 + name.count
    guard length <= RequestDecoder.nameLimitBytes, count + length <= FieldPaths.capacityBytes else {
      throw UnusualValue()
    }
    let start = buffer + count
    if let base = parent.baseAddress { start.update(from: base, count: parent.count) }
    start[parent.count] = UInt8(ascii: ".")
    if let base = name.baseAddress {
      (start + parent.count + 1).update(from: base, count: name.count)
    }
    count += length
    return UnsafeBufferPointer(start: start, count: length)
  }
}

/// The sums of the whole numbers in a list's objects, by the names of their members.
struct MemberSums {
  struct Sum {
    let name: UnsafeBufferPointer<UInt8>
    var value: Int64
  }

  /// Lists with more of them are unusual.
  private static let limit = 16

  private(set) var sums: [Sum] = []

  mutating func clear() {
    sums.removeAll(keepingCapacity: true)
  }

  mutating func add(
    _ value: Int64, to name: UnsafeBufferPointer<UInt8>
  ) throws(UnusualValue) {
    for index in sums.indices where sums[index].name.elementsEqual(name) {
      return try set(index, to: sums[index].value.addingReportingOverflow(value))
    }
    guard sums.count < MemberSums.limit else { throw UnusualValue() }
    sums.append(Sum(name: name, value: value))
  }

  private mutating func set(
    _ index: Int, to sum: (partialValue: Int64, overflow: Bool)
  ) throws(UnusualValue) {
    guard !sum.overflow else { throw UnusualValue() }
    sums[index].value = sum.partialValue
  }
}
