import RateCards

/// A rate card of a few rates, so that no test depends on the prices of the built-in card.
struct SmallCard {
  /// Of a 2K image.
  var imageUSD = "0.028"
  /// Of a second of video.
  var secondUSD = "0.10"
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
        defaults: { size: 2K }
        prices:
          - when: { size: 2K }
            usd: \(imageUSD)
            unconfirmed:
              - { usd: 0.052, source: a forum, checked: 2026-05-01, certainty: medium,
                  seen: 2026-04-01 }
          - { when: { size: 3K }, usd: 0.042 }
      - model: seedance
        task_type: seedance-2
        unit: second
        quantity:
          - { when: { video_urls.count: ">= 1" }, unknown: [duration, 60] }
          - duration
        defaults: { duration: 5 }
        usd: \(secondUSD)
    penalties:
      - model: seedance
        task_type: seedance-2
        error_code: 10003
        percent_of_price:
          - { from_violation: 1, percent: 1% }
          - { from_violation: 20, percent: 5% }

    """
  }

  var pricer: Pricer {
    get throws {
      let file = CardFile(name: "small.yaml", bytes: Array(text.utf8))
      return Pricer(card: try RateCard(reading: [CardSource(name: name, files: [file])]))
    }
  }
}
