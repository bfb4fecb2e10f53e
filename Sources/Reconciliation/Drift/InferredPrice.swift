package import Domain
package import RateCards

/// A SKU whose ended tasks reveal its price.
package struct InferredSKU: Hashable, Sendable {
  package let sku: SKU
  /// What a lot is: `second`, `5 seconds`.
  package let lot: String
  package let unitsPerLot: Ratio
  package let history: PriceHistory

  package init(sku: SKU, lot: String, unitsPerLot: Ratio, history: PriceHistory) {
    (self.sku, self.lot) = (sku, lot)
    (self.unitsPerLot, self.history) = (unitsPerLot, history)
  }

  package var prices: [InferredPrice] {
    history.prices.enumerated().map { index, cluster in
      InferredPrice(
        cluster, unitsPerLot: unitsPerLot,
        isChange: index > 0 && !history.isVarying)
    }
  }

  /// The prices that the card does not have, from the first of them on, each billed for at least as
  /// many tasks as make a price; none if the price varies.
  package var pricesBesideCard: [InferredPrice] {
    let held = prices.filter { $0.tasks >= PriceSeries.leastTasks && $0.billedUSD != nil }
    guard !history.isVarying, let first = held.firstIndex(where: { !$0.differing.isEmpty })
    else { return [] }
    return Array(held[first...])
  }
}

/// A price that the provider billed for some time.
package struct InferredPrice: Hashable, Sendable {
  /// USD for a lot; nil if no decimal explains every task to the point.
  package let billedUSD: Ratio?
  /// The card's price of the latest of these tasks.
  package let cardUSD: Ratio
  package let tasks: Int
  package let firstDay: CalendarDay
  package let lastDay: CalendarDay
  /// The first task's creation, if the price started with it.
  package let since: Instant?
  /// The sightings that differ from the card.
  package let differing: [PriceSighting]

  init(_ cluster: PriceCluster, unitsPerLot: Ratio, isChange: Bool) {
    let first = cluster.sightings.min {
      ($0.day, $0.at?.nanoseconds ?? 0) < ($1.day, $1.at?.nanoseconds ?? 0)
    }
    let last = cluster.sightings.max {
      ($0.day, $0.at?.nanoseconds ?? 0, $0.tasks, $0.cardUSD)
        < ($1.day, $1.at?.nanoseconds ?? 0, $1.tasks, $1.cardUSD)
    }
    cardUSD = last?.cardUSD ?? .zero
    tasks = cluster.tasks
    firstDay = first?.day ?? CalendarDay(number: 0)
    lastDay = last?.day ?? firstDay
    since = isChange ? first?.at : nil
    differing = cluster.sightings.filter(\.differs)
    billedUSD = InferredPrice.usd(cluster.bounds, per: unitsPerLot, card: cardUSD)
  }

  /// The day from which bills differ from the card.
  private var firstDifferingDay: CalendarDay? { differing.map(\.day).min() }

  /// When the price took effect: the first task's creation if it replaced another one, otherwise
  /// the first day on which the card differs; nil if the card always agrees.
  package var fromText: String? { since?.description ?? firstDifferingDay?.description }

  /// The same as a moment, given the start of an accounting day.
  package func from(_ start: (CalendarDay) -> Instant) -> Instant? {
    since ?? firstDifferingDay.map(start)
  }

  /// The card's price if the bills allow it, otherwise the simplest that they allow.
  private static func usd(_ bounds: PriceBounds, per units: Ratio, card: Ratio) -> Ratio? {
    if let points = try? card.times(Ratio(Points.perUSD)).divided(by: units),
      bounds.contains(points)
    {
      return card
    }
    return bounds.simplestUSD(per: units)
  }
}

/// Ended tasks of a SKU that were billed the same on a day, and what their bill reveals about the
/// price.
package struct PriceSighting: Hashable, Sendable {
  package let day: CalendarDay
  /// When the task was created, if it is a single one and that is known.
  package let at: Instant?
  package let tasks: Int
  /// Of each task.
  package let billed: Points
  /// Of each task.
  package let expected: Points?
  package let verdict: Verdict
  /// The prices of a unit that the bill allows.
  package let bounds: PriceBounds
  /// The card's price of a lot, in USD.
  package let cardUSD: Ratio

  package init(
    day: CalendarDay, at: Instant?, tasks: Int, billed: Points, expected: Points?,
    verdict: Verdict, bounds: PriceBounds, cardUSD: Ratio
  ) {
    (self.day, self.at, self.tasks) = (day, at, tasks)
    (self.billed, self.expected, self.verdict) = (billed, expected, verdict)
    (self.bounds, self.cardUSD) = (bounds, cardUSD)
  }

  /// Whether the bill differs from the card.
  package var differs: Bool { verdict == .overcharged || verdict == .undercharged }
}
