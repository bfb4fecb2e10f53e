import Domain
import GRDB
import Queries
import Reconciliation

/// What distinguishes the lines of a day; amounts below 0 are unknown.
struct LineFigures: Hashable {
  let chargeID: Int64
  let statusID: Int64
  var verdictID: Int64
  let billedPoints: Int64
  let expectedPoints: Int64
  let frozenPoints: Int64
  let errorCode: Int64
  /// By ``AccountNames``.
  let account: Int64

  /// A row of ``Query/outcomeFigures``.
  init(row: Row, accounts: AccountNames) {
    chargeID = row["charge_id"]
    statusID = row["status_id"]
    verdictID = row["verdict_id"]
    billedPoints = row["billed_points"]
    expectedPoints = row["expected_points"]
    frozenPoints = row["frozen_points"]
    errorCode = row["error_code"]
    account = accounts.number(ofStored: row["account_id"])
  }

  /// Compares first what differs most often.
  func hash(into hasher: inout Hasher) {
    hasher.combine(chargeID)
    hasher.combine(billedPoints)
    hasher.combine(verdictID)
  }
}

/// Figures on a day; for a change of a closed month, with the day on which it was found.
struct LineKey: Hashable {
  var figures: LineFigures
  let day: Int64
  let foundDay: CalendarDay?
}

/// The order of lines: by day and then by SKU, followed by the adjustments by the day on which they
/// were found.
struct LineOrder {
  /// The rank of each charge when sorted by SKU name.
  private let ranks: [Int64: Int]

  init(_ pricings: [Int64: LedgerLine.Pricing]) {
    let sorted = pricings.map { (name: $0.value.skuName, id: $0.key) }
      .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    ranks = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.id, $0) })
  }

  func isBefore(_ left: PeriodCounts.Line, _ right: PeriodCounts.Line) -> Bool {
    let (first, second) = (left.key, right.key)
    if first.foundDay != second.foundDay {
      return (first.foundDay?.number ?? -1) < (second.foundDay?.number ?? -1)
    }
    if first.day != second.day { return first.day < second.day }
    return isBefore(first.figures, second.figures)
  }

  func isBefore(_ left: LineFigures, _ right: LineFigures) -> Bool {
    let (first, second) = (ranks[left.chargeID] ?? 0, ranks[right.chargeID] ?? 0)
    return first == second ? isBeforeInSKU(left, right) : first < second
  }

  /// By all else that distinguishes lines.
  private func isBeforeInSKU(_ left: LineFigures, _ right: LineFigures) -> Bool {
    let rest = { (figures: LineFigures) in
      (
        figures.statusID, figures.verdictID, figures.billedPoints, figures.expectedPoints,
        figures.frozenPoints, figures.errorCode
      )
    }
    let (first, second) = (rest(left), rest(right))
    return first == second ? left.account < right.account : first < second
  }
}

/// The task counts of a period by what distinguishes lines.
///
/// Outcomes with equal figures count together. A day's rows are summed in an array, since a
/// dictionary of all days would take longer than reading them.
struct PeriodCounts {
  /// Tasks that agree.
  struct Line {
    let key: LineKey
    let tasks: Int

    var figures: LineFigures { key.figures }
  }

  let period: ReportPeriod
  private let order: LineOrder
  /// The figures of outcomes, each once, in the order of lines of one day.
  private let figures: [LineFigures]
  /// The index in ``figures`` of each outcome.
  private let places: [Int64: Int]
  private var rollup: [Line] = []
  /// Additions to the rollup, and adjustments.
  private var changes: [LineKey: Int] = [:]

