import Application
import Domain
import Ledger
import PiAPI
import Rendering

extension FetchOutcome {
  func envelope(generatedAt: Instant) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.fetch/1", generatedAt: generatedAt, parameters: [], coverage: nil,
      data: .object([
        ("windows", .array(windows.map(FetchOutcome.node))),
        ("complete_until", completeUntil.map { .string($0.description) } ?? .null),
        ("new_history_entries", .integer(Int64(imported.historyEntries.new))),
        ("changed_history_entries", .integer(Int64(imported.historyEntries.changed))),
        ("new_balance_snapshots", .integer(Int64(imported.newBalanceSnapshots))),
        ("running_tasks", runningTasks.map { .array($0.map(FetchOutcome.node)) } ?? .null),
        ("quarantined", .integer(Int64(imported.quarantined))),
        ("gaps", .array(gaps.map { .string($0.description) })),
        ("failures", .array(failures.map { .string($0.description) })),
        ("statuses", .array(statuses.map { .integer(Int64($0.rawValue)) })),
      ]))
  }

  private static func node(_ window: HistoryFetch.Result) -> JSONNode {
    .object([
      ("since", window.window.since.map { .string($0.description) } ?? .null),
      ("until", .string(window.window.until.description)),
      ("pages", .integer(Int64(window.pages))), ("rows", .integer(Int64(window.rows))),
      ("complete", .bool(window.end == .complete)),
    ])
  }

  private static func node(_ tasks: RunningTasks) -> JSONNode {
    .object([
      ("provider", .string(tasks.provider)), ("staged", .integer(Int64(tasks.staged))),
      ("pending", .integer(Int64(tasks.pending))),
      ("processing", .integer(Int64(tasks.processing))),
    ])
  }
}
