/// A property of an iCalendar file (RFC 5545, section 3.1): `NAME;PARAMETER=VALUE:value`.
struct ContentLine {
  /// In capitals, as are the names of parameters.
  let name: String
  let parameters: [String: String]
  let value: String
  /// The line of the file on which it begins, from 1.
  let line: Int

  /// The properties of a file, unfolded, and the lines that are none.
  static func all(in bytes: ArraySlice<UInt8>) -> (lines: [ContentLine], invalid: [Int]) {
    var lines: [ContentLine] = []
    var invalid: [Int] = []
    var start = 1
    var text: [UInt8] = []
    func close() {
      guard text.contains(where: { $0 > UInt8(ascii: " ") }) else { return }
      if let line = ContentLine(String(decoding: text, as: UTF8.self), line: start) {
        lines.append(line)
      } else {
        invalid.append(start)
      }
    }
    var number = 0
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let part = part.last == UInt8(ascii: "\r") ? part.dropLast() : part
      // A long line goes on after a space or a tab; the break may be inside a character.
      if let first = part.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
        text.append(contentsOf: part.dropFirst())
      } else {
        close()
        text = Array(part)
        start = number
      }
    }
    close()
    return (lines, invalid)
  }

  private init?(_ text: String, line: Int) {
    var parts: [Substring] = []
    var isQuoted = false
    var start = text.startIndex
    var colon: String.Index?
    for index in text.utf8.indices {
      let byte = text.utf8[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted, byte == UInt8(ascii: ";") || byte == UInt8(ascii: ":") else { continue }
      parts.append(text[start..<index])
      start = text.utf8.index(after: index)
      if byte == UInt8(ascii: ":") {
        colon = index
        break
      }
    }
    guard colon != nil, let name = parts.first, !name.isEmpty,
      name.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || ContentLine.isAlphanumeric($0) })
    else { return nil }
    self.name = name.uppercased()
    self.line = line
    value = String(text[start...])
    parameters = Dictionary(
      parts.dropFirst().compactMap { part in
        guard let equals = part.firstIndex(of: "=") else { return nil }
        let value = part[part.index(after: equals)...].filter { $0 != "\"" }
        return (part[..<equals].uppercased(), value)
      }
    ) { first, _ in first }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// The value as text, its escapes resolved and on one line.
  var text: String {
    var text = ""
    var isEscaped = false
    for character in value {
      switch (isEscaped, character) {
      case (true, "n"), (true, "N"): text.append(" ")
      case (true, _): text.append(character)
      case (false, "\\"):
        isEscaped = true
        continue
      case (false, _): text.append(character)
      }
      isEscaped = false
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
