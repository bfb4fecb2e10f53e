import Domain
import GRDB
import Intake
import Queries

/// Writes usage lines into the ledger: of a partition those of the latest run count, whatever order
/// they come in, and a line that is there already changes nothing.
struct UsageLineWriter {
  /// What became of a line.
  enum Result {
    case new(tasks: Int)
    case unchanged(tasks: Int)
    /// Why it cannot be taken, with what to do.
    case refused(String)
  }

  /// Why lines of an account and day cannot be taken, as far as that has been looked up.
  private var refusals: [UsagePartition: String?] = [:]

  mutating func write(
    _ line: UsageLine, place: SourcePlace, by tasks: inout TaskWriter, in database: Database
  ) throws -> Result {
    if let reason = try refusal(of: line, by: &tasks, in: database) { return .refused(reason) }
    let accountID = try tasks.table.states.accountID(of: line.partition.account, in: database)
    guard let partitionID = try partition(of: line, accountID: accountID, by: &tasks, in: database)
    else { return .unchanged(tasks: line.tasks) }
    let key = line.keyArguments(
      partitionID: partitionID,
      requestID: try tasks.table.requests.id(of: line.template, in: database),
      stateID: try tasks.table.states.id(of: line.state, in: database))
    let known = try Row.fetchOne(
      database.cachedStatement(sql: Query.usageLineFind.sql), arguments: key)
    if let known {
      let isSame =
        known["tasks"] == line.tasks && known["waits"] == line.waits
        && known["wait_seconds"] == line.waitSeconds
      return isSame
        ? .unchanged(tasks: line.tasks)
        : .refused(
          "another line of the same run agrees with it in everything but its counts: the query "
            + "has to be run again, as a later run")
    }
    let stored = StoredPlace(
      sourceID: try tasks.sources.id(of: place.source, in: database), line: place.line)
    try tasks.add(line, partitionID: partitionID, place: stored, in: database)
    return .new(tasks: line.tasks)
  }

  /// The number of the line's partition, from which the lines of earlier runs are removed; nil if a
  /// later run has replaced the line's own.
  private func partition(
    of line: UsageLine, accountID: Int64?, by tasks: inout TaskWriter, in database: Database
  ) throws -> Int64? {
    let (partition, ranAt) = (line.partition, line.ranAt.nanoseconds)
    let key: StatementArguments = [
      "batch": partition.batch, "shards": partition.shard.count, "account_id": accountID,
      "day": line.storedDay, "shard": partition.shard.number,
    ]
    let others = try Row.fetchAll(
      database.cachedStatement(sql: Query.usagePartitionsOfOtherRuns.sql),
      arguments: key + ["ran_at": ranAt])
    guard others.allSatisfy({ ($0["ran_at"] as Int64) < ranAt }) else { return nil }
    for other in others { try remove(other["id"], isWhole: true, by: &tasks, in: database) }
    let known = try Row.fetchOne(
      database.cachedStatement(sql: Query.usagePartitionFind.sql), arguments: key)
    guard let known else {
      // What only the account history showed of the day is counted by the lines now.
      try database.execute(sql: Query.entriesOfUsageDay.sql, arguments: ["day": line.storedDay])
      return try database.cachedStatement(sql: Query.usagePartitionInsert.sql)
        .fetchNumber(key + ["ran_at": ranAt])
    }
    let (id, storedRanAt): (Int64, Int64) = (known["id"], known["ran_at"])
    guard storedRanAt <= ranAt else { return nil }
    if storedRanAt < ranAt {
      try remove(id, isWhole: false, by: &tasks, in: database)
      try database.cachedStatement(sql: Query.usagePartitionRan.sql)
        .execute(arguments: ["id": id, "ran_at": ranAt])
    }
    return id
  }

  /// Removes the lines of a partition, and the partition itself if it is gone as a whole.
  private func remove(
    _ id: Int64, isWhole: Bool, by tasks: inout TaskWriter, in database: Database
  ) throws {
    let lines = try UsageLineTable(calendar: tasks.calendar)
      .lines(.usageLinesOfPartition, ["partition_id": id], by: &tasks.table, in: database)
    for line in lines { try tasks.remove(line, in: database) }
    guard isWhole else { return }
    try database.cachedStatement(sql: Query.usagePartitionDelete.sql).execute(arguments: ["id": id])
  }
}

extension UsageLineWriter {
  /// Why a line cannot be taken; nil if it can.
  private mutating func refusal(
    of line: UsageLine, by tasks: inout TaskWriter, in database: Database
  ) throws -> String? {
    let zone = tasks.calendar.timeZoneName
    guard line.timeZoneName == zone else {
      return "time_zone: expected that of the ledger, \(zone), found another one: run the query of "
        + "piledger scale sql --timezone \(zone)"
    }
    if let created = line.created,
      [created.lowerBound, created.upperBound].contains(where: {
        tasks.calendar.day(of: $0) != line.partition.day
      })
    {
      return "day: expected the day of created_from and created_to in \(zone), found another one"
    }
    if let known = refusals[line.partition] { return known }
    let reason = try overlap(of: line, by: &tasks, in: database)
    refusals[line.partition] = .some(reason)
    return reason
  }

  /// What the ledger has of the account and day besides the batch; nil if there is nothing.
  private func overlap(
    of line: UsageLine, by tasks: inout TaskWriter, in database: Database
  ) throws -> String? {
    let day = TaskKey.name(ofDay: line.storedDay)
    let key: StatementArguments = [
      "day": line.storedDay,
      "account_id": try tasks.table.states.accountID(of: line.partition.account, in: database),
    ]
    let task = try Row.fetchOne(
      database.cachedStatement(sql: Query.taskOfAccountAndDay.sql), arguments: key)
    if let task {
      return "the ledger has the tasks of \(day) one by one, from "
        + "\(VisibleText.line(task["source"])):\(task["line"] as Int): a day is counted in one "
        + "way, by tasks or by usage lines"
    }
    let other = try Row.fetchOne(
      database.cachedStatement(sql: Query.usagePartitionOfOtherBatch.sql),
      arguments: key + ["batch": line.partition.batch])
    guard let other else { return nil }
    return "the ledger has the usage lines of \(day) from batch "
      + "\(VisibleText.line(other["batch"])), from "
      + "\(VisibleText.line(other["source"])):\(other["line"] as Int): parts of a day are shards "
      + "of one batch"
  }
}
