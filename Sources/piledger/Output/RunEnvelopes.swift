import Application
import Domain
import Intake
import Ledger
import PiAPI
import Reconciliation
import Rendering
import Reports

extension ImportOutcome {
  private static func node(_ files: [UnreadFile]) -> JSONNode {
    .array(
      files.map { .object([("path", .string($0.path)), ("reason", .string($0.reason))]) })
  }

  func envelope(generatedAt: Instant, paths: [String], isDryRun: Bool) -> JSONEnvelope {
    let counts = { (counts: TaskCounts) in
      JSONNode.object([
        ("new", .integer(Int64(counts.new))), ("changed", .integer(Int64(counts.changed))),
        ("unchanged", .integer(Int64(counts.unchanged))),
      ])
    }
    return JSONEnvelope(
      schema: "piledger.import/1", generatedAt: generatedAt,
      parameters: [
        ("paths", .array(paths.map { .string($0) })), ("dry_run", .bool(isDryRun)),
      ],
      coverage: nil,
      data: .object([
        ("records", .integer(Int64(summary.tasks.total))), ("tasks", counts(summary.tasks)),
        (
          "usage_lines",
          .object([
            ("lines", .integer(Int64(summary.usageLines))),
            ("new_tasks", .integer(Int64(summary.lineTasks.new))),
            ("unchanged_tasks", .integer(Int64(summary.lineTasks.unchanged))),
          ])
        ),
        ("history_entries", counts(summary.historyEntries)),
        (
          "balance_snapshots",
          .object([
            ("new", .integer(Int64(summary.newBalanceSnapshots))),
            ("unchanged", .integer(Int64(summary.unchangedBalanceSnapshots))),
          ])
        ),
        ("quarantined", .integer(Int64(summary.quarantined))),
        ("lines_without_record", .integer(Int64(passedLines))),
        ("sources", .integer(Int64(summary.sources))),
        ("recognised_sources", .integer(Int64(summary.recognizedSources))),
        ("newly_quarantined", .integer(Int64(summary.newlyQuarantined))),
        ("unread", ImportOutcome.node(unread)), ("skipped", ImportOutcome.node(skipped)),
        ("dismissed", .integer(Int64(summary.dismissed))),
        ("waiting", .integer(Int64(summary.waiting))),
        ("statuses", .array(statuses.map { .integer(Int64($0.rawValue)) })),
      ]))
  }
}

extension JSONEnvelope {
  /// What the fetches of the accounts brought, one each.
  static func fetch(_ outcomes: [FetchOutcome], generatedAt: Instant) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.fetch/2", generatedAt: generatedAt, parameters: [], coverage: nil,
      data: .array(outcomes.map(\.node)))
  }
}

extension FetchOutcome {
  fileprivate var node: JSONNode {
    .object([
      ("account", account.flatMap { $0.isEmpty ? nil : .string($0) } ?? .null),
      ("windows", .array(windows.map(FetchOutcome.node))),
      ("complete_until", completeUntil.map { .string($0.description) } ?? .null),
      ("new_history_entries", .integer(Int64(imported.historyEntries.new))),
      ("changed_history_entries", .integer(Int64(imported.historyEntries.changed))),
      ("new_balance_snapshots", .integer(Int64(imported.newBalanceSnapshots))),
      ("running_tasks", runningTasks.map { .array($0.map(FetchOutcome.node)) } ?? .null),
      ("tasks", tasks.map(FetchOutcome.node) ?? .null),
      ("quarantined", .integer(Int64(imported.quarantined))),
      ("gaps", .array(gaps.map { .string($0.description) })),
      ("failures", .array(failureTexts.map { .string($0) })),
      ("statuses", .array(statuses.map { .integer(Int64($0.rawValue)) })),
    ])
  }

  private static func node(_ window: HistoryFetch.Result) -> JSONNode {
    .object([
      ("since", window.window.since.map { .string($0.description) } ?? .null),
      ("until", .string(window.window.until.description)),
      ("pages", .integer(Int64(window.pages))), ("rows", .integer(Int64(window.rows))),
      ("complete", .bool(window.end == .complete)),
    ])
  }

  private static func node(_ tasks: TaskFetchOutcome) -> JSONNode {
    let counts = [
      ("planned", tasks.planned), ("ended", tasks.ended), ("running", tasks.running),
      ("gone", tasks.gone), ("failed", tasks.failed), ("not_asked", tasks.unasked),
      ("postponed", tasks.postponed), ("known", tasks.knownIDs), ("refused", tasks.refusedIDs),
    ]
    return .object(counts.map { ($0.0, .integer(Int64($0.1))) })
  }

  private static func node(_ tasks: RunningTasks) -> JSONNode {
    .object([
      ("provider", .string(tasks.provider)), ("staged", .integer(Int64(tasks.staged))),
      ("pending", .integer(Int64(tasks.pending))),
      ("processing", .integer(Int64(tasks.processing))),
    ])
  }
}

extension NightOutcome {
  var envelope: JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.nightly/1", generatedAt: asOf, parameters: [],
      coverage: report?.coverage,
      data: .object([
        ("night", report.map(JSONNode.night) ?? .null),
        ("complaints", JSONNode.complaints(steps.complaints)),
        ("statuses", .array(steps.statuses.map { .integer(Int64($0.rawValue)) })),
      ]))
  }
}
