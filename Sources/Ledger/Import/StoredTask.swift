import Domain
import Intake
import Reconciliation

/// A line of a numbered source.
struct StoredPlace: Hashable {
  let sourceID: Int64
  let line: Int
}

/// A task as the ledger keeps it: the merged record, its outcome and its source.
struct StoredTask {
  /// What counts: the merged answers, with what the account history adds.
  var record: TaskRecord
  /// Accounting day; −1 if the creation time is unknown.
  var day: Int64
  var requestID: Int64
  var stateID: Int64
  var outcome: Outcome
  var place: StoredPlace
  /// Where each booked amount was first read.
  var bookingPlaces: [Points: StoredPlace]
  /// What the account history adds; nil if the answers alone say everything.
  var ending: HistoryEnding?

  var key: TaskKey {
    TaskKey(
      day: day, idHigh: Int64(bitPattern: record.id.high),
      idLow: Int64(bitPattern: record.id.low))
  }

  /// What the answers say; nil if none names the task.
  var answers: TaskRecord? {
    guard let ending else { return record }
    return ending.answers
  }

  /// Whether only the account history shows the task.
  var isUnlogged: Bool { answers == nil }

  /// The day of tasks without a creation time.
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

  /// Whether the booked amounts disagree and so are kept individually.
  var keepsBookings: Bool { record.bookings.count > 1 }

  var hasDetails: Bool {
    hasOwnUsageStamp || keepsBookings || record.id.nonUUIDText != nil || ending != nil
  }
}

/// What the account history adds to a task.
///
/// The answers are kept next to it: what the history says can change, or be taken back.
struct HistoryEnding: Hashable {
  let end: HistoryEnd
  /// What the answers say without it; nil if none names the task.
  let answers: TaskRecord?
}

extension TaskRecord {
  /// Everything in the record that many tasks share, besides the request.
  var observedState: ObservedState {
    ObservedState(
      account: account, status: state.status, isOwnAccount: state.isOwnAccount,
      outputCount: state.outputCount, errorCode: state.errorCode, usage: usage?.usage)
  }
}

/// The times of a task as the ledger stores them: as differences, to keep them short.
struct StoredTimes: Hashable {
  static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  /// From the start of the accounting day's date in UTC.
  let created: Int64?
  /// From creation, or from 1970 if that is unknown.
  let ended: Int64?
  /// From the end, or else from creation, or else from 1970.
  let seen: Int64?

  init(created: Int64?, ended: Int64?, seen: Int64?) {
    (self.created, self.ended, self.seen) = (created, ended, seen)
  }

  /// The times of an observation; ``ObservationRow/unknown`` for unknown ones.
  @inline(__always)
  init(day: Int64, createdAt: Int64, endedAt: Int64, seenAt: Int64) {
    let isDated = createdAt != ObservationRow.unknown
    let hasEnd = endedAt != ObservationRow.unknown
    let start = isDated ? createdAt : 0
    created = isDated ? createdAt - day * StoredTimes.nanosecondsPerDay : nil
    ended = hasEnd ? endedAt - start : nil
    seen = seenAt == ObservationRow.unknown ? nil : seenAt - (hasEnd ? endedAt : start)
  }

  init(_ record: TaskRecord, day: Int64) {
    let stamp = record.state.stamp
    self.init(
      day: day, createdAt: record.createdAt?.nanoseconds ?? ObservationRow.unknown,
      endedAt: stamp.endedAt?.nanoseconds ?? ObservationRow.unknown,
      seenAt: stamp.seenAt?.nanoseconds ?? ObservationRow.unknown)
  }

  /// The day in UTC of a moment, in days since 1970.
  @inline(__always)
  static func utcDay(of nanoseconds: Int64) -> Int64 {
    let day = nanoseconds / nanosecondsPerDay
    return nanoseconds % nanosecondsPerDay < 0 ? day - 1 : day
  }

  /// Whole seconds from creation to end; nil if unknown.
  var waitSeconds: Int64? {
    guard created != nil, let ended, ended >= 0 else { return nil }
    return ended / 1_000_000_000
  }

  func createdAt(day: Int64) -> Instant? {
    created.map { Instant(nanoseconds: day * StoredTimes.nanosecondsPerDay + $0) }
  }

  func endedAt(day: Int64) -> Instant? {
    ended.map { Instant(nanoseconds: (createdAt(day: day)?.nanoseconds ?? 0) + $0) }
  }

  func seenAt(day: Int64) -> Instant? {
    let start = endedAt(day: day) ?? createdAt(day: day)
    return seen.map { Instant(nanoseconds: (start?.nanoseconds ?? 0) + $0) }
  }
}
