import Domain

/// What stands before each part of a request's signature.
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
}

/// Reads the signature that an ``InputScanner`` wrote.
struct SignatureReader {
  /// Any number that is large enough to vary.
  private static let varyingNumber = ExactDecimal(1_000_000)

  private let bytes: UnsafeBufferPointer<UInt8>
  private let kinds: NameKinds
  private var position = 0

  init(_ signature: Signature, _ kinds: NameKinds) {
    (bytes, self.kinds) = (signature.bytes, kinds)
  }

  /// The request, where numbers stand for the values of varying fields.
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
