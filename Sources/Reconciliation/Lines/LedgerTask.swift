package import Domain

/// A task as listings and exports show it: which it is, when it ran, and its ledger line.
package struct LedgerTask: Hashable, Sendable {
  package let id: TaskID
  /// Nil where it is not known, or not asked for.
  package var account: String?
  package var createdAt: Instant?
  package var endedAt: Instant?
  /// When its amount was booked, where it is listed by that.
  package var bookedAt: Instant?
  /// By the account history, where it is asked for and knows the task.
  package var apiKeyID: String?
  /// What the ledger says of it, as of one task of its day.
  package var line: LedgerLine

  package init(
    id: TaskID, account: String? = nil, createdAt: Instant? = nil, endedAt: Instant? = nil,
    bookedAt: Instant? = nil, apiKeyID: String? = nil, line: LedgerLine
  ) {
    (self.id, self.account, self.apiKeyID) = (id, account, apiKeyID)
    (self.createdAt, self.endedAt, self.bookedAt) = (createdAt, endedAt, bookedAt)
    self.line = line
  }
}

/// Everything that the ledger knows of one task, for its explanation.
package struct ExplainedTask: Hashable, Sendable {
  /// An amount that an ended observation booked.
  package struct Booking: Hashable, Sendable {
    package let points: Points
    package let endedAt: Instant?
    /// Where it was read: `name:line`.
    package let source: String

    package init(points: Points, endedAt: Instant?, source: String) {
      (self.points, self.endedAt, self.source) = (points, endedAt, source)
    }
  }

  package let record: TaskRecord
  /// Where it was read: `name:line`.
  package let source: String
  /// Its ledger line, with its rate and its tags.
  package let line: LedgerLine
  /// What the penalty rule keeps of a failed task's price, nil where no rule counts it.
  package let penalty: PenaltyCalculation?
  /// The amounts about which ended observations disagree.
  package let bookings: [Booking]

  package init(
    record: TaskRecord, source: String, line: LedgerLine, penalty: PenaltyCalculation?,
    bookings: [Booking]
  ) {
    (self.record, self.source, self.line) = (record, source, line)
    (self.penalty, self.bookings) = (penalty, bookings)
  }
}
