import Billing
import Reconciliation

/// A line of a source that the ledger has a number for.
struct StoredPlace: Hashable {
  let sourceID: Int64
  let line: Int
}

/// A task as the ledger keeps it: the merged record, its price, its verdict and its source.
struct StoredTask {
  var record: TaskRecord
  var requestID: Int64
  var varyingValues: String
  var statusID: Int64
  var chargeID: Int64
  var judgement: Judgement
  var day: CalendarDay?
  var place: StoredPlace
  /// Where each booked amount was first read.
  var bookingPlaces: [Points: StoredPlace]

  var rollupKey: RollupKey {
    RollupKey(
      day: day.map { Int64($0.number) } ?? RollupKey.unknown,
      chargeID: chargeID, statusID: statusID, verdictID: Int64(judgement.verdict.rawValue),
      isSettled: record.isSettled,
      billedPoints: record.billed?.count ?? RollupKey.unknown,
      expectedPoints: judgement.expected?.count ?? RollupKey.unknown,
      frozenPoints: record.frozen.count)
  }

  /// Seconds from creation to end.
  var waitSeconds: Int64? {
    guard record.isSettled, let createdAt = record.createdAt,
      let endedAt = record.state.stamp.endedAt, endedAt >= createdAt
    else { return nil }
    return endedAt.seconds(since: createdAt)
  }

  /// Whether a person should look at the task, or time alone can change its verdict.
  var isWatched: Bool {
    let verdict = judgement.verdict
    return verdict.isFinding || verdict.isTimeDependent
      || (verdict == .ownAccount && record.billed.map { $0 != judgement.expected } ?? false)
  }

  /// Whether the usage comes from another observation than the state.
  var hasOwnUsageStamp: Bool {
    record.usage.map { $0.stamp != record.state.stamp } ?? false
  }

  /// Whether the booked amounts are kept one by one: they disagree.
  var keepsBookings: Bool { record.bookings.count > 1 }

  var hasDetails: Bool { hasOwnUsageStamp || keepsBookings || record.id.oddText != nil }
}
