import Domain
import RateCards
import Testing

/// An entry that is like another takes over what it does not say itself.
@Suite struct LikeTests {
  private static let poster = """
    - model: studio
      task_type: poster
      unit: image
      quantity: posters
      defaults: { size: A4, posters: 2 }
      surcharges: [{ unit: frame, usd: 0.5, quantity: frames }]
      minimum: 1.5
      source: the studio's list
      prices:
        - { when: { size: A4 }, usd: 1 }
        - { when: { size: A3 }, usd: 1, times: 3 }

    """

  private static func charge(
    _ lines: String, _ fields: [String: Value] = [:]
  ) throws -> Charge {
    try TestCard.pricer(poster + lines).charge("studio", "banner", fields)
  }

  @Test func `prices, defaults, quantity, surcharges and minimum are inherited`() throws {
    let banner = "- { model: studio, task_type: banner, like: poster }"
    #expect(try Self.charge(banner).expected == Points(20_000_000))
    #expect(try Self.charge(banner, ["size": "A3"]).expected == Points(60_000_000))
    #expect(try Self.charge(banner, ["frames": 4]).expected == Points(40_000_000))
    #expect(try Self.charge(banner, ["posters": 1]).expected == Points(15_000_000))
    #expect(try Self.charge(banner).formula?.source == "the studio's list")
  }

  @Test func `own prices replace all of the other's, with their factors`() throws {
    let banner = "- { model: studio, task_type: banner, like: poster, usd: 4 }"
    #expect(try Self.charge(banner, ["size": "A3"]).expected == Points(80_000_000))
    #expect(try Self.charge(banner, ["size": "A0"]).expected == Points(80_000_000))
  }

  @Test func `own defaults, minimum and source win`() throws {
    let banner = """
      - model: studio
        task_type: banner
        like: poster
        defaults: { size: A3, posters: 1 }
        minimum: 9
        source: a letter
      """
    let charge = try Self.charge(banner)
    #expect(charge.expected == Points(90_000_000))
    #expect(charge.formula?.source == "a letter")
  }

  @Test func `the names of the other are not inherited`() throws {
    let charge = try Self.charge("- { model: studio, task_type: banner, like: poster }")
    #expect(charge.sku.description == "studio/banner size=A4")
    #expect(charge.formula?.rate == "studio/banner size=A4")
  }

  @Test func `without its own model an entry has the other's`() throws {
    #expect(
      try Self.charge("- { task_type: banner, like: poster }").expected == Points(20_000_000))
  }

  @Test func `an entry of another model is named with its model`() throws {
    let card = Self.poster + "- { model: a/b, task_type: banner, like: studio/poster }"
    #expect(try TestCard.pricer(card).charge("a/b", "banner").expected == Points(20_000_000))
    let back = """
      - { model: a/b, task_type: poster, unit: image, usd: 7 }
      - { model: studio, task_type: banner, like: a/b/poster }
      """
    #expect(
      try TestCard.pricer(back).charge("studio", "banner").expected == Points(70_000_000))
  }

  @Test func `an entry may be like a later one, or like one that is like a third`() throws {
    let card = """
      - { model: studio, task_type: banner, like: flyer, markup: 10% }
      - { model: studio, task_type: flyer, like: poster, markup: 20% }

      """
    #expect(
      try TestCard.pricer(card + Self.poster).charge("studio", "banner").expected
        == Points(26_400_000))
  }

  @Test func `an entry may be like one in another file`() throws {
    let source = CardSource(
      name: "own card",
      files: [
        CardFile(
          name: "a.yaml",
          bytes: Array("- { model: studio, task_type: banner, like: poster }".utf8)),
        CardFile(name: "b.yaml", bytes: Array(Self.poster.utf8)),
      ])
    let pricer = Pricer(card: try RateCard(reading: [source]))
    #expect(try pricer.charge("studio", "banner").expected == Points(20_000_000))
  }

  static let refused: [BadCard] = [
    BadCard(
      "like nothing", "like: banner", #"card.yaml:4: like: no entry is named "banner""#),
    BadCard(
      "like itself", text: "- model: studio\n  task_type: poster\n  like: poster\n",
      #"card.yaml:3: like: no entry is named "poster""#),
    BadCard(
      "like an entry of another model, without its model",
      text: """
        - { model: atelier, task_type: statue, unit: piece, usd: 1 }
        - model: studio
          task_type: poster
          like: statue
        """, #"card.yaml:4: like: no entry is named "statue"; nearest is atelier/statue"#),
    BadCard(
      "like each other",
      text: """
        - model: studio
          task_type: poster
          like: banner
        - model: studio
          task_type: banner
          like: poster
        """, "card.yaml:3: like: the entry refers to itself through like"),
    BadCard(
      "a circle of three behind the first",
      text: """
        - { model: studio, task_type: poster, like: banner }
        - { model: studio, task_type: banner, like: flyer }
        - { model: studio, task_type: flyer, like: badge }
        - { model: studio, task_type: badge, like: banner }
        """, "card.yaml:2: like: the entry refers to itself through like"),
  ]

  @Test(arguments: LikeTests.refused)
  func `an entry that is like nothing, or like itself, is refused`(_ card: BadCard) {
    #expect(TestCard.refusal(of: card.text) == card.message)
  }

  @Test func `a card below cannot be like one above`() throws {
    let below = TestCard.source(
      "- { model: studio, task_type: banner, like: poster }", name: "below", file: "below.yaml")
    let above = TestCard.source(Self.poster, name: "above", file: "above.yaml")
    #expect(
      TestCard.refusal(of: above, below)
        == #"below.yaml:1: like: no entry is named "poster""#)
    #expect(TestCard.refusal(of: below, above) == nil)
  }
}
