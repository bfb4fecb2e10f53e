/// How a task ended by the rows of the account history that name it.
///
/// It stands in for an answer that has not come: a task's own ended answer, once there, wins.
package struct HistoryEnd: Hashable, Sendable {
  package let account: String?
  package let status: TaskStatus
  package let isOwnAccount: Bool
  /// What was booked; nil if the rows don't say, or in a unit that is not proved.
  package let usage: Usage?
  package let createdAt: Instant?
  package let endedAt: Instant?

  package init(
    account: String?, status: TaskStatus, isOwnAccount: Bool, usage: Usage?, createdAt: Instant?,
    endedAt: Instant?
  ) {
    self.account = account
    self.status = status
    self.isOwnAccount = isOwnAccount
    self.usage = usage
    self.createdAt = createdAt
    self.endedAt = endedAt
  }

  /// What the rows of a task say together; nil if none of them says that it ended or was booked.
  ///
  /// Amounts are added, since a correction is a row of its own; the latest row gives the status.
  ///
  /// - Parameters:
  ///   - entries: the rows of one task.
  ///   - pointsPerUnit: the points in one unit of usage; nil while that isn't proved.
  package init?(_ entries: [HistoryEntry], pointsPerUnit: Ratio?) {
    let told = entries.filter { !$0.isDeleted && !$0.isOpen }
    guard let latest = told.max(by: { HistoryEnd.rank($0) < HistoryEnd.rank($1) }) else {
      return nil
    }
    let usage = HistoryEnd.usage(of: told, pointsPerUnit: pointsPerUnit)
    let status = TaskStatus(latest.status)
    // An unknown status may mean anything; what was booked was booked.
    guard status.hasEnded || (usage.map { $0.consume > .zero } ?? false) else { return nil }
    self.init(
      account: told.compactMap(\.account).min(), status: status,
      isOwnAccount: told.contains(where: \.isOwnAccount), usage: usage,
      createdAt: told.compactMap(\.createdAt).min(),
      endedAt: status.hasEnded ? told.compactMap(\.updatedAt).max() : nil)
  }

  /// The row that names the task's model and action best: the latest.
  package static func latest(of entries: [HistoryEntry]) -> HistoryEntry? {
    entries.filter { !$0.isDeleted && !$0.isOpen }
      .max { HistoryEnd.rank($0) < HistoryEnd.rank($1) }
  }

  private static func rank(_ entry: HistoryEntry) -> (Int, Int64, Int, String) {
    let status = TaskStatus(entry.status)
    let rank = entry.rank
    return (status.hasEnded ? 1 : 0, rank.0, status.progress, rank.3)
  }

  /// The sum of the amounts in points or, if there are none, of those in another unit.
  ///
  /// A sum below zero is a correction whose booking is missing, so it says nothing.
  private static func usage(of entries: [HistoryEntry], pointsPerUnit: Ratio?) -> Usage? {
    let booked = entries.compactMap { entry in
      points(of: entry, perUnit: pointsPerUnit).map { (points: $0, type: entry.usageType) }
    }
    guard !booked.isEmpty else { return otherUnit(of: entries) }
    let sum = booked.reduce(Points.zero) { $0 + $1.points }
    let type = booked.filter { $0.points != .zero }.map(\.type).min()
    return usage(sum, type: type ?? booked.map(\.type).min() ?? "")
  }

  private static func points(of entry: HistoryEntry, perUnit: Ratio?) -> Points? {
    guard let perUnit else { return entry.usage?.mantissa == 0 ? .zero : nil }
    return entry.points(perUnit: perUnit)
  }

  private static func otherUnit(of entries: [HistoryEntry]) -> Usage? {
    let quotas = entries.filter { UsageUnit(usageType: $0.usageType) != .points }
    let amounts = quotas.compactMap { $0.usage?.whole }
    guard let type = quotas.map(\.usageType).min(), !amounts.isEmpty else { return nil }
    return usage(amounts.reduce(Points.zero) { $0 + Points($1) }, type: type)
  }

  private static func usage(_ sum: Points, type: String) -> Usage? {
    guard sum >= .zero, sum <= Points.taskLimit else { return nil }
    return Usage(type: type, frozen: .zero, consume: sum)
  }

  fileprivate var stamp: ObservationStamp {
    ObservationStamp(hasEnded: status.hasEnded, endedAt: endedAt, seenAt: endedAt ?? createdAt)
  }
}

extension TaskRecord {
  /// A task that only the account history shows.
  package init(id: TaskID, request: Request, end: HistoryEnd) {
    self.init(
      id: id, account: end.account, request: request, createdAt: end.createdAt,
      state: State(
        stamp: end.stamp, status: end.status, isOwnAccount: end.isOwnAccount, outputCount: nil,
        errorCode: nil),
      usage: end.usage.map { StampedUsage(stamp: end.stamp, usage: $0) }, bookings: [])
  }

  /// Whether the answers leave open how the task ended, or what was booked for it.
  package var needsHistory: Bool { !isSettled || billed == nil && !isBilledInOtherUnit }

  /// The record with what the account history adds where the answers say less.
  ///
  /// The history adds no booking: a difference to a task's own ended answer is no conflict between
  /// answers.
  package func completed(by end: HistoryEnd) -> TaskRecord {
    guard needsHistory else { return self }
    var state = state
    if !isSettled, end.status.hasEnded {
      state = State(
        stamp: end.stamp, status: end.status,
        isOwnAccount: state.isOwnAccount || end.isOwnAccount, outputCount: state.outputCount,
        errorCode: state.errorCode)
    }
    let isBooked = end.status.hasEnded || end.usage.map { $0.consume > .zero } ?? false
    let booked = isBooked ? end.usage.map { StampedUsage(stamp: end.stamp, usage: $0) } : nil
    return TaskRecord(
      id: id, account: account, request: request, createdAt: createdAt ?? end.createdAt,
      state: state, usage: booked ?? usage, bookings: [])
  }
}
