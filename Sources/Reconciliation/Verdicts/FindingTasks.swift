package import Domain

/// The tasks of findings by id, collected day by day.
///
/// A task counts for a finding as it does in the finding's number of tasks: in a closed month as it
/// was at the close, and a change found later takes it from one finding and gives it to another.
package struct FindingTasks: Sendable {
  /// How many tasks of each finding are collected.
  package enum Extent: Hashable, Sendable {
    case none
    /// The first ones, as many as people are shown.
    case first
    case all
  }

  /// A task as it counts on a day; with −1 tasks in its line, what it no longer is.
  package struct Count: Hashable, Sendable {
    package let id: TaskID
    package let createdAt: Instant?
    package let line: LedgerLine

    package init(id: TaskID, createdAt: Instant?, line: LedgerLine) {
      (self.id, self.createdAt, self.line) = (id, createdAt, line)
    }
  }

  /// How many tasks people are shown.
  package static let shownLimit = 3
  package static let none = FindingTasks(.none)

  private let limit: Int
  private var drifts: [String: [ExplainedBills]]
  private var ids: [FindingCause: [TaskID]] = [:]

  /// - Parameters:
  ///   - extent: how many tasks of each finding to collect.
  ///   - drifts: price changes, whose findings have the tasks that they explain.
  package init(_ extent: Extent, drifts: [PriceDrift] = []) {
    limit =
      switch extent {
      case .none: 0
      case .first: FindingTasks.shownLimit
      case .all: .max
      }
    self.drifts = Dictionary(grouping: drifts.map(ExplainedBills.init), by: \.cause.sku)
  }

  subscript(cause: FindingCause) -> [TaskID] { ids[cause] ?? [] }

  /// Whether the tasks of a line may be of a finding that doesn't have enough of them yet.
  package func needs(_ line: LedgerLine) -> Bool {
    guard let cause = FindingCause(line) else { return false }
    let others = drifts[cause.sku]?.map(\.cause) ?? []
    return ([cause] + others).contains { self[$0].count < limit }
  }

  /// Collects what tasks count on one day: all counts of a task at once, since they may cancel out.
  package mutating func add(_ counts: [Count]) {
    var order: [Place] = []
    var tasks: [Place: Int] = [:]
    for count in counts {
      guard let cause = cause(of: count) else { continue }
      let place = Place(cause: cause, id: count.id)
      if tasks[place] == nil { order.append(place) }
      tasks[place, default: 0] += count.line.tasks
    }
    for place in order where tasks[place, default: 0] > 0 && self[place.cause].count < limit {
      ids[place.cause, default: []].append(place.id)
    }
  }

  private struct Place: Hashable {
    let cause: FindingCause
    let id: TaskID
  }

  private mutating func cause(of count: Count) -> FindingCause? {
    guard let cause = FindingCause(count.line) else { return nil }
    // What was found later of a closed month stands next to a price change.
    guard count.line.adjustedDay == nil, drifts[cause.sku] != nil else { return cause }
    let bill = PricedBill(count.line)
    for index in drifts[cause.sku, default: []].indices
    where drifts[cause.sku, default: []][index].take(bill, createdAt: count.createdAt) {
      return drifts[cause.sku, default: []][index].cause
    }
    return cause
  }
}

/// The bills that a price change explains, each of them once.
private struct ExplainedBills: Sendable {
  let cause: FindingCause
  private var tasks: [PricedBill: Int] = [:]
  /// When the tasks of a bill were created; nil stands for any of its day.
  private var moments: [PricedBill: Set<Instant?>] = [:]

  init(_ drift: PriceDrift) {
    cause = drift.cause
    for sighting in drift.explained {
      let bill = PricedBill(sku: cause.sku, sighting)
      tasks[bill, default: 0] += sighting.tasks
      moments[bill, default: []].insert(sighting.at)
    }
  }

  /// Whether it explains the bill of one more task.
  mutating func take(_ bill: PricedBill, createdAt: Instant?) -> Bool {
    guard let left = tasks[bill], left > 0, let known = moments[bill],
      known.contains(nil) || known.contains(createdAt)
    else { return false }
    tasks[bill] = left - 1
    return true
  }
}
