package import Domain
package import RateCards

/// Ended tasks of a SKU that were billed alike on a day, and what their bill tells of the price.
package struct PriceSighting: Hashable, Sendable {
  package let day: CalendarDay
  /// When the task was created, where it is one of which that is known.
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

  /// Whether the tasks were not billed what the card says.
  package var differs: Bool { verdict == .overcharged || verdict == .undercharged }
}

/// Sightings that one price explains.
package struct PriceCluster: Hashable, Sendable {
  package private(set) var bounds: PriceBounds
  package private(set) var sightings: [PriceSighting]

  package init(_ sighting: PriceSighting) {
    (bounds, sightings) = (sighting.bounds, [sighting])
  }

  package var tasks: Int { sightings.reduce(0) { $0 + $1.tasks } }

  /// Takes in another cluster.
  ///
  /// - Returns: false, and nothing is taken, where no price explains both.
  mutating func take(_ other: PriceCluster) -> Bool {
    guard let common = bounds.intersection(other.bounds) else { return false }
    bounds = common
    sightings += other.sightings
    return true
  }

  /// The clusters of sightings, the one with the most tasks first.
  static func clusters(of sightings: [PriceSighting]) -> [PriceCluster] {
    var clusters: [PriceCluster] = []
    let ordered = sightings.sorted {
      ($1.tasks, $0.billed.count, $0.bounds.low) < ($0.tasks, $1.billed.count, $1.bounds.low)
    }
    for sighting in ordered {
      let single = PriceCluster(sighting)
      if !clusters.indices.contains(where: { clusters[$0].take(single) }) {
        clusters.append(single)
      }
    }
    return clusters.enumerated().sorted {
      ($1.element.tasks, $0.offset) < ($0.element.tasks, $1.offset)
    }.map(\.element)
  }
}
