package import Domain
import RateCards

/// A SKU whose ended tasks tell its price.
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

  /// The prices that the card does not follow, from the first of them on, each billed for at least as
  /// many tasks as make a price; none where the price varies.
  package var pricesBesideCard: [InferredPrice] {
    let held = prices.filter { $0.tasks >= PriceSeries.leastTasks && $0.billedUSD != nil }
    guard !history.isVarying, let first = held.firstIndex(where: { !$0.differing.isEmpty })
    else { return [] }
    return Array(held[first...])
  }
}

/// A price that the provider billed for a while.
package struct InferredPrice: Hashable, Sendable {
  /// USD for a lot; nil where no decimal explains every task to the point.
  package let billedUSD: Ratio?
  /// The card's price of the latest of these tasks.
  package let cardUSD: Ratio
  package let tasks: Int
  package let firstDay: CalendarDay
  package let lastDay: CalendarDay
  /// The first task's creation, where the price began with it.
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

  /// The day from which tasks were not billed what the card says.
  private var firstDifferingDay: CalendarDay? { differing.map(\.day).min() }

  /// From when on the price holds: the first task's creation where it replaced another one, else the
  /// first day on which the card says something else; nil where it always says the same.
  package var fromText: String? { since?.description ?? firstDifferingDay?.description }

  /// The same as a moment, by the beginning of an accounting day.
  package func from(_ start: (CalendarDay) -> Instant) -> Instant? {
    since ?? firstDifferingDay.map(start)
  }

  /// The card's price where the bills allow it, else the simplest that they allow.
  private static func usd(_ bounds: PriceBounds, per units: Ratio, card: Ratio) -> Ratio? {
    if let points = try? card.times(Ratio(Points.perUSD)).divided(by: units),
      bounds.contains(points)
    {
      return card
    }
    return bounds.simplestUSD(per: units)
  }
}
