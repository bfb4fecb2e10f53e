import Domain
package import RateCards

/// Sightings that one price explains.
package struct PriceCluster: Hashable, Sendable {
  package private(set) var bounds: PriceBounds
  package private(set) var sightings: [PriceSighting]

  package init(_ sighting: PriceSighting) {
    (bounds, sightings) = (sighting.bounds, [sighting])
  }

  package var tasks: Int { sightings.reduce(0) { $0 + $1.tasks } }

  /// Merges another cluster.
  ///
  /// - Returns: false, with nothing merged, if no price explains both.
  mutating func take(_ other: PriceCluster) -> Bool {
    guard let common = bounds.intersection(other.bounds) else { return false }
    bounds = common
    sightings += other.sightings
    return true
  }
}

extension PriceCluster {
  /// The clusters of sightings, the one with the most tasks first.
  static func clusters(of sightings: [PriceSighting]) -> [PriceCluster] {
    guard let (first, rest) = largest(of: sightings) else { return [] }
    var others: [PriceCluster] = []
    let ordered = rest.sorted {
      ($1.tasks, $0.billed.count, $0.bounds.low) < ($0.tasks, $1.billed.count, $1.bounds.low)
    }
    for sighting in ordered {
      let single = PriceCluster(sighting)
      if !others.indices.contains(where: { others[$0].take(single) }) { others.append(single) }
    }
    return [first]
      + others.enumerated().sorted {
        ($1.element.tasks, $0.offset) < ($0.element.tasks, $1.offset)
      }.map(\.element)
  }

  /// The most tasks that one price explains, and the sightings that it doesn't; nil without
  /// sightings.
  ///
  /// Taking sightings one after another would not do: a bill that is a point off allows a price
  /// close to the true one, which all small bills allow too, and then no large one would fit.
  static func largest(
    of sightings: [PriceSighting]
  ) -> (cluster: PriceCluster, rest: [PriceSighting])? {
    let edges = sightings.enumerated().flatMap { PriceEdge.edges(of: $1, at: $0) }.sorted()
    var (tasks, best) = (0, (tasks: 0, end: 0))
    for (number, edge) in edges.enumerated() {
      tasks += edge.isStart ? sightings[edge.sighting].tasks : -sightings[edge.sighting].tasks
      if tasks > best.tasks { best = (tasks, number + 1) }
    }
    var explained: Set<Int> = []
    for edge in edges[..<best.end] {
      if edge.isStart { explained.insert(edge.sighting) } else { explained.remove(edge.sighting) }
    }
    let members = explained.sorted()
    guard let first = members.first else { return nil }
    var cluster = PriceCluster(sightings[first])
    // All of them allow the price at the last edge.
    for member in members.dropFirst() { _ = cluster.take(PriceCluster(sightings[member])) }
    return (cluster, sightings.indices.filter { !explained.contains($0) }.map { sightings[$0] })
  }
}

/// An end of the prices that a bill allows.
private struct PriceEdge: Comparable {
  let price: Ratio
  let isStart: Bool
  /// Whether the bill allows the price itself.
  let isIncluded: Bool
  let sighting: Int

  static func edges(of sighting: PriceSighting, at place: Int) -> [PriceEdge] {
    let bounds = sighting.bounds
    return [
      PriceEdge(
        price: bounds.low, isStart: true, isIncluded: bounds.includesLow, sighting: place),
      PriceEdge(
        price: bounds.high, isStart: false, isIncluded: bounds.includesHigh, sighting: place),
    ]
  }

  /// Of edges at one price, ranges that end before it come first, and those that start after it
  /// last.
  private var rank: Int {
    switch (isStart, isIncluded) {
    case (false, false): 0
    case (true, true): 1
    case (false, true): 2
    case (true, false): 3
    }
  }

  static func < (left: PriceEdge, right: PriceEdge) -> Bool {
    (left.price, left.rank, left.sighting) < (right.price, right.rank, right.sighting)
  }
}
