/// Splits a shell command into its words, as POSIX shells do, with bash's `$'…'`; variables stay as
/// they are written.
///
/// A line continues after a backslash, and after what other shells use instead: `^` and a
/// backquote.
struct ShellWords {
  private static let feed = UInt8(ascii: "\n")
  private static let backslash = UInt8(ascii: "\\")

  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int) {
    (self.bytes, self.position) = (bytes, position)
  }

  /// The words up to the end of the command, which is the end of a line, `;`, `|` or `&`.
  mutating func words() -> [String] {
    var words: [String] = []
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case ShellWords.feed, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"):
        position += 1
        return words
      default:
        if !skipLineEnd() { words.append(word()) }
      }
    }
    return words
  }

  private mutating func word() -> String {
    var word: [UInt8] = []
    while position < bytes.count, !" \t\r\n;|&".utf8.contains(bytes[position]) {
      if skipLineEnd() { break }
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "'"): word += singleQuoted()
      case UInt8(ascii: "\""): word += doubleQuoted()
      case UInt8(ascii: "$") where next == UInt8(ascii: "'"):
        position += 1
        word += ansiQuoted()
      case ShellWords.backslash: word += taken()
      default: word.append(byte)
      }
    }
    return String(decoding: word, as: UTF8.self)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The next byte, past which the position moves; none at the end.
  private mutating func taken() -> [UInt8] {
    guard let byte = next else { return [] }
    position += 1
    return [byte]
  }

  /// Moves past an escaped line end, if one is there.
  private mutating func skipLineEnd() -> Bool {
    guard "\\^`".utf8.contains(bytes[position]) else { return false }
    let rest = bytes[(position + 1)...]
    guard let size = ["\n", "\r\n"].first(where: { rest.starts(with: $0.utf8) })?.utf8.count else {
      return false
    }
    position += 1 + size
    return true
  }

  private mutating func singleQuoted() -> ArraySlice<UInt8> {
    let start = position
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "'")) ?? bytes.count
    position = min(end + 1, bytes.count)
    return bytes[start..<end]
  }

  private mutating func doubleQuoted() -> [UInt8] {
    var content: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      position += 1
      guard byte == ShellWords.backslash, let escaped = next else {
        content.append(byte)
        continue
      }
      position += 1
      if escaped == ShellWords.feed { continue }
      content += "\"\\$`".utf8.contains(escaped) ? [escaped] : [byte, escaped]
    }
    position = min(position + 1, bytes.count)
    return content
  }

  /// What follows `$'`, whose escapes are those of C.
  private mutating func ansiQuoted() -> [UInt8] {
    var content: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "'") {
      position += 1
      guard byte == ShellWords.backslash, let escape = next else {
        content.append(byte)
        continue
      }
      position += 1
      switch escape {
      case UInt8(ascii: "n"): content.append(ShellWords.feed)
      case UInt8(ascii: "r"): content.append(0x0D)
      case UInt8(ascii: "t"): content.append(0x09)
      case UInt8(ascii: "x"): content += scalar(digits: 2)
      case UInt8(ascii: "u"): content += scalar(digits: 4)
      case UInt8(ascii: "'"), UInt8(ascii: "\""), ShellWords.backslash: content.append(escape)
      default: content += [byte, escape]
      }
    }
    position = min(position + 1, bytes.count)
    return content
  }

  /// The character with the hexadecimal number at the position; nothing if there is none.
  private mutating func scalar(digits: Int) -> [UInt8] {
    let hex = bytes[position...].prefix(digits).prefix { byte in
      Character(Unicode.Scalar(byte)).isHexDigit
    }
    position = hex.endIndex
    let number = UInt32(String(decoding: hex, as: UTF8.self), radix: 16)
    return number.flatMap(Unicode.Scalar.init).map { Array(String(Character($0)).utf8) } ?? []
  }
}
