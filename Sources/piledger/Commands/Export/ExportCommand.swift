import ArgumentParser
import Domain
import Reconciliation

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export the ledger to other tools: FOCUS, hledger, plain tasks.",
    discussion: """
      What each of them holds: piledger help exports.

      EXAMPLES
        piledger export focus --period last-month -o october.csv
        piledger export focus --lint october.csv
        piledger export hledger -o piapi.journal
        piledger export tasks -f ndjson --since 2026-10-01 -o tasks.ndjson
      """,
    subcommands: [
      ExportFocusCommand.self, ExportHledgerCommand.self, ExportTasksCommand.self,
    ])
}

/// Tasks without a date or a known amount, which can't be exported; neither is invented.
struct LeftOutTasks {
  private var undated = 0
  private var undatedPoints = Points.zero
  private var unknown = 0

  /// Counts them in the rows of all days.
  init(_ rows: [LedgerLine]) {
    for row in rows {
      if row.day == nil {
        undated += row.tasks
        undatedPoints += row.amounts.billed
      } else if row.billed == nil, row.isSettled {
        unknown += row.tasks
      }
    }
  }

  /// Reports on stderr how many there are.
  func report() {
    if undated > 0 {
      Console.note(
        "left out: \(LeftOutTasks.tasks(undated)) without a creation time, "
          + "\(undatedPoints.usdText) USD billed")
    }
    if unknown > 0 {
      Console.note(
        "left out: \(LeftOutTasks.tasks(unknown)) whose billed amount is unknown")
    }
  }

  private static func tasks(_ count: Int) -> String { "\(count) \(count == 1 ? "task" : "tasks")" }
}
