import Billing
import GRDB
import Queries
import Reconciliation

/// What reports tell tasks of a day apart by; −1 stands for what is not known.
struct ReportedFigures: Hashable {
  let day: Int64
  let chargeID: Int64
  let statusID: Int64
  let verdictID: Int64
  let billedPoints: Int64
  let expectedPoints: Int64
  let frozenPoints: Int64

  init(row: Row) {
    day = row["day"]
    chargeID = row["charge_id"]
    statusID = row["status_id"]
    verdictID = row["verdict_id"]
    billedPoints = row["billed_points"]
    expectedPoints = row["expected_points"]
    frozenPoints = row["frozen_points"]
  }

  /// The order of lines of one day and one charge.
  fileprivate var order: (Int64, Int64, Int64, Int64, Int64) {
    (statusID, verdictID, billedPoints, expectedPoints, frozenPoints)
  }

  init(day: Int64, outcome: Outcome, verdictID: Int64) {
    self.day = day
    self.verdictID = verdictID
    chargeID = outcome.chargeID
    statusID = outcome.key.statusID
    billedPoints = outcome.key.billedPoints
    expectedPoints = outcome.expectedPoints
    frozenPoints = outcome.key.frozenPoints
  }
}

/// The numbers of tasks of a period by what reports tell apart.
struct PeriodCounts {
  /// Tasks that agree; of a closed month with the day on which they were found to have changed.
  struct Line {
    let figures: ReportedFigures
    let foundDay: CalendarDay?
    let tasks: Int
  }

  private struct Key: Hashable {
    let figures: ReportedFigures
    let foundDay: CalendarDay?
  }

  private let period: ReportPeriod
  private var tasks: [Key: Int] = [:]

  init(_ period: ReportPeriod, in database: Database) throws {
    self.period = period
    let days: StatementArguments = ["since": period.since?.number, "until": period.until?.number]
    for row in try Row.fetchAll(database, sql: Query.rollupOfPeriod.sql, arguments: days) {
      add(row["tasks"], to: Key(figures: ReportedFigures(row: row), foundDay: nil))
    }
    for row in try Row.fetchAll(database, sql: Query.adjustmentsOfPeriod.sql, arguments: days) {
      let foundDay = CalendarDay(number: row["found_day"])
      add(row["tasks"], to: Key(figures: ReportedFigures(row: row), foundDay: foundDay))
    }
  }

  /// Moves one task from one verdict to another; of a closed month as a change found on a day.
  mutating func move(_ shift: VerdictShift, foundDay: CalendarDay?) {
    let outcome = shift.outcome
    let old = ReportedFigures(
      day: shift.day, outcome: outcome, verdictID: Int64(outcome.verdict.rawValue))
    guard contains(old, foundDay: foundDay) else { return }
    let new = ReportedFigures(
      day: shift.day, outcome: outcome, verdictID: Int64(shift.verdict.rawValue))
    add(-1, to: Key(figures: old, foundDay: foundDay))
    add(1, to: Key(figures: new, foundDay: foundDay))
  }

  private func contains(_ figures: ReportedFigures, foundDay: CalendarDay?) -> Bool {
    if let foundDay { return period.contains(foundDay) }
    guard figures.day != StoredTask.undated else { return period.isAll }
    return period.contains(CalendarDay(number: Int(figures.day)))
  }

  /// The lines that any task is in, by day and then by the rank of the charge.
  func lines(chargeRanks: [Int64: Int]) -> [Line] {
    tasks.filter { $0.value != 0 }
      .map { Line(figures: $0.key.figures, foundDay: $0.key.foundDay, tasks: $0.value) }
      .sorted { left, right in
        let (first, second) = (left.figures, right.figures)
        if left.foundDay != right.foundDay {
          return (left.foundDay?.number ?? -1) < (right.foundDay?.number ?? -1)
        }
        if first.day != second.day { return first.day < second.day }
        if first.chargeID != second.chargeID {
          return chargeRanks[first.chargeID] ?? 0 < chargeRanks[second.chargeID] ?? 0
        }
        return first.order < second.order
      }
  }

  private mutating func add(_ count: Int, to key: Key) {
    tasks[key, default: 0] += count
  }
}
