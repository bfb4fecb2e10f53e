package import Domain

/// A task as listings and exports show it: its identity, its times, and its ledger line.
package struct LedgerTask: Hashable, Sendable {
  package let id: TaskID
  /// Nil if unknown or not requested.
  package var account: String?
  package var createdAt: Instant?
  package var endedAt: Instant?
  /// When its amount was booked, if listed by that.
  package var bookedAt: Instant?
  /// From the account history, if requested and known there.
  package var apiKeyID: String?
  /// Its ledger line, for one task.
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

/// Everything that the ledger knows about one task, for its explanation.
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
  /// The part of a failed task's price that the penalty rule keeps; nil if no rule counts it.
  package let penalty: PenaltyCalculation?
  /// The amounts about which ended observations disagree.
  package let bookings: [Booking]
  /// What the provider said when it was asked for the task; nil if it was not.
  package let asked: AskedTask?
  /// Whether the account history tells of its end, or of its amount, what no answer does.
  package let isCompletedByHistory: Bool

  package init(
    record: TaskRecord, source: String, line: LedgerLine, penalty: PenaltyCalculation?,
    bookings: [Booking], asked: AskedTask? = nil, isCompletedByHistory: Bool = false
  ) {
    (self.record, self.source, self.line) = (record, source, line)
    (self.penalty, self.bookings, self.asked) = (penalty, bookings, asked)
    self.isCompletedByHistory = isCompletedByHistory
  }
}
