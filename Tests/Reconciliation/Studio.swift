import Domain
import RateCards
import Testing

/// A small card: a poster for 280,000 points, a film by the started second, a jingle with a
/// minimum, and a penalty for rejected content.
enum Studio {
  private static let text = """
    rates:
      - { model: studio, task_type: poster, unit: image, usd: 0.028 }
      - model: studio
        task_type: film
        unit: second
        started: true
        quantity: { unknown: [2, 60] }
        usd: 0.065
      - model: studio
        task_type: jingle
        unit: second
        quantity: { unknown: any }
        usd: 0.002
        minimum: 0.005
    penalties:
      - model: studio
        task_type: "*"
        error_code: 10003
        percent_of_price:
          - { from_violation: 101, percent: 10% }
          - { from_violation: 1, percent: 1% }
          - { from_violation: 20, percent: 5% }
        source: the studio's terms
    """

  private static func card() throws -> RateCard {
    try RateCard(reading: [
      CardSource(
        name: "studio", files: [CardFile(name: "card.yaml", bytes: Array(text.utf8))])
    ])
  }

  /// What the card says about a task; a song is not in it.
  static func charge(_ taskType: String) throws -> Charge {
    let request = Request(model: "studio", taskType: taskType, fields: [])
    return Pricer(card: try card()).charge(
      for: PricingInput(request: request, outputCount: nil, createdAt: start))
  }

  static func penaltyRule() throws -> PenaltyRule {
    try #require(try card().layers.first?.penalties.first)
  }

  /// When the tasks of the tests were created: 2026-05-04T10:00:00Z.
  static let start = Instant(seconds: 1_777_888_800)
}
