import Domain
import RateCards
import Testing

/// A price that is confirmed is written into the user's card, and nothing else changes there.
@Suite struct CardAdditionTests {
  private static let sku = SKU(
    model: "seedream", taskType: "seedream-5-lite", fields: [.init("size", .word("2K"))])

  private static func addition(
    _ usd: Int64 = 52, from: String = "2026-08-01", sku: SKU = sku
  ) throws -> CardAddition {
    let from = Instant(startOf: try #require(CalendarDay(from)))
    return CardAddition(
      sku: sku, usd: Ratio(Int128(usd), over: 1000), from: from, source: "confirmed: a test",
      checked: CalendarDay(number: 20_700))
  }

  private static func sources(_ text: String?) -> [CardSource] {
    let files = text.map { [CardFile(name: "own.yaml", bytes: Array($0.utf8))] } ?? []
    return [CardSource(name: "own.yaml", files: files), .builtIn]
  }

  private static func added(
    _ addition: CardAddition, to text: String?
  ) throws -> String {
    try addition.text(inFile: "own.yaml", of: sources(text), layer: 0)
  }

  private static func usd(_ text: String, on day: String, _ sku: SKU = sku) throws -> Ratio? {
    try RateCard(reading: sources(text))
      .formula(of: sku, at: Instant(startOf: try #require(CalendarDay(day))))?.lotUSD
  }

  private static let other = """
    - model: studio
      task_type: poster   # a comment behind
      unit: image
      usd: 1
      source: contract
      checked: 2026-05-01
    """

  @Test(arguments: [
    nil, "", "# nothing yet\n", "rates: []\n", "rates: []   # to come\n", other, other + "\n",
    "# head\n" + other + "\n# tail\n",
    "rates:\n" + other + "\n\n# agreements follow\nagreements:\n"
      + "  - { family: Flux, percent: -10%, source: contract 7 }\n",
    "rates:\n\n  # indented\n"
      + other.split(separator: "\n").map { "  " + $0 + "\n" }.joined()
      + "    # of the entry before\n",
    "agreements:\n  - { family: Flux, percent: -10%, source: contract 7 }\n",
    "source: contract\nseen: 2026-01-01\nrates:\n  - {model: a, task_type: b, unit: image, usd: 1}\n",
    "rates:\r\n  - model: a\r\n    task_type: b\r\n    unit: image\r\n    usd: 1\r\n",
    "- model: a\n  task_type: b\n  unit: image\n  usd: 1\n  note: |\n    one\n\n    # two\n",
    "-\n  model: a\n  task_type: b\n  unit: image\n  usd: 1\n",
  ])
  func `what a card says stays line by line, and the price holds from its day on`(
    card: String?
  ) throws {
    let text = try Self.added(try Self.addition(), to: card)
    var rest = text.split(whereSeparator: \.isNewline)[...]
    for line in (card ?? "").split(whereSeparator: \.isNewline)
    where !line.hasPrefix("rates: []") {
      let index = rest.firstIndex(of: line)
      rest = rest[try #require(index, "\(line) is missing in\n\(text)")...].dropFirst()
    }
    #expect(try Self.usd(text, on: "2026-08-01") == Ratio(52, over: 1000))
    #expect(try Self.usd(text, on: "2026-07-31") == Ratio(28, over: 1000))
    let isCarriageReturn = { (byte: UInt8) in byte == UInt8(ascii: "\r") }
    #expect(
      text.utf8.contains(where: isCarriageReturn)
        == (card ?? "").utf8.contains(where: isCarriageReturn))
    #expect(CardLint.Severity.allErrors(in: text) == [])
  }

  @Test func `a later price of the same SKU ends the one before, in whatever order they come`()
    throws
  {
    let days = ["2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"]
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      var text: String?
      for index in order {
        text = try Self.added(
          try Self.addition(Int64(51 + index), from: days[index + 1]), to: text)
      }
      let card = try #require(text)
      #expect(
        try days.map { try Self.usd(card, on: $0) }
          == [28, 51, 52, 53].map {
            Ratio($0, over: 1000)
          })
      #expect(CardLint.Severity.allErrors(in: card) == [])
    }
  }

  @Test(arguments: [
    ("rates: [{ model: a, task_type: b, unit: image, usd: 1 }]\n", "own.yaml: a rate cannot"),
    ("{ rates: [] }\n", "own.yaml: a rate cannot be added"),
    (
      "- { model: seedream, task_type: seedream-5-lite, like: seedream-5-lite, markup: -50% }\n",
      "own.yaml:1: seedream/seedream-5-lite size=2K is already priced there, 0.028 USD per image"
    ),
    ("- model: a\n  usd: cheap\n", "own.yaml:1: "),
  ])
  func `a card that cannot be added to is left alone, with the reason`(
    card: String, message: String
  ) throws {
    let error = #expect(throws: CardAdditionError.self) {
      try Self.added(try Self.addition(), to: card)
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `an entry with one price is left alone, and the list that it needs is told`() throws {
    let sku = SKU(model: "studio", taskType: "poster")
    let error = #expect(throws: CardAdditionError.self) {
      try Self.added(try Self.addition(sku: sku), to: "rates:\n" + Self.other)
    }
    #expect(
      error?.description
        == "own.yaml:2: studio/poster has one price there, and another can only follow in a list; "
        + "write prices: with the price under it, such as - usd: 0.05, or name another file with -o"
    )
  }

  @Test(arguments: [(52, "2026-09-01"), (52, "2026-08-01"), (60, "2026-08-01")])
  func `a price that overlaps a confirmed one is refused`(usd: Int64, from: String) throws {
    let text = try Self.added(try Self.addition(), to: nil)
    let error = #expect(throws: CardAdditionError.self) {
      try Self.added(try Self.addition(usd, from: from), to: text)
    }
    #expect(error?.description.contains("is already priced there") == true)
  }

  @Test func `every SKU that one measure prices can be confirmed`() throws {
    let builtIn = try RateCard(reading: [.builtIn])
    let from = Instant(startOf: CalendarDay(number: 20_700))
    var confirmed = 0
    for sku in builtIn.skus {
      guard let formula = builtIn.formula(of: sku, at: from), formula.onlyLine != nil else {
        continue
      }
      let text = try Self.added(
        CardAddition(
          sku: sku, usd: Ratio(123, over: 10_000), from: from, source: "a test",
          checked: CalendarDay(number: 20_700)), to: Self.other)
      let usd = try RateCard(reading: Self.sources(text)).formula(of: sku, at: from)?.lotUSD
      #expect(usd == Ratio(123, over: 10_000), "\(sku)")
      confirmed += 1
    }
    #expect(confirmed > 50)
  }
}

extension CardLint.Severity {
  /// The errors of a card alone.
  fileprivate static func allErrors(in text: String) -> [String] {
    let source = CardSource(
      name: "own.yaml", files: [CardFile(name: "own.yaml", bytes: Array(text.utf8))])
    guard let card = try? RateCard(reading: [source]) else { return ["it cannot be read"] }
    return CardLint(card: card, today: CalendarDay(number: 20_700)).issues
      .filter { $0.severity == .error }.map(\.description)
  }
}
