import Domain
import Ledger
import Rendering

extension UsageBatch {
  /// `b: 120 lines of 45,000 tasks, 2026-09-01 to 2026-10-31`.
  var words: String {
    let owner = account.map { " of \(VisibleText.line($0))" } ?? ""
    return "\(VisibleText.line(name))\(owner): \(lines.groupedText) "
      + "\(lines == 1 ? "line" : "lines") of \(tasks.groupedText) \(tasks == 1 ? "task" : "tasks")"
      + (days.map { ", \(UsageBatch.text(of: $0))" } ?? "")
  }

  /// Says which parts of the batch are missing, and where it has no tasks.
  func complain(isQuiet: Bool) {
    let name = "batch \(VisibleText.line(name))"
    for gap in gaps {
      Console.error("\(name): \(gap): import the others, or run their queries")
    }
    guard !isQuiet else { return }
    for days in emptyDays {
      Console.note("\(name): no tasks on \(UsageBatch.text(of: days)), or they were not reduced")
    }
  }

  var node: JSONNode {
    .object([
      ("batch", .string(name)), ("account", account.map { .string($0) } ?? .null),
      ("lines", .integer(Int64(lines))), ("tasks", .integer(Int64(tasks))),
      ("first_day", days.map { .string($0.lowerBound.description) } ?? .null),
      ("last_day", days.map { .string($0.upperBound.description) } ?? .null),
      ("missing_shards", .array(gaps.map { .string($0.description) })),
      ("days_without_tasks", .array(emptyDays.map { .string(UsageBatch.text(of: $0)) })),
    ])
  }

  private static func text(of days: ClosedRange<CalendarDay>) -> String {
    days.lowerBound == days.upperBound
      ? "\(days.lowerBound)" : "\(days.lowerBound) to \(days.upperBound)"
  }
}
