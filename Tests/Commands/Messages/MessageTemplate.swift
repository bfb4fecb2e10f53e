import TestSupport

/// A message as a source file builds it: fixed words with values between them.
struct MessageTemplate: Hashable, CustomStringConvertible {
  /// The fixed parts; a value stands between two of them.
  let parts: [String]
  /// The file and line of the call.
  let place: String

  var description: String { "\(place): \(parts.joined(separator: "…"))" }

  /// Whether a message has the fixed parts in their order.
  func matches(_ text: String) -> Bool {
    var rest = text[...]
    for part in parts where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }

  /// Whether it says something by itself: at least two words are fixed.
  fileprivate var isSentence: Bool {
    parts.joined(separator: " ").matches(of: /[a-z]{2,}/).count >= 2
  }

  /// The messages of all modules that users meet.
  static func all() throws -> [MessageTemplate] {
    try TestFiles.names(under: "Sources", ending: ".swift")
      .filter { !$0.hasPrefix("Sources/Benchmarks/") && !$0.hasPrefix("Sources/Traffic/") }
      .flatMap { path in
        let name = String(path.dropFirst("Sources/".count))
        return MessageScanner(try TestFiles.text(path)).templates(of: name)
      }
      .filter(\.isSentence)
  }
}

/// Finds the text literals in a Swift source that become messages: those in a call that makes an error
/// or gives a notice, and those in the description of an error.
///
/// It knows comments, literals with interpolations, and parentheses, and no more of the language.
struct MessageScanner {
  private let bytes: [UInt8]
  /// The literals of the file in order.
  private var literals: [(range: Range<Int>, parts: [String])] = []
  /// Where a bracket opens within which literals are messages.
  private var sites: [Int] = []

  init(_ source: String) {
    bytes = Array(source.utf8)
    var index = 0
    // The word before the index, and the type whose declaration was last.
    var (word, type) = ("", "")
    while index < bytes.count {
      if starts(with: "//", at: index) {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      } else if bytes[index] == UInt8(ascii: "\"") {
        let (parts, end) = literal(at: index)
        literals.append((index..<end, parts))
        index = end
      } else if isLetter(bytes[index]) {
        let start = index
        while index < bytes.count, isLetter(bytes[index]) { index += 1 }
        let next = String(decoding: bytes[start..<index], as: UTF8.self)
        if ["struct", "enum", "class", "extension"].contains(word) { type = next }
        word = next
        // Of other descriptions only those of errors are messages.
        if word == "description", starts(with: ": String {", at: index),
          type.hasSuffix("Error") || type.hasSuffix("Fault")
        {
          sites.append(index + ": String ".utf8.count)
        }
      } else {
        if bytes[index] == UInt8(ascii: "("), Self.isSite(word) { sites.append(index) }
        if bytes[index] != UInt8(ascii: " ") { word = "" }
        index += 1
      }
    }
  }

  func templates(of name: String) -> [MessageTemplate] {
    var (templates, end): ([MessageTemplate], Int) = ([], 0)
    for site in sites where site >= end {
      end = closing(site)
      let line = bytes[..<site].count { $0 == UInt8(ascii: "\n") } + 1
      templates += messages(in: site..<end).map {
        MessageTemplate(parts: $0, place: "\(name):\(line)")
      }
    }
    return templates
  }

  /// Whether a call makes an error or gives a notice.
  ///
  /// `DatabaseError` and `JSONSyntaxError` are turned into other errors, whose messages are found.
  private static func isSite(_ word: String) -> Bool {
    switch word {
    case "DatabaseError", "JSONSyntaxError": false
    case "Failure", "error", "warning", "problem", "complaint", "issue": true
    default: word.hasSuffix("Error")
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: byte == UInt8(ascii: "_")
    }
  }

  /// The literals in a range; those that `+` joins are one.
  private func messages(in range: Range<Int>) -> [[String]] {
    var (messages, end): ([[String]], Int?) = ([], nil)
    for literal in literals where range.contains(literal.range.lowerBound) {
      let between = end.map {
        String(decoding: bytes[$0..<literal.range.lowerBound], as: UTF8.self)
      }
      if let between, between.wholeMatch(of: /\s*\+\s*/) != nil, var last = messages.popLast() {
        let joint = (last.popLast() ?? "") + (literal.parts.first ?? "")
        messages.append(last + [joint] + literal.parts.dropFirst())
      } else {
        messages.append(literal.parts)
      }
      end = literal.range.upperBound
    }
    return messages
  }

  /// The fixed parts of a literal, and where it ends.
  private func literal(at start: Int) -> (parts: [String], end: Int) {
    let quotes = starts(with: "\"\"\"", at: start) ? 3 : 1
    var (index, parts, fixed): (Int, [String], [UInt8]) = (start + quotes, [], [])
    let end = String(repeating: "\"", count: quotes)
    while index < bytes.count, !starts(with: end, at: index) {
      if starts(with: "\\(", at: index) {
        parts.append(String(decoding: fixed, as: UTF8.self))
        fixed = []
        index = closing(index + 1) + 1
      } else if bytes[index] == UInt8(ascii: "\\") {
        let escaped = bytes[index + 1]
        fixed.append(escaped == UInt8(ascii: "n") ? UInt8(ascii: "\n") : escaped)
        index += 2
      } else {
        fixed.append(bytes[index])
        index += 1
      }
    }
    return (parts + [String(decoding: fixed, as: UTF8.self)], index + quotes)
  }

  /// Where the bracket that opens at an index is closed.
  private func closing(_ start: Int) -> Int {
    var (index, depth) = (start, 0)
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index = literal(at: index).end
        continue
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return bytes.count
  }

  private func starts(with text: String, at index: Int) -> Bool {
    bytes[index...].starts(with: text.utf8)
  }
}
