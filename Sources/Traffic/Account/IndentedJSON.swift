/// Writes compact JSON anew with a line for each member, indented by two spaces.
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
        // Empty objects and lists stay on their line.
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
