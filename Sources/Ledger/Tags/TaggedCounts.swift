import Domain
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

    /// By what differs most: equal keys are compared whole.
    func hash(into hasher: inout Hasher) {
      hasher.combine(day)
      hasher.combine(figures.chargeID)
      hasher.combine(figures.billedPoints)
    }
  }

  /// Tasks with some tags, by the place of these in ``sets``.
  private struct Count {
    let place: Int
    var tasks: Int
  }

  private var counter: TagCounter
  /// The tags of the tasks, each once.
  private var sets: [TagSet] = []
  private var places: [TagSet: Int] = [:]
  private var tasks: [Key: [Count]] = [:]

  init(_ counts: PeriodCounts, in database: Database) throws {
    counter = try TagCounter(in: database)
    try read(.tagRollupOfPeriod, counts, in: database)
    try read(.tagAdjustmentsOfPeriod, counts, in: database)
  }

  /// Reads the tagged tasks of a period; of adjustments the first column is the day of finding.
  private mutating func read(
    _ query: Query, _ counts: PeriodCounts, in database: Database
  ) throws {
    let table = try TagSetTable(in: database)
    let first: Int32 = query == .tagAdjustmentsOfPeriod ? 1 : 0
    var places: [Int64: Int] = [:]
    let statement = try RawStatement(query.sql, in: database)
    statement.bind(counts.period.since.map { Int64($0.number) }, at: 1)
    statement.bind(counts.period.until.map { Int64($0.number) }, at: 2)
    defer { statement.finish() }
    while try statement.hasRow() {
      guard let figures = counts.figures(ofOutcome: statement.integer(at: first + 1)) else {
        continue
      }
      let foundDay = first == 1 ? CalendarDay(number: Int(statement.integer(at: 0))) : nil
      let setID = statement.integer(at: first + 2)
      let place = places[setID] ?? self.place(of: table[setID])
      places[setID] = place
      add(
        Int(statement.integer(at: first + 3)), place: place,
        to: Key(figures, day: statement.integer(at: first), foundDay: foundDay))
    }
  }

  private mutating func place(of tags: TagSet) -> Int {
    if let place = places[tags] { return place }
    places[tags] = sets.count
    sets.append(tags)
    return sets.count - 1
  }

  private mutating func add(_ count: Int, place: Int, to key: Key) {
    var counts = tasks[key] ?? []
    if let index = counts.firstIndex(where: { $0.place == place }) {
      counts[index].tasks += count
    } else {
      counts.append(Count(place: place, tasks: count))
    }
    tasks[key] = counts
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
    let place = place(of: tags)
    add(-1, place: place, to: Key(old, day: shift.day, foundDay: foundDay))
    add(1, place: place, to: Key(new, day: shift.day, foundDay: foundDay))
  }

  /// The lines by their tags, in their order, each with its tags in the order of their text and what
  /// has none last: the parts of a line sum to it.
  func parts(of lines: [PeriodCounts.Line], chargeRanks: [Int64: Int]) -> [Part] {
    let known = Set(lines.map { Key($0) })
    // Tags that moved within a closed month's figures, which the lines do not show.
    let others = tasks.filter { !known.contains($0.key) && $0.value.contains { $0.tasks != 0 } }
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
    let parts = tagged.map { (tags: sets[$0.place], tasks: $0.tasks) }
      .sorted { tagged.count > 1 && $0.tags.json < $1.tags.json }
    let rest = line.tasks - parts.reduce(0) { $0 + $1.tasks }
    return (parts + [(tags: TagSet.none, tasks: rest)]).filter { $0.tasks != 0 }.map { part in
      Part(
        line: PeriodCounts.Line(
          figures: line.figures, day: line.day, foundDay: line.foundDay, tasks: part.tasks),
        tags: part.tags)
    }
  }
}
