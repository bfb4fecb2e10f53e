import RateCards

/// A rate card of a few rates, so that no test depends on the prices of the built-in card.
struct SmallCard {
  /// Of a 2K image.
  var imageUSD = "0.028"
  /// Of a second of video.
  var secondUSD = "0.10"
  /// The moment from which a 2K image costs 0.035 USD; nil for never.
  var imageChange: String?
  /// Whether the price of an image depends on its quality too.
  var readsQuality = false
  var hasPenaltyRule = true
  /// The settlement rules in YAML: `grace_hours: 1`.
  var rules: String?
  var name = "small"

  var text: String {
    """
    family: Test
    source: a price list
    checked: 2026-05-01
    certainty: high
    rates:
      - model: seedream
        task_type: seedream-5-lite
        unit: image
        quantity: [outputs, 1]
        defaults: { size: 2K\(readsQuality ? ", quality: normal" : "") }
        prices:
          - when: { size: 2K\(readsQuality ? ", quality: normal" : "") }
            usd: \(imageUSD)\(imageChange.map { "\n        until: \($0)" } ?? "")
            unconfirmed:
              - { usd: 0.052, source: a forum, checked: 2026-05-01, certainty: medium,
                  seen: 2026-04-01 }
          - { when: { size: 3K }, usd: 0.042 }
    \(laterPrices)
      - model: seedance
        task_type: seedance-2
        unit: second
        quantity:
          - { when: { video_urls.count: ">= 1" }, unknown: [duration, 60] }
          - duration
        defaults: { duration: 5 }
        usd: \(secondUSD)
      - model: speech
        task_type: read-aloud
        unit: character
        quantity: text.length
        usd: 0.0001
    \(hasPenaltyRule ? SmallCard.penalties : "")
    \(rules.map { "rules: { \($0) }" } ?? "")

    """
  }

  private var laterPrices: String {
    let later = imageChange.map {
      "      - { when: { size: 2K\(readsQuality ? ", quality: normal" : "") }, usd: 0.035, from: \($0) }"
    }
    let better = readsQuality ? "      - { when: { size: 2K, quality: high }, usd: 0.056 }" : nil
    return [later, better].compactMap(\.self).joined(separator: "\n")
  }

  private static let penalties = """
    penalties:
      - model: seedance
        task_type: seedance-2
        error_code: 10003
        percent_of_price:
          - { from_violation: 1, percent: 1% }
          - { from_violation: 20, percent: 5% }
    """

  var pricer: Pricer {
    get throws {
      let file = CardFile(name: "small.yaml", bytes: Array(text.utf8))
      return Pricer(card: try RateCard(reading: [CardSource(name: name, files: [file])]))
    }
  }
}
