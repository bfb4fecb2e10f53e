import GRDB
import Queries

/// Tasks without details that agree in all that their figures follow from, or one task with details.
struct TaskClass {
  struct Key: Hashable {
    let requestID: Int64
    /// Empty unless a rate reads them.
    let varyingValues: String
    let stateID: Int64
    let outcomeID: Int64
    let watch: Int64
  }

  let key: Key
  private(set) var tasks = 0
  /// How many of them have a known creation time, and the first and the last of those in nanoseconds.
  private(set) var dated = 0
  private(set) var first: Int64?
  private(set) var last: Int64?
  /// Whether some are under a day that cannot be that of their creation.
  fileprivate(set) var isMisplaced = false
  let example: TaskKey

  fileprivate init(key: Key, example: TaskKey) {
    (self.key, self.example) = (key, example)
  }

  init(key: Key, example: TaskKey, created: Int64?) {
    self.init(key: key, example: example)
    add(created: created)
  }

  @inline(__always)
  fileprivate mutating func add(created: Int64?) {
    tasks += 1
    guard let created else { return }
    dated += 1
    first = min(first ?? created, created)
    last = max(last ?? created, created)
  }
}

/// All tasks, or those of unchecked days, in classes: their figures are proved once for each.
struct TaskClasses {
  private static let slackOfZones: Int64 = 16 * 3_600_000_000_000

  private var classes: [TaskClass] = []
  private var places: [TaskClass.Key: Int] = [:]
  /// The tasks with details, with their column `watch`.
  private(set) var detailed: [(key: TaskKey, watch: Int64)] = []

  /// Reads the tasks; the values of varying fields tell classes of those requests apart of which a
  /// rate reads them.
  init(
    _ scope: CheckScope, requestsPricedByValues requests: Set<Int64>, isUTC: Bool,
    in database: Database
  ) throws {
    let slack = isUTC ? 0 : TaskClasses.slackOfZones
    let times = -slack...(StoredTimes.nanosecondsPerDay - 1 + slack)
    let query = scope == .everything ? Query.taskFacts : .taskFactsUnchecked
    let row = try RawStatement(query.sql, in: database)
    defer { row.finish() }
    while try row.hasRow() {
      let task = TaskKey(
        day: row.integer(at: 0), idHigh: row.integer(at: 1), idLow: row.integer(at: 2))
      guard row.integer(at: Column.hasDetails) == 0 else {
        detailed.append((task, row.integer(at: Column.watch)))
        continue
      }
      let requestID = row.integer(at: Column.requestID)
      let isPricedByValues = requests.contains(requestID)
      let key = TaskClass.Key(
        requestID: requestID,
        varyingValues: isPricedByValues
          ? String(decoding: row.text(at: Column.varyingValues), as: UTF8.self) : "",
        stateID: row.integer(at: Column.stateID), outcomeID: row.integer(at: Column.outcomeID),
        watch: row.integer(at: Column.watch))
      add(task, key, created: row.integerOrNil(at: Column.created), possible: times)
    }
  }

  /// The columns of ``Query/taskFacts`` by their numbers.
  private enum Column {
    static let requestID: Int32 = 3
    static let stateID: Int32 = 4
    static let outcomeID: Int32 = 5
    static let watch: Int32 = 6
    static let created: Int32 = 7
    static let hasDetails: Int32 = 8
    static let varyingValues: Int32 = 9
  }

  private mutating func add(
    _ task: TaskKey, _ key: TaskClass.Key, created: Int64?, possible times: ClosedRange<Int64>
  ) {
    let place = places[key] ?? classes.count
    if place == classes.count {
      places[key] = place
      classes.append(TaskClass(key: key, example: task))
    }
    guard let created else {
      classes[place].add(created: nil)
      if task.day != StoredTask.undated { classes[place].isMisplaced = true }
      return
    }
    // The day before 1970 has the number that marks a day that is not known.
    guard TaskKey.possibleDays.contains(task.day) || task.day == StoredTask.undated,
      times.contains(created)
    else {
      classes[place].add(created: nil)
      classes[place].isMisplaced = true
      return
    }
    classes[place].add(created: task.day * StoredTimes.nanosecondsPerDay + created)
  }

  /// Those of one request together, so that it is read once.
  var sorted: [TaskClass] {
    classes.sorted {
      ($0.key.requestID, $0.key.outcomeID, $0.key.stateID, $0.key.watch)
        < ($1.key.requestID, $1.key.outcomeID, $1.key.stateID, $1.key.watch)
    }
  }
}
