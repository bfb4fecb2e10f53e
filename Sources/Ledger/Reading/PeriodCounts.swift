import Domain
import GRDB
import Queries
import Reconciliation

/// What reports tell the tasks of a day apart by; what is less than 0 is no known amount.
struct ReportedFigures: Hashable {
  let chargeID: Int64
  let statusID: Int64
  var verdictID: Int64
  let billedPoints: Int64
  let expectedPoints: Int64
  let frozenPoints: Int64
  let errorCode: Int64

  fileprivate init(row: Row) {
    chargeID = row["charge_id"]
    statusID = row["status_id"]
    verdictID = row["verdict_id"]
    billedPoints = row["billed_points"]
    expectedPoints = row["expected_points"]
    frozenPoints = row["frozen_points"]
    errorCode = row["error_code"]
  }

  /// The order of figures of one charge.
  fileprivate var order: (Int64, Int64, Int64, Int64, Int64, Int64) {
    (statusID, verdictID, billedPoints, expectedPoints, frozenPoints, errorCode)
  }
}

/// The numbers of tasks of a period by what reports tell apart.
///
/// Outcomes with the same figures count together. A day's rows are added up in an array, since a
/// dictionary of all days would take longer than reading them.
struct PeriodCounts {
  /// Tasks that agree; of a closed month with the day on which they were found to have changed.
  struct Line {
    let figures: ReportedFigures
    let day: Int64
    let foundDay: CalendarDay?
    let tasks: Int
  }

  private struct Key: Hashable {
    let figures: ReportedFigures
    let day: Int64
    let foundDay: CalendarDay?
  }

  let period: ReportPeriod
  /// The figures of outcomes, each once, in the order of lines of one day.
  private let figures: [ReportedFigures]
  /// The place in ``figures`` of each outcome.
  private let places: [Int64: Int]
  private var lines: [Line] = []
  /// What is added to the lines, and adjustments.
  private var changes: [Key: Int] = [:]

  /// Reads a period, with the rank of each charge among the names of SKUs.
  init(_ period: ReportPeriod, chargeRanks: [Int64: Int], in database: Database) throws {
    self.period = period
    let outcomes = try Row.fetchAll(database, sql: Query.outcomeFigures.sql).map { row in
      (id: row["id"] as Int64, figures: ReportedFigures(row: row))
    }
    figures = Set(outcomes.map(\.figures)).sorted { left, right in
      let (first, second) = (chargeRanks[left.chargeID] ?? 0, chargeRanks[right.chargeID] ?? 0)
      return first == second ? left.order < right.order : first < second
    }
    let places = Dictionary(uniqueKeysWithValues: figures.enumerated().map { ($1, $0) })
    self.places = Dictionary(
      uniqueKeysWithValues: outcomes.map { ($0.id, places[$0.figures] ?? 0) })
    try readRollup(in: database)
    try readAdjustments(in: database)
  }

  private mutating func readRollup(in database: Database) throws {
    let statement = try RawStatement(Query.rollupOfPeriod.sql, in: database)
    statement.bind(period.since.map { Int64($0.number) }, at: 1)
    statement.bind(period.until.map { Int64($0.number) }, at: 2)
    defer { statement.finish() }
    var tasks = [Int](repeating: 0, count: figures.count)
    var day: Int64?
    while try statement.hasRow() {
      let next = statement.integer(at: 0)
      if let day, day != next { addLines(of: day, &tasks) }
      day = next
      if let place = places[statement.integer(at: 1)] {
        tasks[place] += Int(statement.integer(at: 2))
      }
    }
    if let day { addLines(of: day, &tasks) }
  }

  private mutating func addLines(of day: Int64, _ tasks: inout [Int]) {
    for place in tasks.indices where tasks[place] != 0 {
      lines.append(
        Line(figures: figures[place], day: day, foundDay: nil, tasks: tasks[place]))
      tasks[place] = 0
    }
  }

  private mutating func readAdjustments(in database: Database) throws {
    let days: StatementArguments = ["since": period.since?.number, "until": period.until?.number]
    for row in try Row.fetchAll(database, sql: Query.adjustmentsOfPeriod.sql, arguments: days) {
      guard let place = places[row["outcome_id"]] else { continue }
      let key = Key(
        figures: figures[place], day: row["day"], foundDay: CalendarDay(number: row["found_day"]))
      changes[key, default: 0] += row["tasks"] as Int
    }
  }

  /// What reports tell the tasks of an outcome apart by.
  func figures(ofOutcome id: Int64) -> ReportedFigures? { places[id].map { figures[$0] } }

  /// Moves one task from one verdict to another; of a closed month as a change found on a day.
  mutating func move(_ shift: VerdictShift, foundDay: CalendarDay?) {
    guard let place = places[shift.outcome.id], contains(shift.day, foundDay: foundDay) else {
      return
    }
    let old = figures[place]
    var new = old
    new.verdictID = Int64(shift.verdict.rawValue)
    changes[Key(figures: old, day: shift.day, foundDay: foundDay), default: 0] -= 1
    changes[Key(figures: new, day: shift.day, foundDay: foundDay), default: 0] += 1
  }

  func contains(_ day: Int64, foundDay: CalendarDay?) -> Bool {
    if let foundDay { return period.contains(foundDay) }
    guard day != StoredTask.undated else { return period.isAll }
    return period.contains(CalendarDay(number: Int(day)))
  }
}

extension PeriodCounts {
  /// The lines that any task is in: by day and then by the rank of the charge, after them the
  /// adjustments by the day on which they were found.
  func all(chargeRanks: [Int64: Int]) -> [Line] {
    guard !changes.isEmpty else { return lines }
    var changes = changes
    var changed = lines.compactMap { line in
      let key = Key(figures: line.figures, day: line.day, foundDay: nil)
      let tasks = line.tasks + (changes.removeValue(forKey: key) ?? 0)
      return tasks == 0
        ? nil : Line(figures: line.figures, day: line.day, foundDay: nil, tasks: tasks)
    }
    changed += changes.filter { $0.value != 0 }.map {
      Line(
        figures: $0.key.figures, day: $0.key.day, foundDay: $0.key.foundDay, tasks: $0.value)
    }
    return changed.sorted { PeriodCounts.isBefore($0, $1, chargeRanks) }
  }

  static func isBefore(
    _ left: Line, _ right: Line, _ chargeRanks: [Int64: Int]
  ) -> Bool {
    if left.foundDay != right.foundDay {
      return (left.foundDay?.number ?? -1) < (right.foundDay?.number ?? -1)
    }
    if left.day != right.day { return left.day < right.day }
    let (first, second) = (left.figures, right.figures)
    if first.chargeID != second.chargeID {
      return chargeRanks[first.chargeID] ?? 0 < chargeRanks[second.chargeID] ?? 0
    }
    return first.order < second.order
  }
}
