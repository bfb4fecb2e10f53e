package import Domain

/// What matters about a task for being a retry or being retried.
package struct RetryTask: Hashable, Sendable {
  /// What makes two requests the same: the kind of request with all fields that the ledger keeps,
  /// the values of fields that vary from task to task (lengths of texts, seeds), and the account.
  package struct Key: Hashable, Sendable {
    package let requestID: Int64
    package let varyingValues: String
    package let account: String?

    package init(requestID: Int64, varyingValues: String, account: String?) {
      (self.requestID, self.varyingValues) = (requestID, varyingValues)
      self.account = account
    }
  }

  package let key: Key
  package let id: TaskID
  package let model: String
  package let taskType: String
  package let createdAt: Instant
  /// The creation, if the end is unknown.
  package let endedAt: Instant
  package let status: TaskStatus
  /// Nil if unknown.
  package let billed: Points?

  package init(
    key: Key, id: TaskID, model: String, taskType: String, createdAt: Instant, endedAt: Instant?,
    status: TaskStatus, billed: Points?
  ) {
    (self.key, self.id, self.model, self.taskType) = (key, id, model, taskType)
    (self.createdAt, self.endedAt) = (createdAt, endedAt ?? createdAt)
    (self.status, self.billed) = (status, billed)
  }
}

/// The same request repeated until it succeeded or was given up.
///
/// A task is the retry of a failed or canceled one if its request is the same and it was created
/// within an hour of that one's end. Of several failures, the one that ended first is retried; no
/// task is the retry of two, and none is retried twice.
package struct RetryChain: Hashable, Sendable {
  package static let withinSeconds: Int64 = 3600

  /// Two or more, in order of creation; all but the last failed.
  package let tasks: [RetryTask]

  package var isDelivered: Bool { tasks.last?.status == .completed }
  /// What its tasks cost, where known.
  package var billed: Points { tasks.reduce(.zero) { $0 + ($1.billed ?? .zero) } }
  /// Tasks whose billed amount is unknown.
  package var unmeteredTasks: Int { tasks.count { $0.billed == nil } }
  /// What the failures cost.
  package var billedFailures: Points {
    tasks.filter(\.status.isWithoutResult).reduce(.zero) { $0 + ($1.billed ?? .zero) }
  }

  /// The chains among tasks, by creation of the first task.
  package static func chains(among tasks: some Sequence<RetryTask>) -> [RetryChain] {
    Dictionary(grouping: tasks, by: \.key).values.flatMap { same in
      chains(ofEqual: same.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) })
    }.sorted { left, right in
      (left.tasks[0].createdAt, left.tasks[0].id) < (right.tasks[0].createdAt, right.tasks[0].id)
    }
  }

  private static func chains(ofEqual tasks: [RetryTask]) -> [RetryChain] {
    var open: [[RetryTask]] = []
    var closed: [[RetryTask]] = []
    for task in tasks {
      var chain: [RetryTask] = []
      let expired = open.partition { !isOver($0, at: task.createdAt) }
      closed += open[..<expired]
      open.removeFirst(expired)
      let waiting = open.indices.filter { end(of: open[$0]) <= task.createdAt }
      if let index = waiting.min(by: { isBefore(open[$0], open[$1]) }) {
        chain = open.remove(at: index)
      }
      chain.append(task)
      if task.status.isWithoutResult { open.append(chain) } else { closed.append(chain) }
    }
    return (closed + open).filter { $0.count > 1 }.map { RetryChain(tasks: $0) }
  }

  private static func end(of chain: [RetryTask]) -> Instant {
    chain.last?.endedAt ?? Instant(nanoseconds: .max)
  }

  private static func isOver(_ chain: [RetryTask], at moment: Instant) -> Bool {
    moment.nanoseconds
      > end(of: chain).adding(seconds: withinSeconds).nanoseconds
  }

  private static func isBefore(_ left: [RetryTask], _ right: [RetryTask]) -> Bool {
    guard let first = left.last, let second = right.last else { return false }
    return (first.endedAt, first.id) < (second.endedAt, second.id)
  }
}

/// A chain among the tasks of a period, or one that a change of a closed month, found in the
/// period, added or removed.
package struct CountedChain: Hashable, Sendable {
  package let chain: RetryChain
  /// 1 or −1.
  package let count: Int

  package init(_ chain: RetryChain, count: Int) {
    (self.chain, self.count) = (chain, count)
  }
}
