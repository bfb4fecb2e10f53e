import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// Brings tasks to what the account history says of their ends.
///
/// A row of the history is no answer: it stands in for one that has not come. What the answers say is
/// kept next to it, so that a row that changes, or is taken back, leaves nothing behind.
struct HistoryApplication {
  private var tasks: TaskWriter
  private var names: HistoryNames
  private let filter: IDFilter
  /// The points in one unit of usage; nil while that isn't proved.
  private let pointsPerUnit: Ratio?
  private var hasNewTasks = false
  private var changedCount = 0

  private struct Candidate {
    let day: Int64
    let idHigh: Int64
    let idLow: Int64

    var key: StatementArguments { ["id_high": idHigh, "id_low": idLow] }
    var id: TaskID {
      TaskID(high: UInt64(bitPattern: idHigh), low: UInt64(bitPattern: idLow))
    }
  }

  /// What the history says of a task, with the row that says it last.
  private struct Told {
    let id: TaskID
    let end: HistoryEnd
    let latest: HistoryEntry
    let place: StoredPlace
  }

  /// Applies the history to the tasks that are to be compared.
  static func run(
    calendar: AccountingCalendar, pricer: Pricer, asOf: Instant, pointsPerUnit: Ratio?,
    in database: Database
  ) throws {
    // Read before anything is written: what is written would be read again.
    let rows = try Row.fetchCursor(database, sql: Query.historyEndCandidates.sql)
    var candidates: [Candidate] = []
    while let row = try rows.next() {
      candidates.append(
        Candidate(day: row["day"], idHigh: row["id_high"], idLow: row["id_low"]))
    }
    guard !candidates.isEmpty else { return }
    var application = HistoryApplication(
      tasks: try TaskWriter(calendar: calendar, pricer: pricer, asOf: asOf, in: database),
      names: HistoryNames(pricer.card), filter: try IDFilterTable.read(in: database),
      pointsPerUnit: pointsPerUnit)
    for candidate in candidates { try application.apply(to: candidate, in: database) }
    try application.finish(in: database)
  }

  private init(
    tasks: TaskWriter, names: HistoryNames, filter: IDFilter, pointsPerUnit: Ratio?
  ) {
    (self.tasks, self.names, self.filter) = (tasks, names, filter)
    self.pointsPerUnit = pointsPerUnit
  }

  private mutating func finish(in database: Database) throws {
    guard changedCount > 0 else { return }
    try tasks.finishBatch(in: database)
    if hasNewTasks { try IDFilterTable.write(filter, in: database) }
    var bound = SumBound()
    try bound.note(tasks: changedCount, in: database)
  }

  private mutating func apply(to candidate: Candidate, in database: Database) throws {
    let told = try told(of: candidate, in: database)
    let id = candidate.id
    let previous = try filter.days(of: id.high, id.low).flatMap { days in
      try tasks.table.task(
        idHigh: candidate.idHigh, idLow: candidate.idLow, day: candidate.day, within: days,
        in: database)
    }
    if let previous, let answers = previous.answers {
      try complete(previous, answers, by: told?.end, in: database)
    } else {
      try showAlone(told, previous, candidate, in: database)
    }
  }

  /// What the rows of a task say; nil if they don't tell its end, or if usage lines count it.
  private func told(of candidate: Candidate, in database: Database) throws -> Told? {
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: Query.entriesOfTask.sql), arguments: candidate.key)
    guard rows.allSatisfy({ ($0["comparison"] as Int) != EntryComparison.counted }) else {
      return nil
    }
    let entries = rows.map { HistoryEntry(row: $0) }
    guard let end = HistoryEnd(entries, pointsPerUnit: pointsPerUnit),
      let latest = HistoryEnd.latest(of: entries),
      let index = entries.firstIndex(of: latest)
    else { return nil }
    return Told(id: latest.task, end: end, latest: latest, place: StoredPlace(row: rows[index]))
  }

  /// Gives a task that answers name the end that the history tells, or takes it back.
  private mutating func complete(
    _ previous: StoredTask, _ answers: TaskRecord, by end: HistoryEnd?, in database: Database
  ) throws {
    guard answers.needsHistory, previous.ending?.end != end else { return }
    let task = try tasks.task(
      end.map { answers.completed(by: $0) } ?? answers,
      ending: end.map { HistoryEnding(end: $0, answers: answers) }, requestID: previous.requestID,
      place: previous.place, bookingPlaces: previous.bookingPlaces, in: database)
    try put(task, replacing: previous, in: database)
  }

  /// Writes a task that only the history shows, or removes it: while the unit isn't proved, there is
  /// nothing to count.
  private mutating func showAlone(
    _ told: Told?, _ previous: StoredTask?, _ candidate: Candidate, in database: Database
  ) throws {
    guard let told, pointsPerUnit != nil else {
      guard let previous else { return }
      try tasks.remove(previous, in: database)
      changedCount += 1
      return try note(day: nil, of: candidate, in: database)
    }
    let request = names.request(model: told.latest.model, action: told.latest.action)
    guard previous?.ending?.end != told.end || previous?.record.request != request else {
      return try note(day: previous?.day, of: candidate, in: database)
    }
    let template = RequestTemplate(
      model: request.model, taskType: request.taskType, sharedFields: [], varyingNames: [])
    let task = try tasks.task(
      TaskRecord(id: told.id, request: request, end: told.end),
      ending: HistoryEnding(end: told.end, answers: nil),
      requestID: try tasks.table.requests.id(of: template, in: database), place: told.place,
      in: database)
    try put(task, replacing: previous, in: database)
    try note(day: task.day, of: candidate, in: database)
  }

  private mutating func put(
    _ task: StoredTask, replacing previous: StoredTask?, in database: Database
  ) throws {
    try tasks.put(task, replacing: previous, in: database)
    changedCount += 1
    guard previous?.day != task.day else { return }
    filter.insert(task.record.id.high, task.record.id.low, day: task.day)
    hasNewTasks = true
  }

  /// Tells the rows of a task that no answer names where it is.
  private func note(day: Int64?, of candidate: Candidate, in database: Database) throws {
    try database.cachedStatement(sql: Query.unansweredTaskPlace.sql)
      .execute(arguments: candidate.key + ["task_day": day])
  }
}
