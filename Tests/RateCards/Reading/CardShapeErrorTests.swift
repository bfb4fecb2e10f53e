import RateCards
import Testing

/// Fields that are unknown, missing or of another shape, by file, line and field.
@Suite struct CardShapeErrorTests {
  static let entries: [BadCard] = [
    BadCard(
      "an unknown field", "usd: 1\ncolour: red",
      """
      card.yaml:5: colour: unknown field; the fields here are aliases, certainty, checked, \
      defaults, fields, from, like, markup, measures, minimum, model, note, per, prices, \
      quantity, round, round_price, seen, source, started, surcharges, task_type, times, unconfirmed, \
      unit, until, usd
      """),
    BadCard(
      "an unknown field of a price", "prices:\n  - usd: 1\n    per: 2",
      """
      card.yaml:6: prices[1].per: unknown field; the fields here are certainty, checked, from, \
      note, round_price, seen, source, times, unconfirmed, until, usd, when
      """),
    BadCard(
      "no model", text: "- task_type: poster\n  unit: image\n  usd: 1\n",
      "card.yaml:1: model: expected a text, found nothing"),
    BadCard(
      "no task type", text: "- model: studio\n  unit: image\n  usd: 1\n",
      "card.yaml:1: task_type: expected a text, found nothing"),
    BadCard(
      "no unit, in the second entry",
      text: "\(TestCard.poster("usd: 1"))- model: studio\n  task_type: banner\n  usd: 1\n",
      "card.yaml:5: unit: expected a text, found nothing"),
    BadCard(
      "measures beside a unit", "usd: 1\nmeasures: { image: { unit: image } }",
      "card.yaml:5: measures: measures and unit cannot be combined"),
    BadCard(
      "one price for two measures",
      text: """
        - model: studio
          task_type: poster
          measures: { paper: { unit: sheet }, ink: { unit: drop } }
          usd: 1
        """, "card.yaml:4: usd: expected a price for each of the measures"),
    BadCard(
      "a measure without a unit",
      text: "- model: studio\n  task_type: poster\n  measures: { paper: { per: 2 } }\n",
      "card.yaml:3: measures.paper: unit: expected a text, found nothing"),
    BadCard(
      "a surcharge without a quantity", "usd: 1\nsurcharges: [{ unit: frame, usd: 1 }]",
      "card.yaml:5: surcharges[1]: expected unit, usd and quantity"),
    BadCard(
      "defaults that are no mapping", "usd: 1\ndefaults: 5",
      #"card.yaml:5: defaults: expected a mapping, found "5""#),
    BadCard(
      "conditions without any", "prices:\n  - when:\n    usd: 1",
      "card.yaml:5: prices[1].when: expected a mapping, found nothing"),
    BadCard(
      "an entry that is a word", text: "- poster\n",
      #"card.yaml:1: expected a mapping, found "poster""#),
  ]

  static let expressions: [BadCard] = [
    BadCard(
      "a product in words", "usd: 1\nquantity: width x height",
      """
      card.yaml:5: quantity: expected an expression such as width * height or \
      duration + extra / 2, found "width x height"
      """),
    BadCard(
      "a product with a hole", "usd: 1\nquantity: width *",
      """
      card.yaml:5: quantity: expected an expression such as width * height or \
      duration + extra / 2, found "width *"
      """),
    BadCard(
      "no quantity", "usd: 1\nquantity: []",
      "card.yaml:5: quantity: expected at least one alternative"),
    BadCard(
      "a quantity without a value", "usd: 1\nquantity: { when: { size: A3 } }",
      "card.yaml:5: quantity: expected value or unknown"),
    BadCard(
      "one bound", "usd: 1\nquantity: { unknown: [1] }",
      "card.yaml:5: quantity.unknown: expected two bounds such as [1, 30]"),
    BadCard(
      "an unknown of another kind", "usd: 1\nquantity: { unknown: some }",
      "card.yaml:5: quantity.unknown: expected two bounds such as [1, 30], or any"),
    BadCard(
      "a comparison with a word", #"prices: [{ when: { size: "<= big" }, usd: 1 }]"#,
      #"card.yaml:4: prices[1].when.size: expected a number after <=, found "big""#),
    BadCard(
      "a field derived from one before it",
      "usd: 1\nfields:\n  pixels: width * height\n  area: pixels * 2",
      "card.yaml:7: fields.area: a derived field cannot read another derived field"),
    BadCard(
      "a field derived from one behind it",
      "usd: 1\nfields:\n  area: pixels * 2\n  pixels: width * height",
      "card.yaml:6: fields.area: a derived field cannot read another derived field"),
  ]

  static let dated: [BadCard] = [
    BadCard(
      "a step of a known quantity", "usd: 1\nquantity: { value: sheets, step: 0.5 }",
      "card.yaml:5: quantity.step: only an unknown quantity has a step"),
    BadCard(
      "a step of nothing", "usd: 1\nquantity: { unknown: [1, 30], step: 0 }",
      #"card.yaml:5: quantity.step: expected a number above 0, found "0""#),
    BadCard(
      "a list that is rounded to nothing", "usd: 1\nround_price: 0",
      #"card.yaml:5: round_price: expected a number above 0, found "0""#),
    BadCard(
      "a quantity that ends before it begins",
      "usd: 1\nquantity: [{ value: sheets, from: 2026-02-01, until: 2026-01-01 }]",
      "card.yaml:5: quantity[1]: until is not after from"),
    BadCard(
      "a list of no defaults", "usd: 1\ndefaults: { size: [] }",
      "card.yaml:5: defaults.size: expected at least one default"),
    BadCard(
      "a default of a period without its value",
      "usd: 1\ndefaults: { size: [{ from: 2026-02-01 }] }",
      "card.yaml:5: defaults.size[1]: expected value"),
    BadCard(
      "a list of defaults without periods", "usd: 1\ndefaults: { size: [A3, A4] }",
      #"card.yaml:5: defaults.size[1]: expected a mapping, found "A3""#),
    BadCard(
      "two defaults at the same time",
      "usd: 1\ndefaults: { size: [{ value: A3 }, { value: A4, from: 2026-02-01 }] }",
      "card.yaml:5: defaults.size[2]: overlaps the period of another default of size"),
    BadCard(
      "a field derived from nothing", "usd: 1\nfields: { pixels: [] }",
      "card.yaml:5: fields.pixels: expected at least one expression"),
    BadCard(
      "an end between two moments", "usd: 1\nuntil: [2026-01-01, 2026-02-01]",
      "card.yaml:5: until: expected a text, found a list"),
    BadCard(
      "a start between three moments", "usd: 1\nfrom: [2026-01-01, 2026-02-01, 2026-03-01]",
      "card.yaml:5: from: expected a moment, or the two between which it starts"),
  ]

  static let sections: [BadCard] = [
    BadCard(
      "a card that is a word", text: "poster\n",
      #"card.yaml:1: expected a mapping, found "poster""#),
    BadCard(
      "an unknown section", text: "family: Studio\nprices: []\n",
      """
      card.yaml:2: prices: unknown field; the fields here are agreements, certainty, checked, \
      examples, family, penalties, rates, rules, seen, source, unpublished, waivers
      """),
    BadCard(
      "rates that are no list", text: "rates: all\n",
      #"card.yaml:1: rates: expected a list, found "all""#),
    BadCard(
      "a bad entry below rates", text: "rates:\n\(TestCard.poster("usd: -1"))",
      #"card.yaml:5: usd: expected a decimal number of 0 or more, found "-1""#),
    BadCard(
      "a penalty that begins between two moments",
      text: """
        penalties:
          - model: studio
            task_type: poster
            percent_of_price: [{ from_violation: 1, percent: 1% }]
            from: [2026-01-01, 2026-02-01]
        """, "card.yaml:5: penalties[1].from: a penalty begins at one moment"),
    BadCard(
      "a penalty without its code", text: "penalties:\n  - { model: studio, task_type: poster }\n",
      "card.yaml:2: penalties[1]: expected model, task_type and percent_of_price"),
    BadCard(
      "a penalty without a percentage",
      text: """
        penalties:
          - model: studio
            task_type: poster
            error_code: 7
            percent_of_price:
              - { from_violation: 1 }
        """,
      "card.yaml:6: penalties[1].percent_of_price[1]: expected from_violation and percent"),
    BadCard(
      "an example without a price",
      text: "examples:\n  - { name: x, model: studio, task_type: poster }\n",
      "card.yaml:2: examples[1]: expected name, model, task_type and usd or lot_usd"),
    BadCard(
      "an example of a part of a point",
      text: "examples:\n  - { name: x, model: m, task_type: t, usd: 0.00000001 }\n",
      "card.yaml:2: examples[1].usd: expected a whole number of points, at most 7 decimals"),
    BadCard(
      "an unpublished price of no model", text: "unpublished:\n  - { task_type: poster }\n",
      "card.yaml:2: unpublished[1]: expected model"),
  ]

  @Test(
    arguments: CardShapeErrorTests.entries + CardShapeErrorTests.expressions
      + CardShapeErrorTests.dated)
  func `an entry of the wrong shape is refused with its place`(_ card: BadCard) {
    #expect(TestCard.refusal(of: card.text) == card.message)
  }

  @Test(arguments: CardShapeErrorTests.sections)
  func `a section of the wrong shape is refused with its place`(_ card: BadCard) {
    #expect(TestCard.refusal(of: card.text) == card.message)
  }

  private static func penalty(_ lines: String) -> String {
    """
    penalties:
      - model: studio
        task_type: poster
        error_code: 7
        percent_of_price: [{ from_violation: 1, percent: 1% }]
        \(lines)
    """
  }

  @Test(arguments: ["certainty: sure", "from: 2026-03-01\n    until: 2026-02-01"])
  func `a penalty is read as strictly as a rate`(_ lines: String) {
    #expect(TestCard.refusal(of: Self.penalty("certainty: low")) == nil)
    #expect(TestCard.refusal(of: Self.penalty(lines)) != nil)
  }
}
