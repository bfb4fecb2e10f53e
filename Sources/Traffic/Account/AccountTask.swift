import Domain

/// A task of a big account's traffic.
struct AccountTask: Sendable {
  let id: TaskID
  /// The places of its kind and its quantity in their lists.
  let kind: Int
  let choice: Int
  let createdAt: Instant
  let endedAt: Instant
  let points: Points
  let isFailed: Bool
  let isOwnAccount: Bool
  /// Bits that decide its prompt and what else does not matter to its price.
  let ticket: UInt64

  /// The moment at which a task that was logged as pending is logged again, six hours later.
  var loggedAgainAt: Instant { createdAt.adding(seconds: 6 * 3600) }
}
