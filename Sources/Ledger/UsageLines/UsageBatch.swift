package import Domain
import GRDB
import Queries

/// The usage lines of an account that came from one data set.
package struct UsageBatch: Hashable, Sendable {
  /// A day of which parts are missing.
  package struct Gap: Hashable, Sendable {
    /// Nil for tasks whose creation is not known.
    package let day: CalendarDay?
    package let foundShards: Int
    package let shards: Int
  }

  package let name: String
  package let account: String?
  package fileprivate(set) var lines = 0
  package fileprivate(set) var tasks = 0
  /// The first and the last day with lines; nil if there are only tasks without a creation time.
  package fileprivate(set) var days: ClosedRange<CalendarDay>?
  package fileprivate(set) var gaps: [Gap] = []
  /// Days between others on which the batch has no tasks: none ran, or they were not reduced.
  package fileprivate(set) var emptyDays: [ClosedRange<CalendarDay>] = []

  fileprivate init(name: String, account: String?) {
    (self.name, self.account) = (name, account)
  }
}

extension LedgerStore {
  /// The batches of usage lines, by name and account.
  package func usageBatches() throws -> [UsageBatch] {
    try database.read { try UsageBatch.all(in: $0) }
  }
}

extension UsageBatch {
  fileprivate static func all(in database: Database) throws -> [UsageBatch] {
    var batches: [UsageBatch] = []
    for row in try Row.fetchAll(database, sql: Query.usageBatches.sql) {
      let batch = UsageBatch(name: row["batch"], account: row["account"])
      if batches.last?.name != batch.name || batches.last?.account != batch.account {
        batches.append(batch)
      }
      batches[batches.count - 1].add(row)
    }
    return batches
  }

  /// With this many tasks in each of the others, a shard has none in fewer than one of a million
  /// cases: tasks fall into shards by chance, and e to the power of −14 is 0.8 millionths.
  private static let tasksThatEachShardHas = 14

  /// How many shards of a day are known: those that have tasks of days before and after it have none
  /// of a quiet one.
  private static func knownShards(_ row: Row, among shards: Int) -> Int {
    let (reaching, found, tasks): (Int, Int, Int) = (row["reaching"], row["found"], row["tasks"])
    guard reaching == shards, tasks >= tasksThatEachShardHas * found else { return reaching }
    return found
  }

  private mutating func add(_ row: Row) {
    lines += row["lines"] as Int
    tasks += row["tasks"] as Int
    let number: Int = row["day"]
    let day = Int64(number) == StoredTask.undated ? nil : CalendarDay(number: number)
    let shards: Int = row["shards"]
    let found = UsageBatch.knownShards(row, among: shards)
    if found < shards { gaps.append(Gap(day: day, foundShards: found, shards: shards)) }
    guard let day else { return }
    if let last = days?.upperBound, last + 1 < day { emptyDays.append(last + 1...day + -1) }
    days = (days?.lowerBound ?? day)...day
  }
}

extension UsageBatch.Gap: CustomStringConvertible {
  /// `2026-10-03: 15 of 16 shards`.
  package var description: String {
    "\(day.map(\.description) ?? "no known day"): \(foundShards) of \(shards) shards"
  }
}

/// Days that are counted twice, which no import allows.
enum UsageOverlap {
  static func texts(in database: Database) throws -> [String] {
    try Row.fetchAll(database, sql: Query.usageOverlaps.sql).map { row in
      let day = TaskKey.name(ofDay: row["day"])
      let batch = "batch \(VisibleText.line(row["batch"]))"
      let other = (row["other_batch"] as String?).map { "batch \(VisibleText.line($0))" }
      return "\(day): counted by \(batch) and by \(other ?? "tasks")"
    }
  }
}
