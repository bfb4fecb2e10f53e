/// Unreadable records, as a row of the quarantine.
package struct QuarantinedRecords: Hashable, Sendable {
  package let id: Int64
  package let source: String
  /// Where the first of them starts.
  package let line: Int
  package let byteOffset: Int
  package let reason: String
  package let errorOffset: Int?
  /// What is kept of the first one's text.
  package let skeleton: String
  package let sha256: String
  package let records: Int
  package let dismissed: Int
  /// What a dismissal of them is kept under.
  package let key: String

  /// The reason with the byte at which reading ended.
  package var message: String {
    reason + (errorOffset.map { ", at byte \($0) of the record" } ?? "")
  }

  package var isDismissed: Bool { dismissed == records }

  package init(
    id: Int64, source: String, line: Int, byteOffset: Int, reason: String, errorOffset: Int?,
    skeleton: String, sha256: String, records: Int, dismissed: Int, key: String
  ) {
    (self.id, self.source, self.line, self.byteOffset) = (id, source, line, byteOffset)
    (self.reason, self.errorOffset) = (reason, errorOffset)
    (self.skeleton, self.sha256) = (skeleton, sha256)
    (self.records, self.dismissed, self.key) = (records, dismissed, key)
  }
}
