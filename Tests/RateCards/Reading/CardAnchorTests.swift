import RateCards
import Testing

/// Anchors and aliases can make a small file grow without bound; a card has none.
@Suite struct CardAnchorTests {
  static let refused: [BadCard] = [
    BadCard(
      "an anchor", text: "- &poster\n  model: studio\n",
      "card.yaml:1: anchors and aliases are not allowed; write the value out"),
    BadCard(
      "an anchor on a value", "usd: &price 1",
      "card.yaml:4: anchors and aliases are not allowed; write the value out"),
    BadCard(
      "an alias", "usd: *price",
      "card.yaml:4: anchors and aliases are not allowed; write the value out"),
    BadCard(
      "an alias in a list", "usd: 1\nseen: [2026-01-01,*last]",
      "card.yaml:5: anchors and aliases are not allowed; write the value out"),
    BadCard(
      "an alias in a mapping", "usd: { image: *price }",
      "card.yaml:4: anchors and aliases are not allowed; write the value out"),
    BadCard(
      "an anchor behind a tab", text: "- model:\t&name studio\n",
      "card.yaml:1: anchors and aliases are not allowed; write the value out"),
    BadCard(
      "an alias behind a tab", text: "- model: a\n  task_type:\t*name\n",
      "card.yaml:2: anchors and aliases are not allowed; write the value out"),
    BadCard(
      "an anchor behind a tag", text: "- model: !!str &name studio\n",
      "card.yaml:1: anchors and aliases are not allowed; write the value out"),
    BadCard(
      "an alias as a key", text: "- ? *name\n  : studio\n",
      "card.yaml:1: anchors and aliases are not allowed; write the value out"),
  ]

  @Test(arguments: CardAnchorTests.refused)
  func `an anchor or alias is refused with its line`(_ card: BadCard) {
    #expect(TestCard.refusal(of: card.text) == card.message)
  }

  @Test func `a billion laughs are refused at the first`() {
    let laughs = """
      a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]
      b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
      c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
      d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
      e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
      rates: *e
      """
    #expect(
      TestCard.refusal(of: laughs)
        == "card.yaml:1: anchors and aliases are not allowed; write the value out")
  }

  @Test(.timeLimit(.minutes(1)))
  func `a billion laughs in the keys of mappings are refused at the first`() {
    let levels = (1...8).map { level in
      let alias = "*a\(level - 1)"
      let aliases = Array(repeating: alias, count: 9).joined(separator: ", ")
      return "? &a\(level) [\(aliases)]\n: 1\n"
    }
    let laughs = "# laughs\n? &a0 [ha, ha, ha]\n: 1\n" + levels.joined()
    #expect(
      TestCard.refusal(of: laughs)
        == "card.yaml:2: anchors and aliases are not allowed; write the value out")
  }

  @Test func `many stars in a text are not aliases`() {
    let stars = (1...40).map { "(*\($0))" }.joined(separator: " ")
    #expect(TestCard.refusal(of: TestCard.poster("usd: 1\nnote: \"\(stars)\"")) == nil)
  }

  static let accepted = [
    #"note: the "*" is a star"#,
    "note: frames * 2 & more",
    "note: \"&quoted *text\"",
    "note: '*quoted'",
    "note: x # &comment *comment",
    "note: a star, *not* an alias",
    "note: images - *not* videos",
    "quantity: width*height",
  ]

  @Test(arguments: CardAnchorTests.accepted)
  func `a star or an ampersand within a text is none`(_ line: String) {
    #expect(TestCard.refusal(of: TestCard.poster("usd: 1\n\(line)")) == nil)
  }
}
