import Domain
import Foundation
import Ledger
import Reconciliation
import Reporting
import Traffic

/// The whole job on made-up traffic, and whether the planted errors were found.
struct Demo {
  let traffic: MonthOfTraffic
  let folder: String
  let run: Run

  /// Imports, reconciles, reports, shows the summary, and looks for the planted errors.
  func isAllFound() throws -> Bool {
    let responses = "\(folder)/responses"
    let days = MonthOfTraffic.days
    Console.print("made \(days) days of traffic, \(traffic.taskCount) tasks, in \(responses)\n\n")
    let outcome = try ImportRun(run, isDryRun: false).importing([responses])
    Console.print("$ piledger import \(responses)\n\(outcome.sentence(isDryRun: false))\n\n")
    let ledger = try run.ledger(.readOnly)
    let rows = try ledger.reader(asOf: run.now).lines()
    let undatedTasks = try ledger.undatedTasks()
    try showReconciliation(
      rows, undatedTasks: undatedTasks, unreadable: try ledger.unreadableRecords())
    try writeReports(rows, undatedTasks: undatedTasks, ledger: ledger)
    let isAllFound = try showPlantedErrors(in: ledger, outcome: outcome)
    showNextSteps()
    return isAllFound
  }

  private func showReconciliation(
    _ rows: [LedgerLine], undatedTasks: Int, unreadable: UnreadableRecords
  ) throws {
    var result = ReconciliationResult(rows: rows, period: .all, undatedTasks: undatedTasks)
    result.coverage.unreadable = unreadable
    let report = ReconciliationReport(result)
    let writer = TerminalWriter(width: Console.width, hasColor: run.options.hasColor)
    let models = StandardReport.model.report(rows, period: .all, undatedTasks: undatedTasks)
    Console.print(
      """
      $ piledger reconcile
      \(result.coverage.sentence)

      \(writer.table(report.verdicts.table))
      Findings
      \(writer.table(report.findings.table))
      $ piledger report model
      \(writer.table(models.table))

      """)
  }

  private func writeReports(
    _ rows: [LedgerLine], undatedTasks: Int, ledger: LedgerStore
  ) throws {
    let month = try MonthRun(run: run, ledger: ledger).report(endOf: .all)
    let set = NightlySet(
      rows: rows, period: .all, undatedTasks: undatedTasks,
      unreadable: try ledger.unreadableRecords(),
      notes: try ReportNotes.notes(rows, period: .all, ledger: ledger, asOf: run.now),
      month: month.document)
    try OutputFile.write(set.files, to: "\(folder)/reports")
  }

  private func showPlantedErrors(in ledger: LedgerStore, outcome: ImportOutcome) throws -> Bool {
    Console.print("planted errors\n")
    var isAllFound = true
    for planted in traffic.plantedErrors {
      let isFound = try isFound(planted, in: ledger, outcome: outcome)
      isAllFound = isAllFound && isFound
      let name = planted.kind.rawValue.padding(toLength: 18, withPad: " ", startingAt: 0)
      Console.print("  \(isFound ? "found " : "MISSED") \(name) \(planted.taskID)\n")
    }
    return isAllFound
  }

  private func isFound(
    _ planted: MonthOfTraffic.PlantedError, in ledger: LedgerStore, outcome: ImportOutcome
  ) throws -> Bool {
    switch planted.kind {
    case .malformedLine: return outcome.summary.quarantined == 1
    case .duplicateWebhook:
      // Every line of a task but the first of its create answer changes it; the same webhook again
      // does not.
      return outcome.summary.tasks.unchanged == 1
        && outcome.summary.tasks.new == traffic.taskCount
    default: break
    }
    let task = try ledger.reader(asOf: run.now).explained(TaskID(planted.taskID))
    return task?.line.verdict == planted.kind.verdict
  }

  private func showNextSteps() {
    let overcharge = traffic.plantedErrors.first { $0.kind == .overcharge }?.taskID ?? ""
    Console.print(
      """

      The reports lie in \(folder)/reports; month-\(MonthOfTraffic.firstDay.month).html reads \
      best, in a browser. Prove one price with
        piledger explain --db \(folder)/ledger.db \(overcharge)

      """)
  }
}

extension MonthOfTraffic.PlantedError.Kind {
  /// The verdict that finds it, nil where it is found by other means.
  fileprivate var verdict: Verdict? {
    switch self {
    case .overcharge: .overcharged
    case .undercharge: .undercharged
    case .missingRefund: .refundDue
    case .stuckTask: .stuck
    case .unpricedModel: .unpriced
    case .duplicateWebhook, .malformedLine: nil
    }
  }
}
