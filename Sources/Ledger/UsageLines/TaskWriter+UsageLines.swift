import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

extension TaskWriter {
  /// The outcome of each task of a line.
  mutating func outcome(
    of line: UsageLine, penalty: Points? = nil, in database: Database
  ) throws -> Outcome {
    try outcome(
      of: line.figures, account: line.partition.account, errorCode: line.state.errorCode,
      penalty: penalty, pricing: try pricingInputs.entry(for: line, in: database), in: database)
  }

  /// Adds a line that the ledger does not have.
  mutating func add(
    _ line: UsageLine, partitionID: Int64, place: StoredPlace, in database: Database
  ) throws {
    let outcome = try outcome(of: line, in: database)
    let key = line.keyArguments(
      partitionID: partitionID,
      requestID: try table.requests.id(of: line.template, in: database),
      stateID: try table.states.id(of: line.state, in: database))
    try database.cachedStatement(sql: Query.usageLineInsert.sql).execute(
      arguments: key + [
        "outcome_id": outcome.id, "tasks": line.tasks, "waits": line.waits,
        "wait_seconds": line.waitSeconds, "watch": outcome.watch, "source_id": place.sourceID,
        "line": place.line,
      ])
    try count(line, 1, outcomeID: outcome.id, in: database)
    noteViolations(of: line)
  }

  mutating func remove(_ stored: StoredUsageLine, in database: Database) throws {
    try database.cachedStatement(sql: Query.usageLineDelete.sql)
      .execute(arguments: ["id": stored.id])
    try count(stored.line, -1, outcomeID: stored.outcome.id, in: database)
    noteViolations(of: stored.line)
  }

  /// Judges a line again.
  mutating func rejudge(
    _ stored: StoredUsageLine, penalty: Points?, in database: Database
  ) throws {
    let outcome = try outcome(of: stored.line, penalty: penalty, in: database)
    guard outcome.id != stored.outcome.id else { return }
    try database.cachedStatement(sql: Query.usageLineOutcome.sql)
      .execute(arguments: ["id": stored.id, "outcome_id": outcome.id, "watch": outcome.watch])
    try count(stored.line, -1, outcomeID: stored.outcome.id, in: database)
    try count(stored.line, 1, outcomeID: outcome.id, in: database)
  }

  /// Adds the tasks of a line to the rollup, or takes them away if the sign is −1.
  ///
  /// What that changes in a closed month belongs to no task that is known by its id.
  private mutating func count(
    _ line: UsageLine, _ sign: Int, outcomeID: Int64, in database: Database
  ) throws {
    delta.add(
      sign * line.tasks, day: line.storedDay, outcomeID: outcomeID, waits: sign * line.waits,
      waitSeconds: Int64(sign) * line.waitSeconds)
    try changedTasks.keepUnnamed(
      sign * line.tasks, day: line.storedDay, outcomeID: outcomeID, in: database)
  }

  private mutating func noteViolations(of line: UsageLine) {
    if let day = violationDay(of: line.record(StoredUsageLine.standIn)) {
      violationDays.insert(day)
    }
  }
}

extension UsageLine {
  /// The line's side of a verdict.
  var figures: TaskFigures {
    var figures = TaskFigures(record(StoredUsageLine.standIn))
    figures.isInConflict = isInConflict
    return figures
  }
}

extension PricingInputTable {
  /// What the tasks of a line are priced by, and their charge.
  mutating func entry(for line: UsageLine, in database: Database) throws -> Entry {
    let dependencies = dependencies(model: line.request.model, taskType: line.request.taskType)
    return try entry(for: PricedSpan(line, dependencies: dependencies), in: database)
  }
}

extension PricedSpan {
  /// What the tasks of a line are priced by: nothing, if it does not tell all that a rate reads.
  init(_ line: UsageLine, dependencies: Pricer.Dependencies) {
    let missing = dependencies.fieldNames.subtracting(line.readFields)
    let isDivided = line.created.map { created in
      dependencies.boundaries.contains { created.lowerBound < $0 && $0 <= created.upperBound }
    }
    guard missing.isEmpty, isDivided != true else {
      self.init(untold: missing.sorted(), of: line.request)
      return
    }
    self.init(
      request: line.request,
      outputCount: line.state.status == .completed ? line.state.outputCount : nil,
      createdAt: line.created?.lowerBound, dependencies: dependencies)
  }
}
