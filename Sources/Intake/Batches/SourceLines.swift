package import Domain

/// What the lines of a source turned out to hold, once it was read to its end.
package struct SourceLines: Hashable, Sendable {
  package let source: String
  package let total: Int
  /// Lines with text on which no record stands, not even an unreadable one.
  package let passed: Int
  /// Records found, including unreadable ones.
  package let records: Int
  /// Those that were read although their texts are damaged.
  package let repairs: RepairTally

  package init(
    source: String, total: Int, passed: Int, records: Int, repairs: RepairTally = RepairTally()
  ) {
    (self.source, self.total, self.passed) = (source, total, passed)
    (self.records, self.repairs) = (records, repairs)
  }

  /// Whether it has text, and none of it is a record.
  package var isUnrecognized: Bool { records == 0 && passed > 0 }
}

/// Records that were read although their texts are damaged.
package struct RepairTally: Hashable, Sendable {
  package private(set) var records = 0
  package private(set) var kinds: JSONRepairs = []

  package init() {}

  /// Counts the records among what was found in a value that was read although it is damaged.
  mutating func note(_ kinds: JSONRepairs, of items: [IntakeItem]) {
    guard !kinds.isEmpty else { return }
    records += items.count(where: \.isRecord)
    self.kinds.formUnion(kinds)
  }

  static func += (tally: inout RepairTally, other: RepairTally) {
    tally.records += other.records
    tally.kinds.formUnion(other.kinds)
  }
}
