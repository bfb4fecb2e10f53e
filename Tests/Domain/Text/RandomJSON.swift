import TestSupport
import Traffic

/// Generates random JSON documents, intact or damaged.
struct RandomJSON {
  private static let numbers = [
    "0", "-0", "1", "12", "-7", "0.5", "1.25", "1e5", "2E-3", "-1.0e+2", "123456789", "280000",
  ]
  private static let pieces = [
    "a", "seedream", " ", "é", "😀", "größer", #"\n"#, #"\u0041"#, #"\ud83d\ude00"#, #"\""#, #"\\"#,
    #"\/"#, "{", "}", "[", "]", ",", ":", "1", "\u{7F}",
  ]
  private static let spaces = ["", "", "", " ", "\n", "\t", "\r\n"]
  private static let damage = Array(
    "{}[]\",:\\0123456789.-+eEtrufalsn/bx \n\t\r'\u{1}\u{7F}".utf8)

  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  /// A document that follows RFC 8259.
  mutating func document() -> String {
    space() + value(depth: 0) + space()
  }

  /// A document with up to three bytes changed, inserted or deleted, or truncated.
  mutating func damagedDocument() -> [UInt8] {
    var bytes = Array(document().utf8)
    for _ in 0..<number(0, 3) where !bytes.isEmpty {
      let index = number(0, bytes.count - 1)
      switch number(0, 7) {
      case 0, 1: bytes.remove(at: index)
      case 2, 3: bytes.insert(damagedByte(), at: index)
      case 4, 5: bytes[index] = damagedByte()
      case 6: bytes.insert(bytes[index], at: index)
      default: bytes.removeSubrange(index...)
      }
    }
    return bytes
  }

  private mutating func number(_ least: Int, _ most: Int) -> Int {
    Int.random(in: least...most, using: &random)
  }

  private mutating func pick(_ texts: [String]) -> String {
    texts[number(0, texts.count - 1)]
  }

  private mutating func damagedByte() -> UInt8 {
    RandomJSON.damage[number(0, RandomJSON.damage.count - 1)]
  }

  private mutating func space() -> String { pick(RandomJSON.spaces) }

  private mutating func value(depth: Int) -> String {
    switch number(0, depth < 4 ? 7 : 5) {
    case 0: return "true"
    case 1: return "false"
    case 2: return "null"
    case 3: return pick(RandomJSON.numbers)
    case 4, 5: return string()
    case 6: return list(depth: depth)
    default: return object(depth: depth)
    }
  }

  private mutating func string() -> String {
    var text = "\""
    for _ in 0..<number(0, 4) { text += pick(RandomJSON.pieces) }
    return text + "\""
  }

  private mutating func list(depth: Int) -> String {
    var elements: [String] = []
    for _ in 0..<number(0, 3) {
      let (before, after) = (space(), space())
      elements.append(before + value(depth: depth + 1) + after)
    }
    return "[\(elements.joined(separator: ","))]"
  }

  private mutating func object(depth: Int) -> String {
    var members: [String] = []
    for index in 0..<number(0, 3) {
      let (before, after) = (space(), space())
      members.append("\(before)\"k\(index)\"\(after):\(space())\(value(depth: depth + 1))")
    }
    return "{\(members.joined(separator: ","))}"
  }
}
