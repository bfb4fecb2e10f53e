/// When an observation was made, as far as it says: this orders the observations of one task.
///
/// An ended state beats a running one; ties go to the later end, then the later delivery.
package struct ObservationStamp: Hashable, Sendable, Comparable {
  package let hasEnded: Bool
  package let endedAt: Instant?
  package let seenAt: Instant?

  package init(hasEnded: Bool, endedAt: Instant?, seenAt: Instant?) {
    (self.hasEnded, self.endedAt, self.seenAt) = (hasEnded, endedAt, seenAt)
  }

  package static func < (left: ObservationStamp, right: ObservationStamp) -> Bool {
    left.key < right.key
  }

  private var key: (Int, Int64, Int64) {
    (hasEnded ? 1 : 0, endedAt?.nanoseconds ?? .min, seenAt?.nanoseconds ?? .min)
  }
}

/// What is known of a task: all its observations, merged.
///
/// Merging is commutative, associative and idempotent, so neither the order of deliveries nor how
/// they are split across files matters.
package struct TaskRecord: Hashable, Sendable {
  /// The task's latest state.
  package struct State: Hashable, Sendable {
    package let stamp: ObservationStamp
    package let status: TaskStatus
    package let isOwnAccount: Bool
    package let outputCount: Int?
    package let errorCode: Int?

    package init(
      stamp: ObservationStamp, status: TaskStatus, isOwnAccount: Bool, outputCount: Int?,
      errorCode: Int?
    ) {
      self.stamp = stamp
      self.status = status
      self.isOwnAccount = isOwnAccount
      self.outputCount = outputCount
      self.errorCode = errorCode
    }
  }

  /// The latest usage, which an older observation may carry when the latest has none.
  package struct StampedUsage: Hashable, Sendable {
    package let stamp: ObservationStamp
    package let usage: Usage

    package init(stamp: ObservationStamp, usage: Usage) {
      (self.stamp, self.usage) = (stamp, usage)
    }
  }

  package let id: TaskID
  package private(set) var account: String?
  package var request: Request
  package private(set) var createdAt: Instant?
  package private(set) var state: State
  package private(set) var usage: StampedUsage?
  /// Every amount that an ended observation booked, each with its latest stamp, smallest first.
  ///
  /// More than one means disagreement, and all are kept.
  package private(set) var bookings: [StampedUsage]

  package init(
    id: TaskID, account: String?, request: Request, createdAt: Instant?, state: State,
    usage: StampedUsage?, bookings: [StampedUsage]
  ) {
    self.id = id
    self.account = account
    self.request = request
    self.createdAt = createdAt
    self.state = state
    self.usage = usage
    self.bookings = bookings
  }

  package init(_ observation: Observation) {
    let stamp = ObservationStamp(
      hasEnded: observation.status.hasEnded, endedAt: observation.endedAt,
      seenAt: observation.seenAt)
    id = observation.id
    account = observation.account
    request = observation.request
    createdAt = observation.createdAt
    state = State(
      stamp: stamp, status: observation.status, isOwnAccount: observation.isOwnAccount,
      outputCount: observation.outputCount, errorCode: observation.errorCode)
    usage = observation.usage.map { StampedUsage(stamp: stamp, usage: $0) }
    bookings = stamp.hasEnded ? [usage].compactMap(\.self) : []
  }
}

extension TaskRecord {
  /// Merges another record of the same task into this one.
  package mutating func merge(_ other: TaskRecord) {
    account = [account, other.account].compactMap(\.self).min()
    createdAt = [createdAt, other.createdAt].compactMap(\.self).min()
    if other.request.isFuller(than: request) { request = other.request }
    state = max(state, other.state)
    usage = [usage, other.usage].compactMap(\.self).max()
    bookings = TaskRecord.union(bookings, other.bookings)
  }

  private static func union(_ left: [StampedUsage], _ right: [StampedUsage]) -> [StampedUsage] {
    if left.isEmpty || right.isEmpty { return left + right }
    var latest: [Points: StampedUsage] = [:]
    for booking in left + right {
      latest[booking.usage.consume] =
        latest[booking.usage.consume].map { max($0, booking) } ?? booking
    }
    return latest.values.sorted { $0.usage.consume < $1.usage.consume }
  }
}

