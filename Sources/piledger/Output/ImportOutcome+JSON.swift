import Application
import Domain
import Intake
import Ledger
import Rendering

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
        ("tasks", counts(summary.tasks)), ("history_entries", counts(summary.historyEntries)),
        (
          "balance_snapshots",
          .object([
            ("new", .integer(Int64(summary.newBalanceSnapshots))),
            ("unchanged", .integer(Int64(summary.unchangedBalanceSnapshots))),
          ])
        ),
        ("quarantined", .integer(Int64(summary.quarantined))),
        ("sources", .integer(Int64(summary.sources))),
        ("recognised_sources", .integer(Int64(summary.recognisedSources))),
        ("newly_quarantined", .integer(Int64(summary.newlyQuarantined))),
        ("unread", ImportOutcome.node(unread)), ("skipped", ImportOutcome.node(skipped)),
        ("dismissed", .integer(Int64(summary.dismissed))),
        ("waiting", .integer(Int64(summary.waiting))),
        ("statuses", .array(statuses.map { .integer(Int64($0.rawValue)) })),
      ]))
  }
}
