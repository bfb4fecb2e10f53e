import Domain
import GRDB
import Queries
import Reconciliation

/// Splits the lines of a period by what is known about their tasks: their tags, or their API key in
/// the account history.
struct LineParts<Label: Hashable> {
  /// Some tasks of a line, with what is known about them, if anything.
  struct Part {
    let line: PeriodCounts.Line
    let label: Label?
  }

  /// Tasks with one label, by its index in ``labels``.
  private struct Count {
    let place: Int
    var tasks: Int
  }

  /// Each once.
  private var labels: [Label] = []
  private var places: [Label: Int] = [:]
  private var tasks: [LineKey: [Count]] = [:]
  /// The sort key of a line's parts.
  private let text: (Label) -> String

  private init(sortedBy text: @escaping (Label) -> String) {
    self.text = text
  }

  private mutating func place(of label: Label) -> Int {
    if let place = places[label] { return place }
    places[label] = labels.count
    labels.append(label)
    return labels.count - 1
  }

  mutating func add(_ count: Int, _ label: Label, to key: LineKey) {
    add(count, place: place(of: label), to: key)
  }

  private mutating func add(_ count: Int, place: Int, to key: LineKey) {
    var counts = tasks[key] ?? []
    if let index = counts.firstIndex(where: { $0.place == place }) {
      counts[index].tasks += count
    } else {
      counts.append(Count(place: place, tasks: count))
    }
    tasks[key] = counts
  }

  /// The lines split by label, in order, each with its labels sorted by text and unlabeled tasks
  /// last: the parts of a line sum to it.
  func parts(of lines: [PeriodCounts.Line], in order: LineOrder) -> [Part] {
    let known = Set(lines.map(\.key))
    // Tasks of closed months that had other figures at the close: no line shows them.
    let others = tasks.filter { !known.contains($0.key) && $0.value.contains { $0.tasks != 0 } }
      .map { PeriodCounts.Line(key: $0.key, tasks: 0) }
    let all = others.isEmpty ? lines : (lines + others).sorted(by: order.isBefore)
    return all.flatMap(parts)
  }

  private func parts(of line: PeriodCounts.Line) -> [Part] {
    guard let counts = tasks[line.key] else { return [Part(line: line, label: nil)] }
    let parts = counts.map { (label: labels[$0.place], tasks: $0.tasks) }
      .sorted { counts.count > 1 && text($0.label) < text($1.label) }
    let rest = line.tasks - parts.reduce(0) { $0 + $1.tasks }
    return (parts.map { ($0.label, $0.tasks) } + [(nil, rest)]).filter { $0.1 != 0 }
      .map { label, tasks in
        Part(line: PeriodCounts.Line(key: line.key, tasks: tasks), label: label)
      }
  }
}

extension LineParts<TagSet> {
  /// The tagged tasks of a period.
  init(taggedTasks counts: PeriodCounts, in database: Database) throws {
    self.init(sortedBy: \.json)
    let sets = try TagSetTable(in: database)
    try read(.tagRollupOfPeriod, counts, sets, in: database)
    try read(.tagAdjustmentsOfPeriod, counts, sets, in: database)
  }

  /// Reads tagged tasks; for adjustments the first column is the day of finding.
  private mutating func read(
    _ query: Query, _ counts: PeriodCounts, _ sets: TagSetTable, in database: Database
  ) throws {
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
      let place = places[setID] ?? self.place(of: sets[setID])
      places[setID] = place
      add(
        Int(statement.integer(at: first + 3)), place: place,
        to: LineKey(figures: figures, day: statement.integer(at: first), foundDay: foundDay))
    }
  }
}

extension LineParts<String> {
  /// The tasks of a period whose API key the account history names.
  ///
  /// A key has its tasks as they are now, on their own day. Changes of closed months belong to no
  /// key, and what they moved is deducted from the tasks without one, so that the parts of a day
  /// sum to its lines.
  init(tasksOfKeys counts: PeriodCounts, in database: Database) throws {
    self.init(sortedBy: \.self)
    let rows = try Row.fetchCursor(database, sql: Query.keyTasksByDay.sql)
    while let row = try rows.next() {
      let day: Int64 = row["day"]
      guard let figures = counts.figures(ofOutcome: row["outcome_id"]),
        counts.contains(day, foundDay: nil)
      else { continue }
      add(
        row["tasks"], row["api_key_id"] as String,
        to: LineKey(figures: figures, day: day, foundDay: nil))
    }
  }
}