extension ObservedState {
  /// Whether merging keeps everything an observation with this state says, except the request, and
  /// nothing from another observation of the same task and creation time.
  ///
  /// This is the result of ``TaskRecord/merge(_:)`` when one reports the end of a task and the
  /// other is older, so a comparison of two states settles most tasks that an import sees again.
  package func replaces(_ other: ObservedState) -> Bool {
    status.hasEnded && !other.status.hasEnded && account == other.account
      && (usage != nil || other.usage == nil)
  }
}

extension TaskRecord.State: Comparable {
  package static func < (left: TaskRecord.State, right: TaskRecord.State) -> Bool {
    if left.stamp != right.stamp { return left.stamp < right.stamp }
    return left.contentKey < right.contentKey
  }

  /// Breaks ties between states of the same moment by content, so that import order never matters.
  private var contentKey: (Int, String, Int, Int, Int) {
    (
      status.progress, status.name, isOwnAccount ? 1 : 0, outputCount ?? -1,
      errorCode ?? Int.min
    )
  }
}

extension TaskRecord.StampedUsage: Comparable {
  package static func < (
    left: TaskRecord.StampedUsage, right: TaskRecord.StampedUsage
  ) -> Bool {
    if left.stamp != right.stamp { return left.stamp < right.stamp }
    return left.contentKey < right.contentKey
  }

  private var contentKey: (Points, Points, String) { (usage.consume, usage.frozen, usage.type) }
}

extension TaskRecord {
  /// What the provider booked; nil if unknown or not booked yet.
  ///
  /// An ended task costs its `consume`, less any refund. So does a running task once `consume` is
  /// above 0, as with usage type `llm`, which books at creation. If the ended observation has no
  /// usage, the booking at creation counts for a completed task; a failed one may have been
  /// refunded since, so its cost is unknown. A bill in a unit other than points is not money.
  package var billed: Points? { bill.flatMap(\.bookedPoints) }

  /// Whether what was booked is known but not money: a quota, or an unknown usage type.
  package var isBilledInOtherUnit: Bool { bill.map { $0.bookedPoints == nil } ?? false }

  /// The usage that says what the task costs, if any.
  private var bill: Usage? {
    guard let usage else { return nil }
    if usage.stamp.hasEnded { return (refund ?? usage).usage }
    return usage.usage.consume > .zero && !state.status.isWithoutResult ? usage.usage : nil
  }

  /// Points set aside for a task that has not ended: a commitment.
  ///
  /// A reserved quota is not money.
  package var frozen: Points {
    guard let usage, !state.status.hasEnded, usage.usage.unit == .points else { return .zero }
    return usage.usage.frozen
  }

  /// Whether the figures are final: the task has ended.
  package var isSettled: Bool { state.status.hasEnded }

  /// Whether ended observations disagree about the booked points without a refund to explain it.
  package var isInConflict: Bool { bookingsInPoints.count > 1 && refund == nil }

  /// The booking after a refund; nil if ended observations agree, or disagree for another reason.
  ///
  /// Only failed tasks are refunded, and a refund is never taken back. So the smallest amount
  /// booked for a failed task is the latest one, in whatever order the answers came, unless a
  /// larger one was provably booked after it.
  private var refund: StampedUsage? {
    let bookings = bookingsInPoints
    guard state.status.isWithoutResult, bookings.count > 1, let least = bookings.first,
      !bookings.dropFirst().contains(where: { $0.stamp.isSurelyLater(than: least.stamp) })
    else { return nil }
    return least
  }

  /// The amounts that can disagree: neither a single amount nor a quota can.
  private var bookingsInPoints: [StampedUsage] {
    guard bookings.count > 1 else { return [] }
    return bookings.filter { $0.usage.bookedPoints != nil }
  }
}

extension ObservationStamp {
  /// Whether an ended observation was provably made after another: it reports a later end, or the
  /// same end with a later delivery time.
  ///
  /// A polled answer reports its task's end but not when it was given, so it may be later than any
  /// delivery.
  fileprivate func isSurelyLater(than other: ObservationStamp) -> Bool {
    guard let endedAt, let otherEnd = other.endedAt else { return false }
    if endedAt != otherEnd { return endedAt > otherEnd }
    guard let seenAt, let otherSeenAt = other.seenAt else { return false }
    return otherSeenAt > endedAt && seenAt > otherSeenAt
  }
}
