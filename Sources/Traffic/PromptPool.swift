import Domain

/// Prepared prompts as the inside of JSON texts: most are plain English, some are other scripts and
/// emoji, some need escapes; they are from 6 words to 330 words long.
struct PromptPool: Sendable {
  private static let size = 4096

  /// One in five is written in ASCII alone, with `\u` escapes, as some clients do.
  private let texts: [[UInt8]]

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    texts = (0..<PromptPool.size).map { index in
      let text = PromptPool.text(using: &random)
      return Array((index % 5 == 0 ? PromptPool.ascii(text) : String(PromptPool.quoted(text))).utf8)
    }
  }

  subscript(ticket: UInt64) -> [UInt8] {
    texts[Int(ticket % UInt64(PromptPool.size))]
  }

  private static func text(using random: inout SeededRandom) -> String {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<55: return english(6...40, using: &random)
    case 55..<72:
      let sentence = sentences[Int.random(in: 0..<sentences.count, using: &random)]
      return String(repeating: sentence, count: Int.random(in: 1...5, using: &random))
    case 72..<88:
      let oddity = oddities[Int.random(in: 0..<oddities.count, using: &random)]
      return english(5...60, using: &random) + " \(oddity) " + english(3...20, using: &random)
    case 88..<96: return english(60...150, using: &random)
    default: return english(150...330, using: &random)
    }
  }

  private static func english(
    _ counts: ClosedRange<Int>, using random: inout SeededRandom
  ) -> String {
    let count = Int.random(in: counts, using: &random)
    return (0..<count).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }
      .joined(separator: " ")
  }

  /// The text without quotation marks, which the record adds.
  private static func quoted(_ text: String) -> Substring {
    JSONText.quoted(text).dropFirst().dropLast()
  }

  private static func ascii(_ text: String) -> String {
    quoted(text).utf16.map { unit in
      guard unit >= 0x80 else { return String(UnicodeScalar(UInt8(unit))) }
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }.joined()
  }

  private static let words = """
    a lighthouse above the surf in early fog slow camera pan over wet cobblestones paper boats on a \
    canal portrait of an old watchmaker by lamp light brass gears shallow focus product photo of a \
    green bottle on slate soft shadow isometric kitchen with two robots baking bread risograph \
    poster of a night train crossing alpine bridge at dusk birds scatter wide lens film grain
    """.split(separator: " ").map(String.init)

  private static let sentences = [
    "清晨的灯塔，海雾缓缓散去，一只海鸥停在栏杆上。", "霧の朝、運河に浮かぶ紙の舟、柔らかな光。",
    "Une horlogère répare une montre — lumière dorée, très près. ",
    "Nachtzug über die Brücke, „leise“ Schneeflocken, weiße Berge. ",
    "🗼🌫️🐦 morning ✨ calm sea ✨ 👩‍🔧👨‍🍳 friends ", "Старый маяк в утреннем тумане, медленная камера. ",
  ]

  private static let oddities = [
    "the sign reads \"open late\"\n", "save to D:\\renders\\night\n\tpass 2:\tmask",
    "{\"mood\":\"calm\",\"avoid\":[\"text\",\"blur\"]}", "first line\r\nsecond line\r\n",
    "<em>soft</em> & \"loud\" / end\u{2028}next", "\u{1}\u{1F} control",
  ]
}
