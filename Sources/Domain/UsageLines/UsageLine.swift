/// Tasks that agree in everything that a price or a verdict depends on, with their count: what a
/// reducing query makes of the answers that an analytic engine holds.
package struct UsageLine: Hashable, Sendable {
  /// The member by which a line is recognized; its value is the version of the form.
  package static let mark = "piledger_lines"
  package static let version: Int64 = 1

  package var partition: UsagePartition
  /// When the query was run: of a partition only the lines of the latest run count.
  package var ranAt: Instant
  /// The zone whose days the partitions are.
  package var timeZoneName: String
  /// The creation of the first and of the last task; nil if it is not known.
  package var created: ClosedRange<Instant>?
  /// The end, told only of tasks whose verdict can change with time.
  package var endedAt: Instant?
  package var request: Request
  /// The names of the fields that the query looked for, sorted.
  package var readFields: [String]
  /// What each of the tasks says besides; the amount is the one that counts by the rule by which
  /// answers are merged.
  package var state: ObservedState
  /// Whether answers about a task disagree about the amount.
  package var isInConflict: Bool
  package var tasks: Int
  /// Ended tasks whose time from creation to end is known, and that time, summed.
  package var waits: Int
  package var waitSeconds: Int64

  package init(
    partition: UsagePartition, ranAt: Instant, timeZoneName: String,
    created: ClosedRange<Instant>?, endedAt: Instant?, request: Request, readFields: [String],
    state: ObservedState, isInConflict: Bool, tasks: Int, waits: Int, waitSeconds: Int64
  ) {
    (self.partition, self.ranAt, self.timeZoneName) = (partition, ranAt, timeZoneName)
    (self.created, self.endedAt) = (created, endedAt)
    (self.request, self.readFields, self.state) = (request, readFields, state)
    self.isInConflict = isInConflict
    (self.tasks, self.waits, self.waitSeconds) = (tasks, waits, waitSeconds)
  }
}

/// The tasks that one run of a reducing query replaces as a whole: those of an account and an
/// accounting day in a part of a batch.
package struct UsagePartition: Hashable, Sendable {
  /// The data set that was reduced, as its owner calls it.
  package let batch: String
  package let shard: UsageShard
  /// Nil if the answers do not name one.
  package let account: String?
  /// Nil for tasks whose creation is not known.
  package let day: CalendarDay?

  package init(batch: String, shard: UsageShard, account: String?, day: CalendarDay?) {
    (self.batch, self.shard, self.account, self.day) = (batch, shard, account, day)
  }

  func assigned(to account: String?) -> UsagePartition {
    UsagePartition(batch: batch, shard: shard, account: account, day: day)
  }
}

/// A part of a batch, by the tasks' ids: `3/16`.
package struct UsageShard: Hashable, Sendable {
  package static let whole = UsageShard(number: 1, count: 1)
  private static let limit = 10_000

  /// From 1 to the count.
  package let number: Int
  package let count: Int

  private init(number: Int, count: Int) {
    (self.number, self.count) = (number, count)
  }

  /// Nil for a text of another form.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      (1...UsageShard.limit).contains(count), (1...count).contains(number)
    else { return nil }
    self.init(number: number, count: count)
  }
}

extension UsageShard: CustomStringConvertible {
  package var description: String { "\(number)/\(count)" }
}

extension UsageLine {
  /// The same tasks as those of an account; nil if nothing tells it.
  package func assigned(to account: String?) -> UsageLine {
    var line = self
    line.partition = partition.assigned(to: account)
    line.state.account = account
    return line
  }

  /// The tasks as one record, from which the ledger's figures follow, under what stands for an id.
  package func record(_ id: TaskID) -> TaskRecord {
    let stamp = ObservationStamp(
      hasEnded: state.status.hasEnded, endedAt: endedAt, seenAt: nil)
    let usage = state.usage.map { TaskRecord.StampedUsage(stamp: stamp, usage: $0) }
    return TaskRecord(
      id: id, account: state.account, request: request, createdAt: created?.lowerBound,
      state: TaskRecord.State(
        stamp: stamp, status: state.status, isOwnAccount: state.isOwnAccount,
        outputCount: state.outputCount, errorCode: state.errorCode),
      usage: usage, bookings: usage.map { $0.stamp.hasEnded ? [$0] : [] } ?? [])
  }
}
