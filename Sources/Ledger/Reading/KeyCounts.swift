import Domain
import GRDB
import Queries

/// Splits lines by the API keys that the account history says their tasks are of.
struct KeyCounts {
  /// Some tasks of a line; without a key where the history does not name one.
  struct Part {
    let line: PeriodCounts.Line
    let apiKeyID: String?
  }

  private struct Key: Hashable {
    let figures: ReportedFigures
    let day: Int64
  }

  /// The tasks of each key, by its id.
  private var tasks: [Key: [(apiKeyID: String, tasks: Int)]] = [:]

  init(_ counts: PeriodCounts, in database: Database) throws {
    for row in try Row.fetchAll(database, sql: Query.keyTasksByDay.sql) {
      let day: Int64 = row["day"]
      guard let figures = counts.figures(ofOutcome: row["outcome_id"]),
        counts.contains(day, foundDay: nil)
      else { continue }
      let (apiKeyID, count): (String, Int) = (row["api_key_id"], row["tasks"])
      let key = Key(figures: figures, day: day)
      if let place = tasks[key]?.firstIndex(where: { $0.apiKeyID == apiKeyID }) {
        tasks[key]?[place].tasks += count
      } else {
        tasks[key, default: []].append((apiKeyID, count))
      }
    }
  }

  /// The lines by their keys, in their order, the tasks without one after those with one.
  ///
  /// A key has its tasks as they are now, on their own day. Changes of closed months are of no key, and
  /// what they moved is taken from what has none: so the parts of a day sum to its lines.
  consuming func parts(of lines: [PeriodCounts.Line]) -> [Part] {
    var parts: [Part] = []
    parts.reserveCapacity(lines.count)
    for line in lines {
      let key = Key(figures: line.figures, day: line.day)
      let own = line.foundDay == nil ? tasks.removeValue(forKey: key) : nil
      parts += KeyCounts.parts(of: line, tasks: own ?? [])
    }
    // Tasks of closed months that had other figures when these were closed.
    let others = tasks.map { key, _ in
      PeriodCounts.Line(figures: key.figures, day: key.day, foundDay: nil, tasks: 0)
    }.sorted { PeriodCounts.isBefore($0, $1, [:]) }
    return parts
      + others.flatMap { line in
        KeyCounts.parts(
          of: line, tasks: tasks[Key(figures: line.figures, day: line.day)] ?? [])
      }
  }

  private static func parts(
    of line: PeriodCounts.Line, tasks: [(apiKeyID: String, tasks: Int)]
  ) -> [Part] {
    let rest = line.tasks - tasks.reduce(0) { $0 + $1.tasks }
    return tasks.map { Part(line: line.part(tasks: $0.tasks), apiKeyID: $0.apiKeyID) }
      + (rest == 0 ? [] : [Part(line: line.part(tasks: rest), apiKeyID: nil)])
  }
}

extension PeriodCounts.Line {
  fileprivate func part(tasks: Int) -> PeriodCounts.Line {
    PeriodCounts.Line(figures: figures, day: day, foundDay: foundDay, tasks: tasks)
  }
}
