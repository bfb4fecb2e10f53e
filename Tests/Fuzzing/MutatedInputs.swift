import Traffic

/// Inputs that differ from those of a corpus, each by its number and the seed alone.
struct MutatedInputs {
  /// One in so many inputs is repeated up to a long one, to show what takes longer than in proportion.
  private static let longPeriod = 48
  private static let longSizeBytes = 1 << 18
  private static let usualSizeBytes = 1 << 15

  let corpus: Corpus
  let target: FuzzTarget
  let seed: UInt64

  func input(_ number: Int) -> [UInt8] {
    var random = SeededRandom(seed: seed &* 0x9E37_79B9 &+ UInt64(number) &* 0xD6E8_FEB8_6659_FD93)
    var mutation = Mutation(corpus: corpus, tokens: target.tokens, random: random)
    var bytes = mutation.anyFile()
    // Most inputs should get past the first thing that is wrong with them.
    for _ in 0..<[1, 1, 1, 2, 2, 3, 4, 7][Int.random(in: 0..<8, using: &random)] {
      mutation.change(&bytes)
      if bytes.count > Self.usualSizeBytes { bytes = Array(bytes.prefix(Self.usualSizeBytes)) }
    }
    guard number % Self.longPeriod == Self.longPeriod - 1, !bytes.isEmpty else { return bytes }
    let size = min(Self.longSizeBytes, target.longSizeBytes)
    let isWhole = Bool.random(using: &random)
    let start = isWhole ? 0 : Int.random(in: 0..<bytes.count, using: &random)
    let count = isWhole ? bytes.count : min(bytes.count - start, 1 + mutation.pick(64))
    let part = bytes[start..<start + count]
    var long = Array(bytes[..<start])
    while long.count + count <= size { long += part }
    return long + bytes[(start + count)...]
  }
}

/// One change after another.
struct Mutation {
  let corpus: Corpus
  let tokens: [String]
  var random: SeededRandom

  /// Numbers that are hard to read or to hold.
  private static let numbers = [
    "0", "-0", "-1", "1e308", "1e-400", "1e400", "-1e308", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "9999999999999999999", "18446744073709551616",
    "170141183460469231731687303715884105728", "0.1", "1.5", "00", "01", "1.", ".5", "1e", "1E+5",
    "0.0000000000000000000000000001", "99999999999999999999999999999999999999999999", "1_000",
    "2147483648", "4294967296", "1e18", "1e19", "1e-18", "NaN", "Infinity", "-Infinity",
  ]
  /// Bytes that are no text, or text that is none of the usual.
  private static let bytes: [[UInt8]] = [
    [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF],
    [0xFE, 0xFF], [0xFF, 0xFE], [0xE2, 0x80, 0xA8], [0xC2, 0x85], [0xF0, 0x9F, 0x92, 0xA9], [0x7F],
    [0x1B], [0x0D], [0x0A], [0x0D, 0x0A], [0x09], Array("\\ud800".utf8), Array("\\udc00".utf8),
    Array("\\u0000".utf8), Array("\\".utf8), Array("\"".utf8), Array("e\u{301}".utf8),
  ]
  private static let brackets: [(String, String)] = [
    ("[", "]"), ("{\"a\":", "}"), ("(", ")"), ("\"", "\""), ("{", "}"), ("{\"data\":", "}"),
    ("'", "'"), ("- ", ""), ("[[", "]]"), ("\\\"", "\\\""),
  ]

  mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &random) }

  mutating func anyFile() -> [UInt8] {
    corpus.files.isEmpty ? [] : corpus.files[pick(corpus.files.count)].bytes
  }

  /// A range of bytes, mostly a short one.
  private mutating func range(of bytes: [UInt8]) -> Range<Int> {
    let start = pick(bytes.count + 1)
    let most = pick(4) == 0 ? bytes.count - start : min(24, bytes.count - start)
    return start..<start + pick(most + 1)
  }

  mutating func change(_ bytes: inout [UInt8]) {
    switch pick(16) {
    case 0: flip(&bytes)
    case 1: bytes.removeSubrange(range(of: bytes))
    case 2, 3: bytes.insert(contentsOf: token(), at: pick(bytes.count + 1))
    case 4: bytes.replaceSubrange(range(of: bytes), with: token())
    case 5, 6: replaceNumber(&bytes)
    case 7: bytes.insert(contentsOf: bytes[range(of: bytes)], at: pick(bytes.count + 1))
    case 8: bytes = Array(bytes.prefix(pick(bytes.count + 1)))
    case 9: splice(&bytes)
    case 10: repeatPart(&bytes)
    case 11: nest(&bytes)
    case 12: bytes.insert(contentsOf: Self.bytes[pick(Self.bytes.count)], at: pick(bytes.count + 1))
    case 13: exchangeLines(&bytes)
    case 14: quote(&bytes)
    default: for _ in 0..<1 + pick(8) where !bytes.isEmpty { flip(&bytes) }
    }
  }

  private mutating func flip(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let index = pick(bytes.count)
    if pick(2) == 0 { bytes[index] ^= 1 << UInt8(pick(8)) } else { bytes[index] = UInt8(pick(256)) }
  }

  private mutating func token() -> [UInt8] {
    switch pick(6) {
    case 0: Array(Self.numbers[pick(Self.numbers.count)].utf8)
    case 1: Self.bytes[pick(Self.bytes.count)]
    default: Array((tokens.isEmpty ? "" : tokens[pick(tokens.count)]).utf8)
    }
  }

  /// A run of digits becomes another number.
  private mutating func replaceNumber(_ bytes: inout [UInt8]) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let from = pick(bytes.count + 1)
    guard let start = bytes[from...].firstIndex(where: digits.contains) else { return }
    let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: Array(Self.numbers[pick(Self.numbers.count)].utf8))
  }

  private mutating func splice(_ bytes: inout [UInt8]) {
    let other = anyFile()
    bytes = bytes.prefix(pick(bytes.count + 1)) + other.suffix(pick(other.count + 1))
  }

  private mutating func repeatPart(_ bytes: inout [UInt8]) {
    let range = range(of: bytes)
    let part = Array(bytes[range])
    let times = min([2, 8, 64, 1024][pick(4)], 16_384 / max(1, part.count))
    bytes.insert(contentsOf: (0..<times).flatMap { _ in part }, at: range.upperBound)
  }

  private mutating func nest(_ bytes: inout [UInt8]) {
    let (range, (open, close)) = (range(of: bytes), Self.brackets[pick(Self.brackets.count)])
    let depth = [1, 2, 7, 40, 511, 513, 3000][pick(7)]
    let isClosed = pick(4) > 0
    let opening = (0..<depth).flatMap { _ in open.utf8 }
    let closing = isClosed ? (0..<depth).flatMap { _ in close.utf8 } : []
    bytes.insert(contentsOf: closing, at: range.upperBound)
    bytes.insert(contentsOf: opening, at: range.lowerBound)
  }

  private mutating func exchangeLines(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let (one, other) = (pick(lines.count), pick(lines.count))
    lines.swapAt(one, other)
    bytes = Array(lines.joined(separator: [0x0A]))
  }

  /// A part becomes the text of a member.
  private mutating func quote(_ bytes: inout [UInt8]) {
    let range = range(of: bytes)
    let escaped = bytes[range].flatMap { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
        ? [UInt8(ascii: "\\"), byte] : [byte]
    }
    bytes.replaceSubrange(range, with: Array("\"".utf8) + escaped + Array("\"".utf8))
  }
}
