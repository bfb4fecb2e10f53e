package import Domain
import RateCards

/// Finds when each price of a SKU was billed, from the bills of its ended tasks.
///
/// A price applies to at least three consecutive tasks by creation. Fewer are exceptions and don't
/// end a price. A SKU whose exceptions are more than a tenth of its tasks and one, or whose price
/// would have changed on too many days, has no constant price.
package struct PriceSeries: Sendable {
  /// The number of tasks in a row that make a price.
  package static let leastTasks = 3
  /// On more days than this the order of the tasks is not looked at.
  package static let mostUnclearDays = 16

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
    var runs: [PriceCluster] = []
    var exceptions = 0
    for day in days {
      if let tasks = ordered[day.day], !tasks.isEmpty {
        for task in tasks { PriceSeries.append(PriceCluster(task), to: &runs) }
      } else {
        PriceSeries.append(day.clusters[0], to: &runs)
        exceptions += day.clusters.dropFirst().reduce(0) { $0 + $1.tasks }
      }
    }
    let tasks = runs.reduce(exceptions) { $0 + $1.tasks }
    let held = runs.count == 1 ? runs : runs.filter { $0.tasks >= PriceSeries.leastTasks }
    var segments: [PriceCluster] = []
    for run in held { PriceSeries.append(run, to: &segments) }
    exceptions += runs.reduce(0) { $0 + $1.tasks } - held.reduce(0) { $0 + $1.tasks }
    guard !segments.isEmpty, exceptions * 10 <= tasks + 10 else { return varying }
    return PriceHistory(prices: segments, exceptions: exceptions, isVarying: false)
  }

  private static func append(_ cluster: PriceCluster, to runs: inout [PriceCluster]) {
    guard !runs.isEmpty, runs[runs.count - 1].take(cluster) else {
      runs.append(cluster)
      return
    }
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
