import Application
import ArgumentParser
import Domain
import Reconciliation
import Rendering
import Reports

struct AcknowledgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge",
    abstract: "Accept a finding as it is, so that it is no alarm any more.",
    discussion: """
      FINDING is the id that is shown with a finding, or at least four of its first letters. It \
      is acknowledged over all days with its tasks and its amount of today: it leaves the \
      findings and the exit status, and is open again if either changes or the last day is over. \
      Without FINDING, lists what is acknowledged, and what has become of it. See piledger help \
      reconciliation.

      EXAMPLES
        piledger acknowledge
        piledger acknowledge kqvmzwnt --reason "agreed with support, ticket 4711"
        piledger acknowledge kqvm --reason "refund promised" --until 2026-12-31
        piledger acknowledge kqvmzwnt --remove
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(name: .customLong("reason"), help: "Why it needs no attention.")
  var reason: String?

  @Option(name: .customLong("until"), help: "The last day on which that holds. Default: for good.")
  var until: String?

  @Flag(name: .customLong("remove"), help: "Remove the acknowledgement; the finding is open again.")
  var isRemoval = false

  @Flag(name: .customLong("dry-run"), help: "Show what would happen; write nothing.")
  var isDryRun = false

  @Argument(help: "The id of a finding. Default: list what is acknowledged.")
  var finding: String?

  func validate() throws {
    guard let finding else {
      guard reason == nil, until == nil, !isRemoval, !isDryRun else {
        throw ValidationError("expected a FINDING, whose id piledger reconcile shows")
      }
      return
    }
    guard finding.count >= FindingIDs.leastLettersGiven else {
      throw ValidationError(
        "FINDING: expected at least \(FindingIDs.leastLettersGiven) letters of an id")
    }
    guard isRemoval else {
      guard let reason, !reason.isEmpty else {
        throw ValidationError("expected --reason, which says why the finding needs no attention")
      }
      return
    }
    guard reason == nil, until == nil else {
      throw ValidationError("--remove: takes neither --reason nor --until")
    }
  }

  func run() throws {
    let run = try options.run()
    let acknowledgements = AcknowledgementRun(run, isDryRun: isDryRun)
    guard let finding else {
      return try format.write(
        AcknowledgementReport.list(acknowledgements.list()), options: options,
        schema: "piledger.acknowledge/1", parameters: [], generatedAt: run.now)
    }
    try format.check(options)
    let text: String
    let fields: [(String, JSONNode)]
    if isRemoval {
      let (id, key) = try acknowledgements.remove(finding)
      text = "\(isDryRun ? "would open" : "opened") \(id) (\(key.kind)) again"
      fields = [("finding", .string(id)), ("kind", .string(key.kind)), ("state", .string("open"))]
    } else {
      let (id, given) = try acknowledgements.acknowledge(
        finding, reason: reason ?? "", until: try lastDay())
      text =
        "\(isDryRun ? "would acknowledge" : "acknowledged") \(id) (\(given.key.kind)) at "
        + "\(given.amount.usdText) USD\(given.until.map { " until \($0)" } ?? "")"
      fields =
        [
          ("finding", .string(id)), ("kind", .string(given.key.kind)),
          ("state", .string("acknowledged")),
        ] + JSONNode.money("amount", given.amount)
        + [("until", .optional(given.until?.description))]
    }
    try format.write(
      Receipt(
        envelope: JSONEnvelope(
          schema: "piledger.acknowledge.change/1", generatedAt: run.now,
          parameters: [("dry_run", .bool(isDryRun))], coverage: nil, data: .object(fields)),
        text: "\(text)\n"),
      options)
  }

  private func lastDay() throws(Failure) -> CalendarDay? {
    guard let until else { return nil }
    guard let day = CalendarDay(until) else {
      throw Failure(
        .usage,
        "--until: expected a day such as 2026-12-31, found " + VisibleText.line(until, limit: 40))
    }
    return day
  }
}
