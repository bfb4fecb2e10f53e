package import Domain
package import Reconciliation

/// Reports that rest on account data alone, or that go to the provider.
package enum AccountReports {
  /// Tasks that are still running long after similar ones have ended, ready to send to support.
  package static func stuck(_ tasks: [LedgerTask], asOf: Instant) -> ReportTable {
    ReportTable(
      name: "stuck", title: "Stuck tasks with frozen points",
      columns: [
        ReportTable.Column("task_id", .text), ReportTable.Column("account", .text),
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("status", .text), ReportTable.Column("created_at", .time),
        ReportTable.Column("waiting_hours", .count), ReportTable.Column("commitment", .money),
      ],
      rows: tasks.map { task in
        [
          .text(task.id.text), task.account.map { .text($0) } ?? .none,
          .text(task.line.pricing.sku.model), .text(task.line.pricing.sku.taskType),
          .text(task.line.status.name),
          task.createdAt.map { .text($0.description) } ?? .none,
          task.createdAt.map { .count(Int(asOf.seconds(since: $0) / 3600)) } ?? .none,
          .money(task.line.frozen),
        ]
      },
      total: [.text("total")] + Array(repeating: .none, count: 6)
        + [.money(tasks.reduce(Points.zero) { $0 + $1.line.frozen })])
  }

  /// The spend of each API key, according to the account history.
  ///
  /// Amounts are in the provider's units until the unit of the history is proved.
  package static func keys(
    _ spends: [KeySpend], unit: HistoryUnit?, names: [String: String]
  ) -> ReportTable {
    let booked = { (usage: Ratio) -> Cell in
      unit?.points(usage).map { .money($0) } ?? .none
    }
    return ReportTable(
      name: "keys", title: "Spend per API key",
      columns: [
        ReportTable.Column("api_key_id", heading: "API key", .text),
        ReportTable.Column("name", .text), ReportTable.Column("entries", .count),
        ReportTable.Column("unlogged_entries", heading: "unlogged", .count),
        ReportTable.Column("other_unit_entries", heading: "other unit", .count),
        ReportTable.Column("usage", .number), ReportTable.Column("booked", .money),
        ReportTable.Column("unlogged", .money), ReportTable.Column("billed", .money),
        ReportTable.Column("expected", .money),
      ],
      rows: spends.map { spend in
        [
          .text(spend.apiKeyID ?? "none"),
          spend.apiKeyID.flatMap { names[$0] }.map { .text($0) } ?? .none,
          .count(spend.entries), .count(spend.unloggedEntries), .count(spend.entriesInOtherUnit),
          .text(spend.usage.description), booked(spend.usage), booked(spend.unloggedUsage),
          .money(spend.billed), .money(spend.expected),
        ]
      })
  }

  /// The tasks that only the account history shows, with what its amount alone tells.
  ///
  /// Amounts are in the provider's units until the unit of the history is proved.
  package static func unlogged(
    _ tasks: [(task: UnloggedTask, consistency: HistoryConsistency)], unit: HistoryUnit?,
    names: [String: String]
  ) -> ReportTable {
    let isProved = unit?.isProved == true
    return ReportTable(
      name: "unlogged", title: "Tasks that only the account history shows",
      columns: [
        ReportTable.Column("task_id", .text), ReportTable.Column("created_at", .time),
        ReportTable.Column("api_key", heading: "API key", .text),
        ReportTable.Column("model", .text), ReportTable.Column("action", .text),
        ReportTable.Column("status", .text), ReportTable.Column("usage", .number),
        ReportTable.Column("booked", .money), ReportTable.Column("provider", .text),
        ReportTable.Column("card", .text), ReportTable.Column("detail", .text),
      ],
      rows: tasks.map { task, consistency in
        let entry = task.entry
        return [
          entry.taskID.map { .text($0) } ?? .none,
          entry.createdAt.map { .text($0.description) } ?? .none,
          .text(APIKeyName.text(of: entry.apiKeyID, names: names)),
          .text(entry.model), .text(entry.action), .text(TaskStatus(entry.status).name),
          entry.usage.map { .text($0.description) } ?? .none,
          isProved ? task.points.map { .money($0) } ?? .none : .none,
          .text(task.providerText), .word(consistency.name),
          consistency.detail.isEmpty ? .none : .text(consistency.detail),
        ]
      })
  }

  /// The tasks booked between two snapshots whose change in balance nothing explains.
  package static func tasks(_ windows: [(WalletWindow, [LedgerTask])]) -> ReportTable {
    ReportTable(
      name: "tasks", title: "Tasks booked in windows that do not balance",
      columns: [
        ReportTable.Column("from", .time), ReportTable.Column("until", .time),
        ReportTable.Column("unexplained", .money), ReportTable.Column("task_id", .text),
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("status", .text), ReportTable.Column("booked_at", .time),
        ReportTable.Column("billed", .money),
      ],
      rows: windows.flatMap { window, tasks in
        tasks.map { task in
          [
            window.openingAt.map { .text($0.description) } ?? .none,
            .text(window.closingAt.description), .money(window.unexplained),
            .text(task.id.text), .text(task.line.pricing.sku.model),
            .text(task.line.pricing.sku.taskType), .text(task.line.status.name),
            task.bookedAt.map { .text($0.description) } ?? .none,
            task.line.billed.map { .money($0) } ?? .none,
          ]
        }
      })
  }
}

/// The records that couldn't be read, as a table.
package enum QuarantineReport {
  package static func table(_ rows: [QuarantinedRecords]) -> ReportTable {
    ReportTable(
      name: "quarantine", title: "Records that could not be read",
      columns: [
        ReportTable.Column("id", .number), ReportTable.Column("source", .text),
        ReportTable.Column("line", .number), ReportTable.Column("byte", .number, isDetail: true),
        ReportTable.Column("records", .count), ReportTable.Column("dismissed", .count),
        ReportTable.Column("reason", .text), ReportTable.Column("kept", .text),
        ReportTable.Column("sha256", .text, isDetail: true),
      ],
      rows: rows.map { row in
        [
          .text(String(row.id)), .text(row.source), .text(String(row.line)),
          .text(String(row.byteOffset)),
          .count(row.records), .count(row.dismissed), .text(row.message), .text(row.skeleton),
          .text(row.sha256),
        ]
      })
  }
}

extension UnloggedTask {
  /// What the provider said of the task: `not asked`, `gone (404, 2026-06-01)`.
  var providerText: String {
    guard let asked else { return "not asked" }
    return "\(asked.answer.rawValue) (\(asked.code), \(asked.at.day))"
  }
}
