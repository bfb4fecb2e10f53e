import Domain
package import Reconciliation

/// Claims as tables: all claims, or one claim by cause or by task.
package enum ClaimReport {
  package static func list(_ claims: [Claim]) -> ReportTable {
    ReportTable(
      name: "claims", title: "Claims",
      columns: [
        ReportTable.Column("claim", .count), ReportTable.Column("period", .text),
        ReportTable.Column("state", .text), ReportTable.Column("since", .time),
        ReportTable.Column("tasks", .count), ReportTable.Column("overcharged", .money),
        ReportTable.Column("undercharged", .money), ReportTable.Column("claimed", .money),
        ReportTable.Column("credited", .money), ReportTable.Column("note", .text),
      ],
      rows: claims.map { claim in
        let said = claim.events.last { $0.state == claim.state }
        return [
          .count(Int(claim.id)), .text(claim.period), .word(claim.state.rawValue),
          said.map { .text($0.at.description) } ?? .none,
          .count(claim.proved.reduce(0) { $0 + $1.tasks }), .money(claim.overcharged),
          .money(-claim.undercharged), .money(claim.net), .money(claim.credited),
          claim.events.last.flatMap { $0.note.isEmpty ? nil : .text($0.note) } ?? .none,
        ]
      })
  }

  /// The causes of a claim, either the proved or the unproved ones.
  package static func causes(_ parts: [Claim.Part], isProved: Bool) -> ReportTable {
    let money: [ReportTable.Column] =
      isProved
      ? [
        ReportTable.Column("billed", .money), ReportTable.Column("expected", .money),
        ReportTable.Column("variance", .money),
      ] : [ReportTable.Column("billed", .money), ReportTable.Column("frozen", .money)]
    let amounts = { (billed: Points, expected: Points, frozen: Points) -> [Cell] in
      isProved
        ? [.money(billed), .money(expected), .money(billed - expected)]
        : [.money(billed), .money(frozen)]
    }
    let sum = { (amount: (Claim.Part) -> Points) in
      parts.reduce(Points.zero) { $0 + amount($1) }
    }
    return ReportTable(
      name: isProved ? "claimed" : "unproved", title: isProved ? "Claimed" : "Not proved",
      columns: [
        ReportTable.Column("cause", .count), ReportTable.Column("kind", .text),
        ReportTable.Column("sku", .text), ReportTable.Column("tasks", .count),
      ] + money + [
        ReportTable.Column("rule", .text), ReportTable.Column("source", .text),
        ReportTable.Column("detail", .text),
      ],
      rows: parts.map { part in
        [
          .count(part.number), .word(part.cause.kind), .text(part.cause.sku),
          .count(part.tasks),
        ] + amounts(part.billed, part.expected, part.frozen)
          + [part.cause.rule, part.cause.source, part.cause.detail].map {
            $0.isEmpty ? .none : .text($0)
          }
      },
      total: [
        .text(isProved ? "net" : "total"), .none, .none, .count(parts.reduce(0) { $0 + $1.tasks }),
      ]
        + amounts(sum(\.billed), sum(\.expected), sum(\.frozen)) + [.none, .none, .none])
  }

  /// The tasks of a claim, one per row.
  package static func tasks(_ claim: Claim, _ tasks: [Int: [ClaimTask]]) -> ReportTable {
    ReportTable(
      name: "claim", title: "Claim \(claim.id)",
      columns: [
        ReportTable.Column("part", .text), ReportTable.Column("cause", .count),
        ReportTable.Column("kind", .text), ReportTable.Column("task_id", .text),
        ReportTable.Column("account", .text), ReportTable.Column("sku", .text),
        ReportTable.Column("created_at", .time), ReportTable.Column("ended_at", .time),
        ReportTable.Column("expected", .money), ReportTable.Column("billed", .money),
        ReportTable.Column("variance", .money), ReportTable.Column("frozen", .money),
        ReportTable.Column("rule", .text), ReportTable.Column("source", .text),
        ReportTable.Column("detail", .text),
      ],
      rows: claim.parts.flatMap { part in
        (tasks[part.number] ?? []).map { row($0, of: part, account: claim.account) }
      })
  }

  /// A task that names no account belongs to the claim's account.
  private static func row(_ task: ClaimTask, of part: Claim.Part, account: String) -> [Cell] {
    let cause = part.cause
    let money = { (points: Points?) -> Cell in points.map { .money($0) } ?? .none }
    let text = { (text: String?) -> Cell in
      text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .none
    }
    return [
      .text(cause.isProved ? "claimed" : "not proved"), .count(part.number), .word(cause.kind),
      .text(task.id.text), text(task.account ?? account), .text(cause.sku),
      text(task.createdAt?.description), text(task.endedAt?.description), money(task.expected),
      money(task.billed), cause.isProved ? money(task.variance) : .none, money(task.frozen),
      text(cause.rule), text(cause.source), text(cause.detail),
    ]
  }

  /// What was left out, and why; empty if nothing was.
  package static func leftOutTexts(_ leftOut: ClaimDraft.LeftOut) -> [String] {
    [
      (leftOut.inGrace, "within their grace period"), (leftOut.unsettled, "not ended"),
      (leftOut.waived, "waived"), (leftOut.claimed, "in another open claim"),
    ].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.0 == 1 ? "task is" : "tasks are") left out: \($0.1)" }
  }

  /// The unproved differences, and where to find out how to settle them; nil if there are none.
  package static func unprovedText(_ draft: ClaimDraft) -> String? {
    let (tasks, variance) = draft.unproved
    guard tasks > 0 else { return nil }
    return "\(variance.usdText) USD of \(tasks) \(tasks == 1 ? "task" : "tasks") is not proved; "
      + "piledger reconcile shows how to settle it"
  }
}
