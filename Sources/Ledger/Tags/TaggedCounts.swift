import Billing
import GRDB
import Queries
import Reconciliation

/// Splits the lines of a period by the tags of their tasks.
struct TaggedCounts {
  /// Some tasks of a line, with their tags.
  struct Part {
    let line: PeriodCounts.Line
    let tags: TagSet
  }

  private struct Key: Hashable {
    let figures: ReportedFigures
    let day: Int64
    let foundDay: CalendarDay?

    init(_ figures: ReportedFigures, day: Int64, foundDay: CalendarDay?) {
      (self.figures, self.day, self.foundDay) = (figures, day, foundDay)
    }

    init(_ line: PeriodCounts.Line) {
      self.init(line.figures, day: line.day, foundDay: line.foundDay)
    }
  }

  private var counter: TagCounter
  private var tasks: [Key: [TagSet: Int]] = [:]

  init(_ counts: PeriodCounts, in database: Database) throws {
    counter = try TagCounter(in: database)
    let sets = try TagSetTable(in: database)
    let days: StatementArguments = [
      "since": counts.period.since?.number, "until": counts.period.until?.number,
    ]
    for query in [Query.tagRollupOfPeriod, .tagAdjustmentsOfPeriod] {
      let rows = try Row.fetchCursor(database, sql: query.sql, arguments: days)
      while let row = try rows.next() {
        guard let figures = counts.figures(ofOutcome: row["outcome_id"]) else { continue }
        let foundDay: CalendarDay? =
          query == .tagAdjustmentsOfPeriod ? CalendarDay(number: row["found_day"]) : nil
        let key = Key(figures, day: row["day"], foundDay: foundDay)
        tasks[key, default: [:]][sets[row["tag_set_id"]], default: 0] += row["tasks"] as Int
      }
    }
  }

  /// Moves a task to the verdict of a moment, as the lines do.
  mutating func move(
    _ shift: VerdictShift, foundDay: CalendarDay?, _ counts: PeriodCounts, in database: Database
  ) throws {
    guard let old = counts.figures(ofOutcome: shift.outcome.id),
      counts.contains(shift.day, foundDay: foundDay)
    else { return }
    let tags = try counter.tags(
      day: shift.day, idHigh: shift.idHigh, idLow: shift.idLow, in: database)
    guard !tags.isEmpty else { return }
    var new = old
    new.verdictID = Int64(shift.verdict.rawValue)
    tasks[Key(old, day: shift.day, foundDay: foundDay), default: [:]][tags, default: 0] -= 1
    tasks[Key(new, day: shift.day, foundDay: foundDay), default: [:]][tags, default: 0] += 1
  }

  /// The lines by their tags, in their order, each with its tags in the order of their text and what
  /// has none last: the parts of a line sum to it.
  func parts(of lines: [PeriodCounts.Line], chargeRanks: [Int64: Int]) -> [Part] {
    let known = Set(lines.map { Key($0) })
    // Tags that moved within a closed month's figures, which the lines do not show.
    let others = tasks.filter { !known.contains($0.key) && $0.value.contains { $0.value != 0 } }
      .map { key, _ in
        PeriodCounts.Line(figures: key.figures, day: key.day, foundDay: key.foundDay, tasks: 0)
      }
    let all =
      others.isEmpty
      ? lines : (lines + others).sorted { PeriodCounts.isBefore($0, $1, chargeRanks) }
    return all.flatMap(parts)
  }

  private func parts(of line: PeriodCounts.Line) -> [Part] {
    guard let tagged = tasks[Key(line)] else { return [Part(line: line, tags: .none)] }
    let parts = tagged.map { (tags: $0.key, tasks: $0.value) }
      .sorted { $0.tags.json < $1.tags.json }
    let rest = line.tasks - parts.reduce(0) { $0 + $1.tasks }
    return (parts + [(tags: TagSet.none, tasks: rest)]).filter { $0.tasks != 0 }.map { part in
      Part(
        line: PeriodCounts.Line(
          figures: line.figures, day: line.day, foundDay: line.foundDay, tasks: part.tasks),
        tags: part.tags)
    }
  }
}
