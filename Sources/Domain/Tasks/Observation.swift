/// One record about a task: the task seen in one state.
package struct Observation: Hashable, Sendable {
  package var id: TaskID
  package var account: String?
  package var request: Request
  package var status: TaskStatus
  /// Whether the task ran on the user's own account (private pool), which has a seat price.
  package var isOwnAccount: Bool
  package var usage: Usage?
  package var createdAt: Instant?
  package var startedAt: Instant?
  package var endedAt: Instant?
  /// When the record was sent, if it says so (the webhook's `timestamp`).
  package var deliveredAt: Instant?
  /// The number of results in the output; nil if there are none to count.
  package var outputCount: Int?
  /// The provider's error code, nil for none (0).
  package var errorCode: Int?

  package init(
    id: TaskID, account: String? = nil, request: Request, status: TaskStatus,
    isOwnAccount: Bool = false, usage: Usage? = nil, createdAt: Instant? = nil,
    startedAt: Instant? = nil, endedAt: Instant? = nil, deliveredAt: Instant? = nil,
    outputCount: Int? = nil, errorCode: Int? = nil
  ) {
    self.id = id
    self.account = account
    self.request = request
    self.status = status
    self.isOwnAccount = isOwnAccount
    self.usage = usage
    self.createdAt = createdAt
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.deliveredAt = deliveredAt
    self.outputCount = outputCount
    self.errorCode = errorCode
  }

  /// The latest moment after which the record was provably written.
  package var seenAt: Instant? {
    [createdAt, startedAt, endedAt, deliveredAt].compactMap(\.self).max()
  }
}

/// What an observation says about a task besides its request and times.
///
/// There are few such states, and many tasks share each.
package struct ObservedState: Hashable, Sendable {
  package var account: String?
  package let status: TaskStatus
  package let isOwnAccount: Bool
  package let outputCount: Int?
  package let errorCode: Int?
  package let usage: Usage?

  package init(
    account: String?, status: TaskStatus, isOwnAccount: Bool, outputCount: Int?, errorCode: Int?,
    usage: Usage?
  ) {
    self.account = account
    self.status = status
    self.isOwnAccount = isOwnAccount
    self.outputCount = outputCount
    self.errorCode = errorCode
    self.usage = usage
  }
}

extension Observation {
  package var observedState: ObservedState {
    ObservedState(
      account: account, status: status, isOwnAccount: isOwnAccount, outputCount: outputCount,
      errorCode: errorCode, usage: usage)
  }
}
