import RateCards
import Testing

/// An entry of a card that no price can meet is an error, with the names that come near.
@Suite struct CardConditionsTests {
  private static let below = TestCard.source(
    """
    family: Studio prints
    rates:
      - { model: studio, task_type: poster, unit: image, usd: 1 }
      - { model: studio, task_type: banner, unit: image, usd: 1 }
      - { model: hall, task_type: "*", unit: image, usd: 1 }

    """, file: "below.yaml")

  private static func refusal(_ text: String) -> String? {
    TestCard.refusal(of: TestCard.source(text), below)
  }

  @Test(
    arguments: [
      (
        "agreements: [{ family: Studio print, percent: -10% }]",
        "agreements.family: no price in a card below has the family Studio print; "
          + "nearest is Studio prints"
      ),
      (
        "agreements: [{ model: studoi, percent: -10% }]",
        "agreements.model: no price has the model studoi; nearest is studio"
      ),
      (
        "agreements: [{ model: [hall, gallery], percent: -10% }]",
        "agreements.model: no price has the model gallery; known: hall, studio"
      ),
      (
        "agreements: [{ family: studio PRINTS, model: studio, task_type: poste, percent: -10% }]",
        "agreements.task_type: no price of studio has the task type poste; nearest is poster"
      ),
      (
        "penalties: [{ model: studios, task_type: poster, "
          + "percent_of_price: [{ from_violation: 1, percent: 1% }] }]",
        "penalties.model: no price has the model studios; nearest is studio"
      ),
      (
        "waivers: [{ sku: studio/postre, expected: 1, billed: 2, reason: asked, "
          + "expires: 2027-01-01 }]",
        "waivers.sku: no price has the SKU studio/postre; nearest is studio/poster"
      ),
    ] as [(String, String)])
  func `an entry that matches no price is refused with its place`(entry: String, message: String) {
    #expect(Self.refusal(entry + "\n") == "card.yaml:1: " + message)
  }

  @Test(arguments: [
    "agreements: [{ family: STUDIO prints, percent: -10% }]",
    "agreements: [{ model: Studio, task_type: POSTER, percent: -10% }]",
    "agreements: [{ task_type: banner, percent: -10% }]",
    "agreements: [{ model: \"*\", percent: -10% }]",
    "agreements: [{ model: hall, task_type: anything, percent: -10% }]",
    "waivers: [{ sku: Studio/Poster, expected: 1, billed: 2, reason: asked, expires: 2027-01-01 }]",
    "waivers: [{ sku: hall/x size=2K, expected: 1, billed: 2, reason: asked, expires: 2027-01-01 }]",
  ])
  func `an entry that matches some price is accepted, in any spelling`(entry: String) {
    #expect(Self.refusal(entry + "\n") == nil)
  }

  @Test func `a card without prices below it is not judged by them`() {
    #expect(
      TestCard.refusal(of: "agreements: [{ model: studio, percent: -10% }]\n") == nil)
  }

  @Test func `an entry that is like none names the closest ones`() {
    let text = "- { model: studio, task_type: leaflet, like: postr }\n"
    #expect(
      Self.refusal(text)
        == "card.yaml:1: like: no entry is named \"postr\"; nearest is studio/poster")
  }
}
