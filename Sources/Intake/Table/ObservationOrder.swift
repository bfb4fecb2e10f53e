import Billing

/// Tells where one observation of a task makes another one superfluous.
///
/// The rule of merging is ``TaskRecord/merge(_:)``; this finds, by comparing numbers, most of the
/// cases in which it gives one of the two, whole.
struct ObservationOrder {
  private struct State {
    /// The number of the account's name, −1 for none.
    let account: Int
    let hasEnded: Bool
    let hasUsage: Bool
    let consume: Points
  }

  private var states: [State] = []
  private var accounts: [String: Int] = [:]
  /// The number of fields of each template's requests.
  private var fieldCounts: [Int] = []

  /// Adds the next template.
  mutating func add(_ template: RequestTemplate) {
    fieldCounts.append(template.sharedFields.count + template.varyingNames.count)
  }

  /// Adds the next state.
  mutating func add(_ state: ObservedState) {
    let account = state.account.map { name in
      let number = accounts[name] ?? accounts.count
      accounts[name] = number
      return number
    }
    states.append(
      State(
        account: account ?? -1, hasEnded: state.status.hasEnded, hasUsage: state.usage != nil,
        consume: state.usage?.consume ?? .zero))
  }

  /// Whether merging the second observation into the first surely gives the first.
  func includes(
    _ first: TaskObservation, _ second: TaskObservation, hasSameValues: Bool
  ) -> Bool {
    isCreationIncluded(first, second)
      && isRequestIncluded(first, second, hasSameValues: hasSameValues)
      && isStateIncluded(first, second)
  }

  /// The earliest known time of creation counts.
  private func isCreationIncluded(_ first: TaskObservation, _ second: TaskObservation) -> Bool {
    second.createdAt == ObservationRow.unknown
      || (first.createdAt != ObservationRow.unknown && first.createdAt <= second.createdAt)
  }

  /// The fuller request counts.
  private func isRequestIncluded(
    _ first: TaskObservation, _ second: TaskObservation, hasSameValues: Bool
  ) -> Bool {
    if first.template == second.template { return hasSameValues }
    return fieldCounts[Int(first.template)] > fieldCounts[Int(second.template)]
  }

  /// The latest state, the latest usage, and all amounts that were booked at an end, count.
  private func isStateIncluded(_ first: TaskObservation, _ second: TaskObservation) -> Bool {
    let (later, earlier) = (states[Int(first.state)], states[Int(second.state)])
    guard earlier.account == later.account || earlier.account < 0 else { return false }
    let (laterMoment, earlierMoment) = (
      (later.hasEnded ? 1 : 0, first.endedAt, first.seenAt),
      (earlier.hasEnded ? 1 : 0, second.endedAt, second.seenAt)
    )
    if first.state == second.state, laterMoment == earlierMoment { return true }
    guard earlierMoment < laterMoment else { return false }
    guard earlier.hasUsage else { return true }
    return later.hasUsage && (!earlier.hasEnded || earlier.consume == later.consume)
  }
}
