import Domain
import GRDB
import Queries

/// Writes tags that were given to single tasks.
struct TagWriter {
  private static let origin = 0

  private let search: TaskSearch
  private var sets: TagSetTable

  init(in database: Database) throws {
    search = try TaskSearch(in: database)
    sets = try TagSetTable(in: database)
  }

  /// Writes the tags of tasks; of several values for one key the last one counts.
  mutating func write(
    _ assignments: [(id: TaskID, tag: Tag)], in database: Database
  ) throws -> TaggingSummary {
    var tags: [TaskID: [String: String]] = [:]
    for assignment in assignments {
      tags[assignment.id, default: [:]][assignment.tag.key] = assignment.tag.value
    }
    var summary = TaggingSummary()
    let ids = tags.keys.sorted { ($0.high, $0.low) < ($1.high, $1.low) }
    let days = try search.days(of: ids, in: database)
    for id in ids {
      let day = days[TaskID(high: id.high, low: id.low)]
      let isChanged = try write(
        tags[id] ?? [:], to: id, day: day ?? StrayedTags.waiting, in: database)
      if isChanged { summary.changed += 1 } else { summary.unchanged += 1 }
      if day == nil { summary.waiting += 1 }
    }
    return summary
  }

  /// Whether that changed anything.
  private mutating func write(
    _ values: [String: String], to id: TaskID, day: Int64, in database: Database
  ) throws -> Bool {
    let key = TaskTable.key(id) + ["day": day, "origin": TagWriter.origin]
    let known = try Int64.fetchOne(
      database.cachedStatement(sql: Query.taskTagOf.sql), arguments: key)
    var tags = sets[known]
    for (key, value) in values {
      tags = value.isEmpty ? tags.removing(key) : tags.merging(TagSet([key: value]))
    }
    guard tags != sets[known] else { return false }
    if tags.isEmpty {
      try database.cachedStatement(sql: Query.taskTagDelete.sql).execute(arguments: key)
    } else {
      try database.cachedStatement(sql: Query.taskTagPut.sql).execute(
        arguments: key + ["tag_set_id": try sets.id(of: tags, in: database)])
    }
    try StaleTagDays.insert([day], in: database)
    return true
  }
}
