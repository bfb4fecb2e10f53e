import Domain
import GRDB

/// What a check found wrong, in words: the first findings, and how many more there are.
struct Differences {
  /// How many are told one by one.
  static let shownLimit = 20

  private var shown: [String] = []
  private var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func add(_ words: @autoclosure () -> String) {
    count += 1
    if count <= Differences.shownLimit { shown.append(words()) }
  }

  /// Runs a part of a check; what it cannot read is a finding too.
  mutating func add(from part: (inout Differences) throws -> Void) {
    do {
      try part(&self)
    } catch {
      add("cannot be checked: \(Differences.reason(error))")
    }
  }

  var texts: [String] {
    let rest = count - shown.count
    return shown + (rest > 0 ? ["and \(rest.groupedText) more"] : [])
  }

  static func reason(_ error: any Error) -> String {
    (error as? DatabaseError)?.message ?? "\(error)"
  }
}

/// A task by the key of its table.
struct TaskKey: Hashable, CustomStringConvertible {
  let day: Int64
  let idHigh: Int64
  let idLow: Int64

  init(day: Int64, idHigh: Int64, idLow: Int64) {
    (self.day, self.idHigh, self.idLow) = (day, idHigh, idLow)
  }

  init(row: Row) {
    self.init(day: row["day"], idHigh: row["id_high"], idLow: row["id_low"])
  }

  var id: TaskID { TaskID(high: UInt64(bitPattern: idHigh), low: UInt64(bitPattern: idLow)) }

  var description: String { "task \(id.text) of \(TaskKey.name(ofDay: day))" }

  /// Days that the calendar has; a damaged row may name others.
  static let lastDay: Int64 = 100_000
  static let possibleDays: ClosedRange<Int64> = 0...lastDay

  static func name(ofDay day: Int64) -> String {
    if day == StoredTask.undated { return "no known day" }
    return possibleDays.contains(day) ? "\(CalendarDay(number: Int(day)))" : "day \(day)"
  }
}

/// A task, or the tasks of a usage line, by the key of its table.
enum TasksKey: Hashable, CustomStringConvertible {
  case task(TaskKey)
  case line(Int64, day: Int64)

  /// Under which it is stored.
  var day: Int64 {
    switch self {
    case .task(let key): key.day
    case .line(_, let day): day
    }
  }

  var description: String {
    switch self {
    case .task(let key): key.description
    case .line(let id, let day): "usage line \(id) of \(TaskKey.name(ofDay: day))"
    }
  }
}
