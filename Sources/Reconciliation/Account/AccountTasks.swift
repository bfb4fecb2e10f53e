package import Domain

/// A task that has not ended long after its like have, while points are set aside for it.
package struct StuckTask: Hashable, Sendable {
  package let id: TaskID
  package let account: String?
  package let model: String
  package let taskType: String
  package let status: String
  package let createdAt: Instant?
  package let frozen: Points

  package init(
    id: TaskID, account: String?, model: String, taskType: String, status: String,
    createdAt: Instant?, frozen: Points
  ) {
    (self.id, self.account) = (id, account)
    (self.model, self.taskType, self.status) = (model, taskType, status)
    (self.createdAt, self.frozen) = (createdAt, frozen)
  }
}

/// A task that was booked between two snapshots.
package struct BookedTask: Hashable, Sendable {
  package let id: TaskID
  package let model: String
  package let taskType: String
  package let status: String
  package let bookedAt: Instant
  package let billed: Points

  package init(
    id: TaskID, model: String, taskType: String, status: String, bookedAt: Instant, billed: Points
  ) {
    (self.id, self.model, self.taskType, self.status) = (id, model, taskType, status)
    (self.bookedAt, self.billed) = (bookedAt, billed)
  }
}
