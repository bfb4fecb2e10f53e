package import Domain
import RateCards

/// Finds when each price of a SKU was billed, from the bills of its ended tasks.
///
/// A price applies to at least three consecutive tasks by creation, and replaces another one only if
/// at least three tasks contradict that. Fewer are exceptions and don't end a price. A SKU whose exceptions are more than a tenth of its tasks and one, or whose price
/// would have changed on too many days, has no constant price.
package struct PriceSeries: Sendable {
  /// The number of tasks in a row that make a price.
  package static let leastTasks = 3
  /// On more days than this the order of the tasks is not looked at.
  package static let mostUnclearDays = 16
  private static let decisiveTasks = 100

  private struct Day {
    let day: CalendarDay
    let clusters: [PriceCluster]

    /// Whether two prices were billed, neither merely as an exception.
    var isMixed: Bool {
      guard clusters.count > 1 else { return false }
      let second = clusters[1].tasks
      return second >= PriceSeries.leastTasks
        && second * 10 >= clusters.reduce(0) { $0 + $1.tasks }
    }
  }

  private let days: [Day]
  /// The days on which the order of the tasks matters, in order.
  package let unclearDays: [CalendarDay]

  /// Takes the sightings of entire days.
  package init(_ sightings: [PriceSighting]) {
    let groups = Dictionary(grouping: sightings, by: \.day).sorted { $0.key < $1.key }
    let days = groups.map { Day(day: $0.key, clusters: PriceCluster.clusters(of: $0.value)) }
    var unclear = Set(days.filter(\.isMixed).map(\.day))
    for (before, after) in zip(days, days.dropFirst())
    where before.clusters[0].bounds.intersection(after.clusters[0].bounds) == nil {
      unclear.formUnion([before.day, after.day])
    }
    self.days = days
    unclearDays = unclear.sorted()
  }

  package var isTooUnclear: Bool { unclearDays.count > PriceSeries.mostUnclearDays }

  /// The successive prices, if any, with the sightings of single tasks on the unclear days, in
  /// order of creation.
  package func history(ordered: [CalendarDay: [PriceSighting]]) -> PriceHistory {
    guard !isTooUnclear else { return varying }
    var runs: [Run] = []
    for day in days {
      if let tasks = ordered[day.day], !tasks.isEmpty {
        for task in tasks { PriceSeries.append(Run(PriceCluster(task)), to: &runs) }
      } else {
        PriceSeries.append(Run(day), to: &runs)
      }
    }
    let tasks = runs.reduce(0) { $0 + $1.cluster.tasks + $1.exceptionTasks }
    var prices: [Run] = []
    for run in runs { PriceSeries.join(run, to: &prices) }
    let exceptions = prices.reduce(0) { $0 + $1.exceptionTasks }
    guard !prices.isEmpty, exceptions * 10 <= tasks + 10 else { return varying }
    return PriceHistory(
      prices: prices.map(\.cluster), exceptions: exceptions, isVarying: false)
  }

  /// Tasks in succession that one price explains, and those among them that it doesn't.
  private struct Run {
    var cluster: PriceCluster
    var exceptions: [PriceSighting] = []

    init(_ cluster: PriceCluster) {
      self.cluster = cluster
    }

    init(_ day: Day) {
      cluster = day.clusters[0]
      exceptions = day.clusters.dropFirst().flatMap(\.sightings)
    }

    var exceptionTasks: Int { exceptions.reduce(0) { $0 + $1.tasks } }

    /// Merges sightings as far as the price explains them.
    mutating func add(_ sightings: [PriceSighting]) {
      exceptions += sightings.filter { !cluster.take(PriceCluster($0)) }
    }

    /// Merges a later run.
    ///
    /// - Returns: false, with nothing merged, if no price explains both.
    mutating func take(_ run: Run) -> Bool {
      guard cluster.take(run.cluster) else { return false }
      add(run.exceptions)
      return true
    }
  }

  private static func append(_ run: Run, to runs: inout [Run]) {
    guard !runs.isEmpty, runs[runs.count - 1].take(run) else {
      runs.append(run)
      return
    }
  }

  /// Adds a run to the price before it, or as the next price if at least three tasks say so.
  private static func join(_ run: Run, to prices: inout [Run]) {
    guard var last = prices.popLast() else {
      prices = [run]
      return
    }
    guard !last.take(run) else {
      prices.append(last)
      return
    }
    let (common, rest) = common(to: last.cluster, and: run.cluster)
    guard rest.reduce(0, { $0 + $1.tasks }) < leastTasks else {
      prices += [last, run]
      return
    }
    var joined = Run(common)
    joined.add(last.exceptions + run.exceptions + rest)
    prices.append(joined)
  }

  /// The most tasks of a price and of the run after it that one price explains, and the others.
  private static func common(
    to last: PriceCluster, and run: PriceCluster
  ) -> (cluster: PriceCluster, rest: [PriceSighting]) {
    // So that a price that goes to and fro takes no time: a few tasks don't outvote many.
    if run.tasks < leastTasks, last.tasks > decisiveTasks { return (last, run.sightings) }
    return PriceCluster.largest(of: last.sightings + run.sightings) ?? (last, run.sightings)
  }

  private var varying: PriceHistory {
    let all = PriceCluster.clusters(of: days.flatMap { $0.clusters.flatMap(\.sightings) })
    return PriceHistory(prices: all, exceptions: 0, isVarying: true)
  }
}

/// The prices of a SKU.
package struct PriceHistory: Hashable, Sendable {
  /// In succession; if the price varies, those that occur, most common first.
  package let prices: [PriceCluster]
  /// Tasks that none of these prices explains.
  package let exceptions: Int
  package let isVarying: Bool
}
