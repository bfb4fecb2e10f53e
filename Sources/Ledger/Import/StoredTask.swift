import Domain
import Reconciliation

/// A line of a source that the ledger has a number for.
struct StoredPlace: Hashable {
  let sourceID: Int64
  let line: Int
}

/// A task as the ledger keeps it: the merged record, its outcome and its source.
struct StoredTask {
  var record: TaskRecord
  /// Accounting day, −1 where the creation time is not known.
  var day: Int64
  var requestID: Int64
  var stateID: Int64
  var outcome: Outcome
  var place: StoredPlace
  /// Where each booked amount was first read.
  var bookingPlaces: [Points: StoredPlace]

  /// Stands for the day of tasks without a creation time.
  static let undated: Int64 = -1

  /// Seconds from creation to end.
  var waitSeconds: Int64? {
    guard record.isSettled, let createdAt = record.createdAt,
      let endedAt = record.state.stamp.endedAt, endedAt >= createdAt
    else { return nil }
    return endedAt.seconds(since: createdAt)
  }

  /// Whether the usage comes from another observation than the state.
  var hasOwnUsageStamp: Bool {
    record.usage.map { $0.stamp != record.state.stamp } ?? false
  }

  /// Whether the booked amounts are kept one by one: they disagree.
  var keepsBookings: Bool { record.bookings.count > 1 }

  var hasDetails: Bool { hasOwnUsageStamp || keepsBookings || record.id.oddText != nil }
}

extension TaskRecord {
  /// Everything of the record that many tasks share, beside the request.
  var observedState: ObservedState {
    ObservedState(
      account: account, status: state.status, isOwnAccount: state.isOwnAccount,
      outputCount: state.outputCount, errorCode: state.errorCode, usage: usage?.usage)
  }
}
