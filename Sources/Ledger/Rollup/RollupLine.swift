import GRDB
import Queries

/// The tasks of a day that have an outcome, adjustments included.
struct RollupLine {
  let outcomeID: Int64
  let day: Int64
  let tasks: Int

  /// The lines of some outcomes, those whose tasks cancel out included.
  static func all(of outcomeIDs: [Int64], in database: Database) throws -> [RollupLine] {
    let list = outcomeIDs.map(String.init).joined(separator: ",")
    let rows = try Row.fetchAll(
      database, sql: Query.rollupOfOutcomes.sql, arguments: ["outcomes": "[\(list)]"])
    return rows.map {
      RollupLine(outcomeID: $0["outcome_id"], day: $0["day"], tasks: $0["tasks"])
    }
  }
}
