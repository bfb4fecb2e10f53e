import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// Proves that each task is in the ledger once, and that the filter of task ids knows it.
struct TaskIDProof {
  private let table: TaskTable
  /// Nil if it is out of date, so that the next import rebuilds it.
  private let stored: IDFilter?
  /// That of the tasks that were met so far.
  private let met = IDFilter()
  /// Tasks that were perhaps met before.
  private var perhapsRepeated: [TaskKey] = []

  static func check(_ differences: inout Differences, in database: Database) throws {
    var filter: IDFilter?
    switch try IDFilterTable.stored(in: database) {
    case .whole(let stored): filter = stored
    case .outOfDate: break
    case .damaged: differences.add("the filter of task ids is not as it was stored")
    }
    let table = try TaskTable(
      outcomes: OutcomeTable(judge: Judge(rules: SettlementRules())), in: database)
    var proof = TaskIDProof(table: table, stored: filter)
    try proof.meetAll(&differences, in: database)
    try proof.tellRepeated(&differences, in: database)
    try proof.checkTexts(&differences, in: database)
    try proof.checkDetails(&differences, in: database)
  }

  private init(table: TaskTable, stored: IDFilter?) {
    (self.table, self.stored) = (table, stored)
  }

  private mutating func meetAll(
    _ differences: inout Differences, in database: Database
  ) throws {
    let statement = try RawStatement(Query.taskIds.sql, in: database)
    defer { statement.finish() }
    while try statement.hasRow() {
      let (idHigh, idLow) = (statement.integer(at: 0), statement.integer(at: 1))
      let day = statement.integer(at: 2)
      let (high, low) = (UInt64(bitPattern: idHigh), UInt64(bitPattern: idLow))
      if let stored, !stored.covers(high, low, day: day) {
        differences.add(
          "\(TaskKey(day: day, idHigh: idHigh, idLow: idLow)): the filter of task ids does not know it"
        )
      }
      if met.mayContain(high, low) {
        perhapsRepeated.append(TaskKey(day: day, idHigh: idHigh, idLow: idLow))
      }
      met.insert(high, low, day: day)
    }
  }

  private func tellRepeated(_ differences: inout Differences, in database: Database) throws {
    let statement = try RawStatement(Query.taskOfDay.sql, in: database)
    for key in perhapsRepeated {
      let days = try table.days.filter { try TaskRow(key.id, day: $0, statement) != nil }
      guard days.count > 1 else { continue }
      let names = days.map { TaskKey.name(ofDay: $0) }.joined(separator: ", ")
      differences.add("task \(key.id.text) is there \(days.count) times: \(names)")
    }
  }

  /// The text of an id makes the numbers that it is stored with.
  private func checkTexts(_ differences: inout Differences, in database: Database) throws {
    let rows = try Row.fetchCursor(database, sql: Query.textsOfTaskIds.sql)
    while let row = try rows.next() {
      let (text, high, low): (String, Int64, Int64) = (
        row["task_id"], row["id_high"], row["id_low"]
      )
      let id = TaskID(text)
      if Int64(bitPattern: id.high) != high || Int64(bitPattern: id.low) != low {
        differences.add(
          "task \(VisibleText.line(text, limit: 100)): its text is not that of its number")
      }
    }
  }

  /// A task of which there are details says so.
  private func checkDetails(_ differences: inout Differences, in database: Database) throws {
    for row in try Row.fetchAll(database, sql: Query.detailsOfTasks.sql) {
      let key = TaskKey(day: StoredTask.undated, idHigh: row["id_high"], idLow: row["id_low"])
      guard let days = met.days(of: key.id.high, key.id.low),
        let task = try table.row(key.id, likelyDay: nil, within: days, in: database),
        !task.hasDetails
      else { continue }
      differences.add(
        "\(TaskKey(day: task.day, idHigh: key.idHigh, idLow: key.idLow)): its details are not counted"
      )
    }
  }
}
