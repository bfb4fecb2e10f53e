package import Domain
import GRDB
import Queries

/// What became of tags that were given to single tasks.
package struct TaggingSummary: Hashable, Sendable {
  /// Tasks whose tags are others than before.
  package var changed = 0
  package var unchanged = 0
  /// Of them, tasks that are not in the ledger yet; the tags wait for them.
  package var waiting = 0
}

extension LedgerStore {
  /// Sees to it that the tasks are tagged by some rules: where the ledger was tagged by others, all
  /// days are counted anew, in one transaction.
  ///
  /// - Returns: whether that was needed.
  @discardableResult
  package func useTagRules(_ rules: TagRules, asOf: Instant) throws -> Bool {
    let text = rules.isEmpty ? nil : try StoredJSON.text(of: rules)
    let today = calendar.day(of: asOf)
    var hasChanged = false
    try writeBatch { database in
      guard try LedgerStore.setting(TagCounter.rulesSetting, in: database) != text else { return }
      if let text {
        try LedgerStore.put(TagCounter.rulesSetting, text, in: database)
      } else {
        try LedgerStore.forget(TagCounter.rulesSetting, in: database)
      }
      if rules.readSources { try ToldSources.note(for: rules, in: database) }
      try database.execute(sql: Query.staleTagDaysEverywhere.sql)
      try TagRollup.refresh(foundOn: today, in: database)
      hasChanged = true
    }
    return hasChanged
  }

  /// The rules by which the ledger is tagged.
  package func tagRules() throws -> TagRules {
    try database.read { try TagCounter.rules(in: $0) }
  }

  /// The number of days whose tags are still to be counted, since a run was cut off.
  package func uncountedTagDays() throws -> Int {
    try database.read { database in
      let use = try Row.fetchOne(database, sql: Query.tagsInUse.sql)
      let areGiven: Bool = use?["are_given"] ?? false
      guard try areGiven || !TagCounter.rules(in: database).isEmpty else { return 0 }
      return try StaleTagDays.all(in: database).count
    }
  }

  /// Gives single tasks their tags, over all that imports and rules say; a tag without a value is
  /// taken away.
  package func tag(
    _ assignments: [(id: TaskID, tag: Tag)], asOf: Instant
  ) throws -> TaggingSummary {
    let today = calendar.day(of: asOf)
    var summary = TaggingSummary()
    try writeBatch { database in
      var writer = try TagWriter(in: database)
      summary = try writer.write(assignments, in: database)
      try TagRollup.refresh(foundOn: today, in: database)
    }
    return summary
  }
}
