import Billing
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
      guard let figures = counts.figures(ofOutcome: row["outcome_id"]) else { continue }
      let (apiKeyID, count): (String, Int) = (row["api_key_id"], row["tasks"])
      let key = Key(figures: figures, day: row["day"])
      if let place = tasks[key]?.firstIndex(where: { $0.apiKeyID == apiKeyID }) {
        tasks[key]?[place].tasks += count
      } else {
        tasks[key, default: []].append((apiKeyID, count))
      }
    }
  }

  /// The lines by their keys, in their order, the tasks without one last.
  ///
  /// Changes of a closed month are lines of their own: the tasks that a key has now are taken from
  /// the lines that hold tasks, one after another.
  consuming func parts(of lines: [PeriodCounts.Line]) -> [Part] {
    var parts: [Part] = []
    parts.reserveCapacity(lines.count)
    for line in lines {
      let key = Key(figures: line.figures, day: line.day)
      var rest = line.tasks
      for place in tasks[key]?.indices ?? 0..<0 where rest > 0 {
        guard let own = tasks[key]?[place], own.tasks > 0 else { continue }
        let taken = min(own.tasks, rest)
        tasks[key]?[place].tasks -= taken
        rest -= taken
        parts.append(Part(line: line.part(tasks: taken), apiKeyID: own.apiKeyID))
      }
      if rest != 0 { parts.append(Part(line: line.part(tasks: rest), apiKeyID: nil)) }
    }
    return parts
  }
}

extension PeriodCounts.Line {
  fileprivate func part(tasks: Int) -> PeriodCounts.Line {
    PeriodCounts.Line(figures: figures, day: day, foundDay: foundDay, tasks: tasks)
  }
}
