import Billing
package import Reconciliation

/// A claim as a letter in Markdown, to be read, changed and sent by a person.
package enum ClaimLetter {
  /// More tasks of a cause than this stand in the CSV alone.
  package static let tasksPerCause = 100

  package static func text(_ claim: Claim, tasks: [Int: [ClaimTask]]) -> String {
    let proved = ClaimReport.causes(claim.proved, isProved: true)
    let sections = claim.proved.map { section($0, tasks[$0.number] ?? []) }
    return """
      # Claim \(claim.id): tasks of \(MarkdownWriter.escaped(claim.period))

      Made \(claim.madeAt) UTC. Each amount is the sum of single tasks; both directions are netted. \
      Prices are those of the rate card \(MarkdownWriter.escaped(claim.cardName)), fingerprint \
      \(MarkdownWriter.escaped(claim.cardFingerprint)).

      We ask for the return of **\(claim.net.usdText) USD**: \(claim.overcharged.usdText) USD billed \
      too much, less \(claim.undercharged.usdText) USD billed too little.

      ## Claimed

      \(MarkdownWriter.table(proved))
      \(sections.joined(separator: "\n"))\(unproved(claim, tasks))\(leftOut(claim))
      """
  }

  private static func section(_ part: Claim.Part, _ tasks: [ClaimTask]) -> String {
    let cause = part.cause
    let facts = [
      cause.rule.isEmpty ? "" : "rule: \(cause.rule)",
      cause.source.isEmpty ? "" : "source: \(cause.source)", cause.detail,
    ]
    let heading = "\(cause.kind.map { $0 == "_" ? " " : String($0) }.joined()), \(cause.sku)"
    let shown = Array(tasks.prefix(tasksPerCause))
    let more = tasks.count - shown.count
    let rest = more > 0 ? "\n… and \(more) more, which the CSV lists.\n" : ""
    return """
      ### \(part.number). \(MarkdownWriter.escaped(heading))

      \(MarkdownWriter.list(facts.filter { !$0.isEmpty }))\(MarkdownWriter.table(table(shown)))\(rest)
      """
  }

  private static func table(_ tasks: [ClaimTask]) -> ReportTable {
    let money = { (points: Points?) -> Cell in points.map { .money($0) } ?? .none }
    let time = { (instant: Instant?) -> Cell in instant.map { .text($0.description) } ?? .none }
    return ReportTable(
      name: "tasks", title: "Tasks",
      columns: [
        ReportTable.Column("task_id", .text), ReportTable.Column("created_at", .text),
        ReportTable.Column("ended_at", .text), ReportTable.Column("expected", .money),
        ReportTable.Column("billed", .money), ReportTable.Column("variance", .money),
      ],
      rows: tasks.map { task in
        [
          .text(task.id.text), time(task.createdAt), time(task.endedAt), money(task.expected),
          money(task.billed), money(task.variance),
        ]
      })
  }

  private static func unproved(_ claim: Claim, _ tasks: [Int: [ClaimTask]]) -> String {
    guard !claim.unproved.isEmpty else { return "" }
    let table = ClaimReport.causes(claim.unproved, isProved: false)
    let sections = claim.unproved.map { section($0, tasks[$0.number] ?? []) }
    return """

      ## Not proved

      Nothing is claimed for these tasks; we ask what they were billed for, or to release their \
      frozen points.

      \(MarkdownWriter.table(table))
      \(sections.joined(separator: "\n"))
      """
  }

  /// What was left out, and why; nothing where all was taken.
  package static func leftOutTexts(_ leftOut: ClaimDraft.LeftOut) -> [String] {
    [
      (leftOut.inGrace, "inside their grace period"), (leftOut.unsettled, "not ended"),
      (leftOut.waived, "waived"), (leftOut.claimed, "in another open claim"),
    ].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.0 == 1 ? "task is" : "tasks are") left out: \($0.1)" }
  }

  private static func leftOut(_ claim: Claim) -> String {
    let texts = leftOutTexts(claim.leftOut)
    return texts.isEmpty ? "" : "\n## Left out\n\n" + MarkdownWriter.list(texts)
  }
}
