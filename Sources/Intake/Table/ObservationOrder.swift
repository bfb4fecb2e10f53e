import Domain

/// Merges observations of one task into one, where that is all there is to know.
///
/// The rule of merging is ``TaskRecord/merge(_:)``; this finds, by comparing numbers, most of the
/// cases in which the merged record could have come from a single observation.
struct ObservationOrder {
  private struct State {
    /// The number of the account's name, −1 for none.
    let account: Int
    let hasEnded: Bool
    let hasUsage: Bool
    let consume: Points
  }

  private struct Template {
    /// The number of fields of its requests.
    let fieldCount: Int
    /// The number of its list of varying fields.
    let varyingNames: Int
    /// The text by which its requests are ordered, with 0 for the values of varying fields.
    let orderText: String
  }

  private var states: [State] = []
  private var templates: [Template] = []
  private var accounts: [String: Int] = [:]
  private var varyingNames: [[String]: Int] = [:]

  /// Adds the next template.
  mutating func add(_ template: RequestTemplate) {
    let names = varyingNames[template.varyingNames] ?? varyingNames.count
    varyingNames[template.varyingNames] = names
    let zeros = template.varyingNames.map { _ in "0" }.joined(separator: ",")
    templates.append(
      Template(
        fieldCount: template.sharedFields.count + template.varyingNames.count,
        varyingNames: names, orderText: template.request(varyingValues: zeros).orderText))
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

  /// The one observation that says what two say together, nil where it takes both.
  ///
  /// The values of the varying fields stay those of one of the two: see whether the result has the
  /// second one's.
  func merged(
    _ first: TaskObservation, _ second: TaskObservation, hasSameValues: Bool
  ) -> (observation: TaskObservation, hasSecondValues: Bool)? {
    var merged: TaskObservation
    if isStateIncluded(first, second) {
      merged = first
    } else if isStateIncluded(second, first) {
      merged = second
    } else {
      return nil
    }
    let isFirstFuller = isRequestIncluded(first, second, hasSameValues: hasSameValues)
    guard isFirstFuller || isRequestIncluded(second, first, hasSameValues: hasSameValues) else {
      return nil
    }
    merged.setRequest(of: isFirstFuller ? first : second)
    merged.createdAt = earliest(first.createdAt, second.createdAt)
    return (merged, !isFirstFuller)
  }

  /// The earliest known time of creation counts.
  private func earliest(_ first: Int64, _ second: Int64) -> Int64 {
    if first == ObservationRow.unknown { return second }
    if second == ObservationRow.unknown { return first }
    return min(first, second)
  }

  /// The fuller request counts; of two that are equally full the one whose text comes first, which
  /// the values of varying fields do not decide where they are the same.
  private func isRequestIncluded(
    _ first: TaskObservation, _ second: TaskObservation, hasSameValues: Bool
  ) -> Bool {
    if first.template == second.template { return hasSameValues }
    let (fuller, other) = (templates[Int(first.template)], templates[Int(second.template)])
    if fuller.fieldCount != other.fieldCount { return fuller.fieldCount > other.fieldCount }
    return hasSameValues && fuller.varyingNames == other.varyingNames
      && fuller.orderText < other.orderText
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
