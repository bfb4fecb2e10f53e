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
      FINDING is the id that is shown with a finding, or at least four of its first letters. The \
      finding over all days is acknowledged with its tasks and its amount of today: it leaves the findings \
      and the exit status, and stands in a section of its own. If its amount or its tasks change, \
      in either direction, or the last day is over, it is open again and says why. An alarm about \
      the balance is open again when half of what was left is gone.

      Without FINDING, lists what is acknowledged: acknowledged, changed (open again), expired (open \
      again) or resolved (there is no such finding any more). Money out that no task explains is \
      better entered with piledger wallet add-charge.

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
    let text: String
    if isRemoval {
      let (id, key) = try acknowledgements.remove(finding)
      text = "\(isDryRun ? "would open" : "opened") \(id) (\(key.kind)) again"
    } else {
      let (id, given) = try acknowledgements.acknowledge(
        finding, reason: reason ?? "", until: try lastDay())
      text =
        "\(isDryRun ? "would acknowledge" : "acknowledged") \(id) (\(given.key.kind)) at "
        + "\(given.amount.usdText) USD\(given.until.map { " until \($0)" } ?? "")"
    }
    if !options.quiet { Console.print("\(text)\n") }
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
