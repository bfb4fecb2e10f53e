import Domain
import Intake

/// The times of a task as the ledger stores them: each from the one before, so that they are short.
struct StoredTimes: Hashable {
  static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  /// From the start of the accounting day's date in UTC.
  let created: Int64?
  /// From creation, or from 1970 where that is not known.
  let ended: Int64?
  /// From the end, else from creation, else from 1970.
  let seen: Int64?

  init(created: Int64?, ended: Int64?, seen: Int64?) {
    (self.created, self.ended, self.seen) = (created, ended, seen)
  }

  /// The times of an observation; ``ObservationRow/unknown`` for those that are not known.
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

  /// Whole seconds from creation to end, nil where that is not known.
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
