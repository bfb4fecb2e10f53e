import Domain
import Traffic

/// Writes values as Python and Node print them.
enum PrintedText {
  /// What Python's `repr` writes.
  static func python(_ value: JSONValue) -> String {
    switch value {
    case .object(let members):
      let texts = members.map { "\(quotedByPython($0.key)): \(python($0.value))" }
      return "{\(texts.joined(separator: ", "))}"
    case .array(let elements): return "[\(elements.map(python).joined(separator: ", "))]"
    case .string(let text): return quotedByPython(text)
    case .number("NaN"): return "nan"
    case .number("Infinity"): return "inf"
    case .number("-Infinity"): return "-inf"
    case .number(let text): return text
    case .bool(let flag): return flag ? "True" : "False"
    case .null: return "None"
    }
  }

  /// Single quotes, unless the text has these alone; what does not print is escaped.
  private static func quotedByPython(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
    var printed = String.UnicodeScalarView([quote])
    for scalar in scalars {
      switch scalar {
      case quote, "\\": printed += ["\\", scalar]
      case "\n": printed += "\\n".unicodeScalars
      case "\r": printed += "\\r".unicodeScalars
      case "\t": printed += "\\t".unicodeScalars
      case "\0"..<" ", "\u{7F}"..<"\u{A1}", "\u{AD}": printed += escape("x", scalar, digits: 2)
      case "\u{2028}", "\u{200B}", "\u{FEFF}", "\u{FFFE}":
        printed += escape("u", scalar, digits: 4)
      case "\u{E0001}": printed += escape("U", scalar, digits: 8)
      default: printed.append(scalar)
      }
    }
    printed.append(quote)
    return String(printed)
  }

  private static func escape(
    _ letter: String, _ scalar: Unicode.Scalar, digits: Int
  ) -> String.UnicodeScalarView {
    let number = String(scalar.value, radix: 16)
    let zeros = String(repeating: "0", count: digits - number.utf8.count)
    return "\\\(letter)\(zeros)\(number)".unicodeScalars
  }

  /// What Node's `util.inspect` writes with `depth: null`.
  static func node(_ value: JSONValue, using random: inout SeededRandom) -> String {
    let isLong = Bool.random(using: &random)
    let (space, comma) = isLong ? ("\n  ", ",\n  ") : (" ", ", ")
    var texts: [String] = []
    switch value {
    case .object(let members):
      for member in members {
        texts.append("\(nameByNode(member.key)): \(node(member.value, using: &random))")
      }
      return texts.isEmpty ? "{}" : "{\(space)\(texts.joined(separator: comma))\(space)}"
    case .array(let elements):
      for element in elements { texts.append(node(element, using: &random)) }
      return texts.isEmpty ? "[]" : "[\(space)\(texts.joined(separator: comma))\(space)]"
    case .string(let text): return isLong ? byLines(text) : quotedByNode(text)
    case .number(let text): return text
    case .bool(let flag): return "\(flag)"
    case .null: return Bool.random(using: &random) ? "null" : "undefined"
    }
  }

  /// A long text, each of its lines for itself.
  private static func byLines(_ text: String) -> String {
    var lines: [String.UnicodeScalarView] = [.init()]
    for scalar in text.unicodeScalars {
      lines[lines.count - 1].append(scalar)
      if scalar == "\n" { lines.append(.init()) }
    }
    return lines.map { quotedByNode(String($0)) }.joined(separator: " +\n    ")
  }

  private static func nameByNode(_ name: String) -> String {
    let isBare =
      !name.isEmpty && !("0"..."9").contains(name.prefix(1))
      && name.utf8.allSatisfy {
        ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "_") || $0 &- 0x30 < 10
      }
    return isBare ? name : quotedByNode(name)
  }

  /// The first of `'`, `"` and the backtick that the text does not have.
  private static func quotedByNode(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let quote = (["'", "\"", "`"] as [Unicode.Scalar]).first { !scalars.contains($0) } ?? "'"
    var printed = String.UnicodeScalarView([quote])
    for scalar in scalars {
      switch scalar {
      case quote, "\\": printed += ["\\", scalar]
      case "\n": printed += "\\n".unicodeScalars
      case "\r": printed += "\\r".unicodeScalars
      case "\t": printed += "\\t".unicodeScalars
      case "\u{8}": printed += "\\b".unicodeScalars
      case "\u{C}": printed += "\\f".unicodeScalars
      case "\u{B}": printed += "\\v".unicodeScalars
      case "\0"..<" ", "\u{7F}"..<"\u{A0}": printed += escape("x", scalar, digits: 2)
      default: printed.append(scalar)
      }
    }
    printed.append(quote)
    return String(printed)
  }
}

/// Random values as programs hold them.
struct RandomValues {
  private static let numbers = [
    "0", "-7", "12", "0.5", "1e-05", "1e+21", "280000", "1.25", "123456789012345678901234567890",
    "NaN", "Infinity", "-Infinity",
  ]
  private static let pieces = [
    "a", "task_id", "True", " ", "é", "😀", "\n", "\r", "\t", "\0", "\u{1B}", "\u{7F}", "\u{85}",
    "\u{A0}", "\u{2028}", "\u{FEFF}", "\u{E0001}", "'", "\"", "`", "\\", "{", "}", "[Object]", ",",
    ":", "... 3 more items", "\\x41", "5", "e\u{301}", "\r\n", "$", "-",
  ]

  var random: SeededRandom

  mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      text += RandomValues.pieces.randomElement(using: &random) ?? ""
    }
    return text
  }

  mutating func value(depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0...(depth < 5 ? 9 : 5), using: &random) {
    case 0: return .bool(Bool.random(using: &random))
    case 1: return .null
    case 2, 3: return .number(RandomValues.numbers.randomElement(using: &random) ?? "0")
    case 4, 5: return .string(text())
    case 6, 7:
      var elements: [JSONValue] = []
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        elements.append(value(depth: depth + 1))
      }
      return .array(elements)
    default:
      var members: [JSONValue.Member] = []
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        members.append(JSONValue.Member(key: text(), value: value(depth: depth + 1)))
      }
      return .object(members)
    }
  }
}
