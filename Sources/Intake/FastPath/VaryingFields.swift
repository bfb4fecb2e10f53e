/// The varying fields of a record in the order of its text.
///
/// The memory is reused from record to record; more fields make the record unusual.
final class VaryingFields {
  enum Value {
    /// Of a text, in Unicode scalars.
    case length(Int)
    /// A whole number as it stands.
    case digits(ByteRange)
    /// 0, which may stand as `-0`.
    case zero

    /// Writes the value as ``Request/varyingValues`` has it.
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

  /// The names of the fields, as a request names them.
  var names: [String] {
    (0..<count).map { index in
      let name = String(decoding: fields[index].name, as: UTF8.self)
      return if case .length = fields[index].value { "\(name).length" } else { name }
    }
  }
}
