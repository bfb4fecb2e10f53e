import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// Gives tasks and usage lines the figures that follow from what is stored of them.
///
/// An outcome whose tasks all come to the same other figures takes these itself, so that closed
/// months are put right too; otherwise its tasks get other outcomes.
struct FigureRepair {
  private var tasks: TaskWriter

  /// Judges the tasks of some outcomes again; the rollup is to be rebuilt afterwards.
  static func run(_ outcomeIDs: Set<Int64>, by tasks: TaskWriter, in database: Database) throws {
    var repair = FigureRepair(tasks: tasks)
    let list = outcomeIDs.sorted().map(String.init).joined(separator: ",")
    let rows = try Row.fetchAll(
      database, sql: Query.outcomeTasks.sql, arguments: ["outcomes": "[\(list)]"])
    let keys = Dictionary(grouping: rows) { $0["outcome_id"] as Int64 }
    for (id, rows) in keys.sorted(by: { $0.key < $1.key }) {
      try repair.judge(rows.map { TaskKey(row: $0) }, of: id, in: database)
    }
    try repair.judgeLines(of: outcomeIDs.sorted(), in: database)
  }

  /// Gives usage lines an outcome of their own figures.
  private mutating func judgeLines(of outcomeIDs: [Int64], in database: Database) throws {
    tasks.table.outcomes = OutcomeTable(judge: tasks.judge)
    let lines = try UsageLineTable(calendar: tasks.calendar)
      .lines(ofOutcomes: outcomeIDs, by: &tasks.table, in: database)
    for stored in lines {
      let billed = stored.line.state.status.isWithoutResult ? stored.line.figures.billed : nil
      let outcome = try tasks.outcome(
        of: stored.line, penalty: billed == nil ? nil : stored.outcome.key.penalty, in: database)
      try database.cachedStatement(sql: Query.usageLineOutcome.sql).execute(
        arguments: ["id": stored.id, "outcome_id": outcome.id, "watch": outcome.watch])
    }
  }

  private mutating func judge(
    _ keys: [TaskKey], of outcomeID: Int64, in database: Database
  ) throws {
    // Those in memory may have been replaced.
    tasks.table.outcomes = OutcomeTable(judge: tasks.judge)
    let largest = try Int64.fetchOne(database, sql: Query.outcomeLargest.sql) ?? 0
    var judged: [(key: TaskKey, outcome: Outcome)] = []
    for key in keys {
      let task = try tasks.table.task(
        idHigh: key.idHigh, idLow: key.idLow, day: key.day, within: key.day...key.day, in: database)
      if let task { judged.append((key, try outcome(of: task, in: database))) }
    }
    let outcomes = Set(judged.map(\.outcome.id))
    if let outcome = judged.first?.outcome, outcomes.count == 1, outcome.id > largest {
      try take(outcome, as: outcomeID, in: database)
      judged = judged.map { ($0.key, outcome.numbered(outcomeID)) }
    }
    let update = try database.cachedStatement(sql: Query.taskOutcomeUpdate.sql)
    for (key, outcome) in judged {
      try update.execute(arguments: [
        "day": key.day, "id_high": key.idHigh, "id_low": key.idLow, "outcome_id": outcome.id,
        "watch": outcome.watch,
      ])
    }
  }

  /// The outcome of a task; its penalty is counted again later.
  private mutating func outcome(of task: StoredTask, in database: Database) throws -> Outcome {
    let billed = task.record.state.status.isWithoutResult ? task.record.billed : nil
    return try tasks.outcome(
      of: task.record, isUnlogged: task.isUnlogged,
      penalty: billed == nil ? nil : task.outcome.key.penalty, in: database)
  }

  /// Gives an outcome the figures of one that has no tasks yet.
  private func take(_ outcome: Outcome, as id: Int64, in database: Database) throws {
    try database.execute(sql: Query.outcomeDelete.sql, arguments: ["id": outcome.id])
    try database.execute(
      sql: Query.outcomeTake.sql,
      arguments: outcome.key.arguments + [
        "id": id, "pricing_input_id": outcome.key.pricingInputID, "charge_id": outcome.chargeID,
        "verdict_id": outcome.verdict.rawValue, "expected_points": outcome.expectedPoints,
      ])
  }
}

extension Outcome {
  fileprivate func numbered(_ id: Int64) -> Outcome {
    Outcome(id: id, key: key, chargeID: chargeID, verdict: verdict, expectedPoints: expectedPoints)
  }
}