  init(
    _ period: ReportPeriod, order: LineOrder, accounts: AccountNames, in database: Database
  ) throws {
    (self.period, self.order) = (period, order)
    var outcomes: [(id: Int64, figures: LineFigures)] = []
    let rows = try Row.fetchCursor(
      database, sql: Query.outcomeFigures.sql, arguments: ["id": nil])
    while let row = try rows.next() {
      outcomes.append((row["id"], LineFigures(row: row, accounts: accounts)))
    }
    figures = Set(outcomes.lazy.map(\.figures)).sorted(by: order.isBefore)
    let places = Dictionary(uniqueKeysWithValues: figures.enumerated().map { ($1, $0) })
    self.places = Dictionary(
      uniqueKeysWithValues: outcomes.map { ($0.id, places[$0.figures] ?? 0) })
    try readRollup(in: database)
    try readAdjustments(in: database)
    try requireBoundedSums()
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
        tasks[place] = try PeriodCounts.sum(tasks[place], Int(statement.integer(at: 2)))
      }
    }
    if let day { addLines(of: day, &tasks) }
  }

  private static func sum(_ left: Int, _ right: Int) throws -> Int {
    let (sum, isTooLarge) = left.addingReportingOverflow(right)
    guard !isTooLarge else { throw DatabaseError(message: "its rollup counts too many tasks") }
    return sum
  }

  /// Ensures that no sum of what the lines cost or count overflows, as only damage can make it:
  /// every import proves its own (``SumBound``).
  private func requireBoundedSums() throws {
    var (tasks, points): (Int128, Int128) = (0, 0)
    for line in lines {
      let count = Int128(line.tasks.magnitude)
      let amounts = [
        line.figures.billedPoints, line.figures.expectedPoints, line.figures.frozenPoints,
      ]
      tasks += count
      points += count * Int128(amounts.map(\.magnitude).max() ?? 0)
    }
    guard max(tasks, points) < Int128(Points.sumLimit.count) else {
      throw DatabaseError(message: "the amounts of its tasks add up to more than is possible")
    }
  }

  private mutating func addLines(of day: Int64, _ tasks: inout [Int]) {
    for place in tasks.indices where tasks[place] != 0 {
      rollup.append(
        Line(key: LineKey(figures: figures[place], day: day, foundDay: nil), tasks: tasks[place]))
      tasks[place] = 0
    }
  }

  private mutating func readAdjustments(in database: Database) throws {
    let days: StatementArguments = ["since": period.since?.number, "until": period.until?.number]
    for row in try Row.fetchAll(database, sql: Query.adjustmentsOfPeriod.sql, arguments: days) {
      guard let place = places[row["outcome_id"]] else { continue }
      let key = LineKey(
        figures: figures[place], day: row["day"], foundDay: CalendarDay(number: row["found_day"]))
      changes[key] = try PeriodCounts.sum(changes[key] ?? 0, row["tasks"])
    }
  }
}

extension PeriodCounts {
  /// What distinguishes the lines of an outcome.
  func figures(ofOutcome id: Int64) -> LineFigures? { places[id].map { figures[$0] } }

  /// Moves a task, or those of a usage line, from one verdict to another; for a closed month, as a
  /// change found on a day.
  ///
  /// - Returns: where it was and where it is; nil if it is not in the period.
  mutating func move(
    _ shift: VerdictShift, foundDay: CalendarDay?
  ) -> (from: LineKey, to: LineKey)? {
    guard let figures = figures(ofOutcome: shift.outcome.id),
      contains(shift.day, foundDay: foundDay)
    else { return nil }
    let old = LineKey(figures: figures, day: shift.day, foundDay: foundDay)
    var new = old
    new.figures.verdictID = Int64(shift.verdict.rawValue)
    changes[old, default: 0] -= shift.tasks
    changes[new, default: 0] += shift.tasks
    return (old, new)
  }

  func contains(_ day: Int64, foundDay: CalendarDay?) -> Bool {
    period.contains(storedDay: day, foundDay: foundDay)
  }

  /// The lines with any task, in order.
  var lines: [Line] {
    guard !changes.isEmpty else { return rollup }
    var changes = changes
    var lines = rollup.compactMap { line in
      let tasks = line.tasks + (changes.removeValue(forKey: line.key) ?? 0)
      return tasks == 0 ? nil : Line(key: line.key, tasks: tasks)
    }
    lines += changes.filter { $0.value != 0 }.map { Line(key: $0.key, tasks: $0.value) }
    return lines.sorted(by: order.isBefore)
  }
}

extension ReportPeriod {
  /// Whether it is where tasks of a stored day count, or a change of them that was found on a day.
  func contains(storedDay day: Int64, foundDay: CalendarDay?) -> Bool {
    if let foundDay { return contains(foundDay) }
    guard day != StoredTask.undated else { return isAll }
    return contains(CalendarDay(number: Int(day)))
  }
}
