import Domain
package import Reconciliation
import Reports

/// A claim as a letter in Markdown, for a person to read, edit and send.
///
/// It says what is claimed and what proves it. An amount with evidence against it isn't claimed,
/// and anything that the sender chose to leave out isn't mentioned.
package enum ClaimLetter {
  /// Tasks of a cause beyond this number are listed only in the CSV.
  package static let tasksPerCause = 100
  private static let unknownAccount = "(the name or id of your PiAPI account)"

  package static func text(_ claim: Claim, tasks: [Int: [ClaimTask]]) -> String {
    let account = claim.account.isEmpty ? unknownAccount : claim.account
    let proved = ClaimReport.causes(claim.proved, isProved: true)
    let sections = claim.proved.map { section($0, tasks[$0.number] ?? []) }
    return """
      # Claim \(claim.id): PiAPI charges of \(MarkdownWriter.escaped(claim.period))

      - To: PiAPI, billing support
      - Account: \(MarkdownWriter.escaped(account))
      - Period: \(MarkdownWriter.escaped(claim.period))
      - Date: \(claim.madeAt.day)

      \(request(claim))

      ## Claimed

      \(MarkdownWriter.table(proved))
      \(sections.joined(separator: "\n"))\(unproved(claim, tasks))
      """
  }

  private static func request(_ claim: Claim) -> String {
    let count = claim.proved.reduce(0) { $0 + $1.tasks }
    let tasks = count == 1 ? "1 task was" : "\(count) tasks were"
    let netted =
      claim.undercharged == .zero
      ? ""
      : " This is \(claim.overcharged.usdText) USD overcharged less "
        + "\(claim.undercharged.usdText) USD undercharged."
    return """
      We compared your charges with your published prices, task by task. In this period \(tasks) \
      not billed as published. We ask you to credit **\(claim.net.usdText) USD** to our account.\
      \(netted) The tables below list the causes and their tasks; every amount is the exact sum of \
      its tasks.
      """
  }

  private static func section(_ part: Claim.Part, _ tasks: [ClaimTask]) -> String {
    let cause = part.cause
    let facts = [
      cause.rule.isEmpty ? "" : "\(cause.isPrice ? "price" : "rule"): \(cause.rule)",
      cause.source.isEmpty ? "" : "source: \(cause.source)", cause.detail,
    ]
    let heading = "\(cause.kind.map { $0 == "_" ? " " : String($0) }.joined()), \(cause.sku)"
    let shown = Array(tasks.prefix(tasksPerCause))
    let more = tasks.count - shown.count
    let rest = more > 0 ? "\n… and \(more) more, listed in the CSV.\n" : ""
    return """
      ### \(part.number). \(MarkdownWriter.escaped(heading))

      \(MarkdownWriter.list(facts.filter { !$0.isEmpty }))\(MarkdownWriter.table(table(shown, isProved: cause.isProved)))\(rest)
      """
  }

  /// For a task without a claim, the letter shows the frozen amount but no difference.
  private static func table(_ tasks: [ClaimTask], isProved: Bool) -> ReportTable {
    let money = { (points: Points?) -> Cell in points.map { .money($0) } ?? .none }
    let time = { (instant: Instant?) -> Cell in instant.map { .text($0.description) } ?? .none }
    return ReportTable(
      name: "tasks", title: "Tasks",
      columns: [
        ReportTable.Column("task_id", .text), ReportTable.Column("created_at", .time),
        ReportTable.Column("ended_at", .time), ReportTable.Column("expected", .money),
        ReportTable.Column("billed", .money),
        ReportTable.Column(isProved ? "variance" : "frozen", .money),
      ],
      rows: tasks.map { task in
        [
          .text(task.id.text), time(task.createdAt), time(task.endedAt), money(task.expected),
          money(task.billed), money(isProved ? task.variance : task.frozen),
        ]
      })
  }

  private static func unproved(_ claim: Claim, _ tasks: [Int: [ClaimTask]]) -> String {
    guard !claim.unproved.isEmpty else { return "" }
    let table = ClaimReport.causes(claim.unproved, isProved: false)
    let sections = claim.unproved.map { section($0, tasks[$0.number] ?? []) }
    return """

      ## Not proved

      We do not ask for credit for these tasks. Please tell us which price applied to them, and \
      release points that are still frozen.

      \(MarkdownWriter.table(table))
      \(sections.joined(separator: "\n"))
      """
  }
}
