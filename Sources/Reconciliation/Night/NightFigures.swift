package import Domain

/// What a night run knows, and the next one compares with.
package struct NightFigures: Hashable, Sendable {
  package let day: CalendarDay
  package let checked: Points
  package let billed: Points
  /// What the account holds; nil where that is not known.
  package let balance: Points?
  package let findings: [NightFinding]
  /// What stood in the inbox and was not read, by path.
  package let skipped: [SkippedFile]

  /// What stands in the inbox and is not read; the same again is no news.
  package struct SkippedFile: Hashable, Sendable {
    package let path: String
    package let reason: String
    /// Another size is another content; nil for what is no file.
    package let sizeBytes: Int64?

    package init(path: String, reason: String, sizeBytes: Int64?) {
      (self.path, self.reason, self.sizeBytes) = (path, reason, sizeBytes)
    }

    /// Each once, by path: inboxes may overlap.
    package static func all(_ files: [SkippedFile]) -> [SkippedFile] {
      Dictionary(files.map { ($0.path, $0) }) { first, _ in first }.values
        .sorted { $0.path < $1.path }
    }
  }

  package init(
    day: CalendarDay, checked: Points, billed: Points, balance: Points?, findings: [NightFinding],
    skipped: [SkippedFile] = []
  ) {
    self.skipped = skipped
    self.day = day
    self.checked = checked
    self.billed = billed
    self.balance = balance
    self.findings = findings
  }
}
