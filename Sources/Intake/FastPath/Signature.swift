import Domain

/// Bytes that identify what a record shares with others, written during the scan.
///
/// The memory is reused from record to record; a longer signature makes the record unusual.
final class Signature {
  private static let capacityBytes = 16 << 10

  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init() {
    buffer = .allocate(capacity: Signature.capacityBytes)
  }

  deinit {
    buffer.deallocate()
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: buffer[..<count]) }

  @inline(__always)
  func clear() {
    count = 0
  }

  /// Appends bytes with their length, so that no two sequences of appends look alike.
  @inline(__always)
  func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(UnusualValue) {
    guard let target = buffer.baseAddress, let source = bytes.baseAddress,
      count + bytes.count + 2 <= buffer.count
    else { throw UnusualValue() }
    target[count] = UInt8(truncatingIfNeeded: bytes.count)
    target[count + 1] = UInt8(truncatingIfNeeded: bytes.count >> 8)
    (target + count + 2).update(from: source, count: bytes.count)
    count += bytes.count + 2
  }

  @inline(__always)
  func append(_ range: ByteRange, of base: UnsafePointer<UInt8>) throws(UnusualValue) {
    try append(UnsafeBufferPointer(start: base + range.start, count: range.count))
  }

  @inline(__always)
  func append(_ byte: UInt8) throws(UnusualValue) {
    guard count < buffer.count else { throw UnusualValue() }
    buffer[count] = byte
    count += 1
  }

  /// Appends what precedes a field's value: its type and the field's name.
  @inline(__always)
  func append(_ tag: UInt8, _ name: NameKinds.Kind) throws(UnusualValue) {
    guard count + 3 <= buffer.count else { throw UnusualValue() }
    let bytes = UnsafeMutableRawBufferPointer(buffer)
    bytes.storeBytes(of: tag, toByteOffset: count, as: UInt8.self)
    bytes.storeBytes(of: name.number, toByteOffset: count + 1, as: UInt16.self)
    count += 3
  }

  @inline(__always)
  func append(_ number: Int64) throws(UnusualValue) {
    guard count + 8 <= buffer.count else { throw UnusualValue() }
    UnsafeMutableRawBufferPointer(buffer).storeBytes(
      of: number, toByteOffset: count, as: Int64.self)
    count += 8
  }
}

/// The tag that precedes each part of a request's signature.
enum SignatureTag {
  static let end: UInt8 = 0
  static let word: UInt8 = 2
  static let length: UInt8 = 3
  static let number: UInt8 = 4
  static let varyingNumber: UInt8 = 5
  static let yes: UInt8 = 6
  static let no: UInt8 = 7
  static let list: UInt8 = 8
  static let sum: UInt8 = 9
  static let onlyWord: UInt8 = 10
  static let onlyNumber: UInt8 = 11
  static let onlyYes: UInt8 = 12
  static let onlyNo: UInt8 = 13
}

/// Reads the signature that an ``InputScanner`` wrote.
struct SignatureReader {
  /// Any number large enough to vary.
  private static let varyingNumber = ExactDecimal(1_000_000)

  private let bytes: UnsafeBufferPointer<UInt8>
  private let kinds: NameKinds
  private var position = 0

  init(_ signature: Signature, _ kinds: NameKinds) {
    (bytes, self.kinds) = (signature.bytes, kinds)
  }

  /// The request, with numbers in place of the values of varying fields.
  mutating func request() -> Request {
    var fields: [Request.Field] = []
    var tag = byte()
    while tag != SignatureTag.end {
      fields.append(field(kinds.name(nameNumber()), tag: tag))
      tag = byte()
    }
    let model = text()
    return Request(model: model, taskType: text(), fields: fields)
  }

  private mutating func field(_ name: String, tag: UInt8) -> Request.Field {
    switch tag {
    case SignatureTag.word: Request.Field(name, .word(text()))
    case SignatureTag.length: Request.Field("\(name).length", .number(ExactDecimal(0)))
    case SignatureTag.number: Request.Field(name, .number(ExactDecimal(number())))
    case SignatureTag.list: Request.Field("\(name).count", .number(ExactDecimal(number())))
    case SignatureTag.sum: Request.Field("\(name).\(text()).sum", .number(ExactDecimal(number())))
    case SignatureTag.yes: Request.Field(name, .flag(true))
    case SignatureTag.no: Request.Field(name, .flag(false))
    case SignatureTag.onlyWord: Request.Field("\(name).only", .word(text()))
    case SignatureTag.onlyNumber:
      Request.Field("\(name).only", .number(ExactDecimal(number())))
    case SignatureTag.onlyYes: Request.Field("\(name).only", .flag(true))
    case SignatureTag.onlyNo: Request.Field("\(name).only", .flag(false))
    default: Request.Field(name, .number(SignatureReader.varyingNumber))
    }
  }

  private mutating func byte() -> UInt8 {
    position += 1
    return bytes[position - 1]
  }

  private mutating func nameNumber() -> UInt16 {
    position += 2
    return UnsafeRawBufferPointer(bytes).loadUnaligned(
      fromByteOffset: position - 2, as: UInt16.self)
  }

  private mutating func text() -> String {
    let count = Int(byte()) | Int(byte()) << 8
    position += count
    return String(decoding: bytes[position - count..<position], as: UTF8.self)
  }

  private mutating func number() -> Int64 {
    position += 8
    return UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: position - 8, as: Int64.self)
  }
}

/// The varying fields of a record in text order.
///
/// The memory is reused from record to record; more fields make the record unusual.
final class VaryingFields {
  enum Value {
    /// The length of a text, in Unicode scalars.
    case length(Int)
    /// A whole number as written.
    case digits(ByteRange)
    /// 0, which may be written as `-0`.
    case zero

    /// Writes the value in the format of ``Request/varyingValues``.
    @inline(__always)
    func write(to bytes: inout [UInt8], _ base: UnsafePointer<UInt8>) {
      switch self {
      case .zero: bytes.append(UInt8(ascii: "0"))
      case .digits(let range):
        bytes.append(
          contentsOf: UnsafeBufferPointer(start: base + range.start, count: range.count))
      case .length(let count):
        var divisor = 1
        while count / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
          bytes.append(UInt8(ascii: "0") + UInt8(count / divisor % 10))
          divisor /= 10
        }
      }
    }
  }

  struct Field {
    let name: UnsafeBufferPointer<UInt8>
    let value: Value
  }

  private static let capacity = 1024

  private let fields: UnsafeMutablePointer<Field>
  private(set) var count = 0

  init() {
    fields = .allocate(capacity: VaryingFields.capacity)
  }

  deinit {
    fields.deallocate()
  }

  @inline(__always)
  func clear() {
    count = 0
  }

  @inline(__always)
  func append(
    _ value: Value, of name: UnsafeBufferPointer<UInt8>
  ) throws(UnusualValue) {
    guard count < VaryingFields.capacity else { throw UnusualValue() }
    (fields + count).initialize(to: Field(name: name, value: value))
    count += 1
  }

  @inline(__always)
  subscript(index: Int) -> Value { fields[index].value }

  /// The names of the fields, as in requests.
  var names: [String] {
    (0..<count).map { index in
      let name = String(decoding: fields[index].name, as: UTF8.self)
      return if case .length = fields[index].value { "\(name).length" } else { name }
    }
  }
}
