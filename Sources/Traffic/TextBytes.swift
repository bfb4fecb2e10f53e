import Domain

/// Appends text to bytes without an intermediate `String`: synthetic traffic is generated at
/// hundreds of megabytes per second.
extension [UInt8] {
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  mutating func append(decimal number: Int64) {
    guard number >= 10 else { return append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number)) }
    append(decimal: number / 10)
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  /// A number of exactly this many digits.
  private mutating func append(_ number: Int, digits: Int) {
    var divisor = 1
    for _ in 1..<digits { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  /// The lowest bits of a word as this many hexadecimal digits.
  mutating func append(hexadecimal word: UInt64, digits: Int) {
    for position in (0..<digits).reversed() {
      let digit = UInt8(truncatingIfNeeded: word >> (4 * UInt64(position)) & 0xF)
      append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
    }
  }

  /// A UUID as the provider writes it.
  mutating func append(_ id: TaskID) {
    append(hexadecimal: id.high >> 32, digits: 8)
    append(UInt8(ascii: "-"))
    append(hexadecimal: id.high >> 16, digits: 4)
    append(UInt8(ascii: "-"))
    append(hexadecimal: id.high, digits: 4)
    append(UInt8(ascii: "-"))
    append(hexadecimal: id.low >> 48, digits: 4)
    append(UInt8(ascii: "-"))
    append(hexadecimal: id.low, digits: 12)
  }

  /// A moment after 1970 in RFC 3339 with 0, 3 or 9 decimals, truncated.
  mutating func append(_ instant: Instant, decimals: Int) {
    let day = instant.day
    let date = day.date
    let second = Int(instant.seconds) - day.number * 86_400
    append(date.year, digits: 4)
    append(UInt8(ascii: "-"))
    append(date.month, digits: 2)
    append(UInt8(ascii: "-"))
    append(date.day, digits: 2)
    append(UInt8(ascii: "T"))
    append(second / 3600, digits: 2)
    append(UInt8(ascii: ":"))
    append(second / 60 % 60, digits: 2)
    append(UInt8(ascii: ":"))
    append(second % 60, digits: 2)
    if decimals > 0 {
      let fraction = Int(instant.nanoseconds % 1_000_000_000)
      append(UInt8(ascii: "."))
      append(decimals == 9 ? fraction : fraction / 1_000_000, digits: decimals)
    }
    append(UInt8(ascii: "Z"))
  }
}

/// Reformats compact JSON with a line for each member, indented by two spaces.
package enum IndentedJSON {
  package static func append(_ compact: [UInt8], to bytes: inout [UInt8]) {
    var depth = 0
    var isInText = false
    var isEscaped = false
    var previous: UInt8 = 0
    for byte in compact {
      if isInText {
        bytes.append(byte)
        isInText = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        previous = byte
        continue
      }
      switch byte {
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        // Empty objects and lists stay on one line.
        if previous != byte - 2 { breakLine(depth: depth, in: &bytes) }
        bytes.append(byte)
      default:
        let opens = previous == UInt8(ascii: "{") || previous == UInt8(ascii: "[")
        if opens || previous == UInt8(ascii: ",") { breakLine(depth: depth, in: &bytes) }
        bytes.append(byte)
        if byte == UInt8(ascii: ":") { bytes.append(UInt8(ascii: " ")) }
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
        isInText = byte == UInt8(ascii: "\"")
      }
      previous = byte
    }
  }

  private static func breakLine(depth: Int, in bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth * 2 { bytes.append(UInt8(ascii: " ")) }
  }
}
