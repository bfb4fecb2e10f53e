import Domain
import GRDB
import Intake
import Queries

/// A usage line as the ledger keeps it.
struct StoredUsageLine {
  let id: Int64
  let line: UsageLine
  /// Accounting day; −1 if the creation time is unknown.
  let day: Int64
  let outcome: Outcome

  /// The tasks as one record; see ``UsageLine/record(_:)``.
  var record: TaskRecord { line.record(StoredUsageLine.standIn) }

  /// What stands for the id of a task in a record: no task has it.
  static let standIn = TaskID(high: 0, low: 0, nonUUIDText: "")
}

/// Usage lines in the ledger.
struct UsageLineTable {
  private let calendar: AccountingCalendar

  init(calendar: AccountingCalendar) {
    self.calendar = calendar
  }

  /// The line of a row of the view `usage_fact`.
  func line(
    _ row: Row, by table: inout TaskTable, in database: Database
  ) throws -> StoredUsageLine {
    let state = try table.states.state(row["state_id"], in: database)
    let template = try table.requests.template(row["request_id"], in: database)
    let day: Int64 = row["day"]
    let moment = { (name: String) in
      (row[name] as Int64?).map { Instant(nanoseconds: $0) }
    }
    let created = moment("created_from").flatMap { first in
      moment("created_to").map { first...max(first, $0) }
    }
    let line = UsageLine(
      partition: UsagePartition(
        batch: row["batch"],
        shard: UsageShard("\(row["shard"] as Int)/\(row["shards"] as Int)") ?? .whole,
        account: state.account,
        day: day == StoredTask.undated ? nil : CalendarDay(number: Int(day))),
      ranAt: Instant(nanoseconds: row["ran_at"]), timeZoneName: calendar.timeZoneName,
      created: created, endedAt: moment("ended_at"),
      request: Request(
        model: template.model, taskType: template.taskType, fields: template.sharedFields),
      readFields: try StoredJSON.texts(row["read_fields"]), state: state,
      isInConflict: row["is_in_conflict"], tasks: row["tasks"], waits: row["waits"],
      waitSeconds: row["wait_seconds"])
    return StoredUsageLine(
      id: row["id"], line: line, day: day,
      outcome: try table.outcomes.outcome(row["outcome_id"], in: database))
  }

  func lines(
    _ query: Query, _ arguments: StatementArguments, by table: inout TaskTable,
    in database: Database
  ) throws -> [StoredUsageLine] {
    try Row.fetchAll(database.cachedStatement(sql: query.sql), arguments: arguments)
      .map { try line($0, by: &table, in: database) }
  }

  /// The lines that have one of some outcomes; of one day, or of all.
  func lines(
    ofOutcomes ids: [Int64], day: Int64? = nil, by table: inout TaskTable, in database: Database
  ) throws -> [StoredUsageLine] {
    let list = ids.map(String.init).joined(separator: ",")
    return try lines(
      .usageLinesOfOutcomes, ["outcomes": "[\(list)]", "day": day], by: &table, in: database)
  }
}

extension UsageLine {
  /// The fields that make a line unique in its partition.
  func keyArguments(
    partitionID: Int64, requestID: Int64, stateID: Int64
  ) -> StatementArguments {
    [
      "partition_id": partitionID, "request_id": requestID, "state_id": stateID,
      "read_fields": "[\(readFields.map { JSONText.quoted($0) }.joined(separator: ","))]",
      "is_in_conflict": isInConflict, "created_from": created?.lowerBound.nanoseconds,
      "created_to": created?.upperBound.nanoseconds, "ended_at": endedAt?.nanoseconds,
    ]
  }

  /// The day under which the line is stored.
  var storedDay: Int64 { partition.day.map { Int64($0.number) } ?? StoredTask.undated }

  /// What tasks share of it as a request: all of its fields.
  var template: RequestTemplate {
    RequestTemplate(
      model: request.model, taskType: request.taskType, sharedFields: request.fields,
      varyingNames: [])
  }
}
