/// How a text that holds JSON is quoted where it stands.
enum TextQuoting {
  /// As in a JSON string: `{\"code\":200}`, up to a quote that is not escaped.
  case escaped
  /// As in a CSV field: `{""code"":200}`, up to a quote that is not doubled.
  case doubled
  /// As PostgreSQL's COPY writes a column: each backslash doubled, up to the end of the line.
  case copied

  /// The index at which a text ends, looking from an index on; nil if the bytes end first, and then
  /// the index is the one to go on from once there are more.
  ///
  /// A text ends with the bytes if they are complete.
  func end(
    in bytes: UnsafeBufferPointer<UInt8>, from index: inout Int, isComplete: Bool
  ) -> Int? {
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      switch bytes[index] {
      case UInt8(ascii: "\\") where self == .escaped:
        guard let next else { return isComplete ? bytes.count : nil }
        if next != UInt8(ascii: "\n") { index += 1 }
      case UInt8(ascii: "\n") where self != .doubled: return index
      case UInt8(ascii: "\"") where self == .escaped: return index
      case UInt8(ascii: "\"") where self == .doubled:
        guard next != nil || isComplete else { return nil }
        guard next == UInt8(ascii: "\"") else { return index }
        index += 1
      default: break
      }
      index += 1
    }
    return isComplete ? bytes.count : nil
  }

  /// Where the text whose first bracket follows the beginning of a line starts, behind the quote that
  /// opens it; nil if that can't be seen, or can't be what it seems.
  ///
  /// Without a quote the text is the whole line, if the bracket is its first byte.
  func start(of line: Slice<UnsafeBufferPointer<UInt8>>, isWholeLine: Bool) -> Int? {
    switch self {
    case .escaped:
      isWholeLine && line.isEmpty
        ? line.endIndex : TextQuoting.startOfEscaped(line, isWholeLine: isWholeLine)
    case .doubled: TextQuoting.startOfDoubled(line)
    case .copied: line.endIndex
    }
  }

  private static func startOfEscaped(
    _ line: Slice<UnsafeBufferPointer<UInt8>>, isWholeLine: Bool
  ) -> Int? {
    let quotes = line.indices.filter { index in
      line[index] == UInt8(ascii: "\"")
        && (index == line.startIndex || line[index - 1] != UInt8(ascii: "\\"))
    }
    // Quotes come in pairs, and the last one opens.
    guard let last = quotes.last, !isWholeLine || quotes.count % 2 == 1 else { return nil }
    guard last > line.startIndex else {
      // A line that is a text begins with JSON.
      let first = line.dropFirst().first
      return isWholeLine && first.map { "[\\".utf8.contains($0) } ?? true ? last + 1 : nil
    }
    return opens.contains(line[last - 1]) ? last + 1 : nil
  }

  private static func startOfDoubled(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var index = line.endIndex
    while index > line.startIndex {
      index -= 1
      guard line[index] == UInt8(ascii: "\"") else { continue }
      var first = index
      while first > line.startIndex, line[first - 1] == UInt8(ascii: "\"") { first -= 1 }
      // The first of an odd number of quotes opens the field; the others are doubled.
      if (index - first) % 2 == 0 { return first + 1 }
      index = first
    }
    return nil
  }

  /// The bytes before a quote that opens a text; before one that closes it there are others.
  private static let opens = Array(" \t:=,;|<>([{'".utf8)
  /// The bytes behind a quote that closes a text.
  private static let closes = Array(" \t\r\n,;|<>)]}'".utf8)

  /// Whether a text that ends at an index can be trusted to end there, rather than to be damaged.
  func isClosed(at end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard self != .copied, end + 1 < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
      return true
    }
    return TextQuoting.closes.contains(bytes[end + 1])
  }

  /// The text without its quoting.
  func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    switch self {
    case .escaped: TextQuoting.unescaped(bytes)
    case .doubled: TextQuoting.undoubled(bytes, UInt8(ascii: "\""))
    case .copied: TextQuoting.undoubled(bytes, UInt8(ascii: "\\"))
    }
  }

  private static func undoubled(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ mark: UInt8
  ) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      text.append(bytes[index])
      let isDoubled =
        bytes[index] == mark && index + 1 < bytes.endIndex && bytes[index + 1] == mark
      index += isDoubled ? 2 : 1
    }
    return text
  }

  /// Escapes of JSON are decoded; any other stands for its character.
  private static func unescaped(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.endIndex else {
        text.append(bytes[index])
        index += 1
        continue
      }
      let escape = bytes[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        // What a code stands for is never one of the provider's names, so the escape may stay as it
        // is inside the JSON that the text holds.
        if let byte = asciiByte(bytes, at: index) {
          text.append(byte)
          index += 4
        } else {
          text += Array("\\u".utf8)
        }
      default: text.append(escape)
      }
    }
    return text
  }

  /// The ASCII character, other than most control characters, of four hexadecimal digits at an
  /// index; nil for any other.
  private static func asciiByte(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, at index: Int
  ) -> UInt8? {
    guard index + 4 <= bytes.endIndex,
      let code = UInt8(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16),
      (0x20..<0x80).contains(code) || [0x09, 0x0A, 0x0D].contains(code)
    else { return nil }
    return code
  }
}
