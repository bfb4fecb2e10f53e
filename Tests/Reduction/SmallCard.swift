import RateCards

/// Cards of a few lines.
enum SmallCard {
  static func card(rates: String, penalties: String = "") throws -> RateCard {
    let text = """
      family: Test
      source: a page
      checked: 2026-02-01
      certainty: high
      rates:
      \(rates)
      \(penalties)
      """
    return try RateCard(reading: [
      CardSource(name: "own", files: [CardFile(name: "card.yaml", bytes: Array(text.utf8))])
    ])
  }

  /// A model with fields and results, one with a pattern, and a penalty.
  static func studio() throws -> RateCard {
    try card(
      rates: """
          - model: studio
            task_type: poster
            unit: image
            quantity: [outputs, count]
            prices: [{ when: { size: 2K }, usd: 0.1 }]
          - model: "film-*"
            task_type: video
            unit: second
            quantity: [clips.seconds.sum, duration]
            prices: [{ usd: 0.1, until: 2026-03-01 }, { usd: 0.2, from: 2026-03-01 }]
        """,
      penalties: """
        penalties:
          - model: "film-*"
            task_type: "*"
            error_code: 7
            percent_of_price: [{ from_violation: 1, percent: 50% }]
        """)
  }
}
