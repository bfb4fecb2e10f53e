import Domain
import Ledger
import RateCards
package import Reconciliation
import Rendering
package import Reports
package import Traffic

/// The complete workflow on a folder of made-up traffic, with a check that what was planted in it is
/// found.
package struct DemoRun {
  package struct Outcome {
    package let imported: ImportOutcome
    package let result: ReconciliationResult
    package let reconciliation: ReconciliationReport
    package let models: Report
    package let plantedErrors: [(error: MonthOfTraffic.PlantedError, isFound: Bool)]

    package var isAllFound: Bool { plantedErrors.allSatisfy(\.isFound) }
  }

  private let folder: DemoFolder
  private let run: Run

  package init(_ folder: DemoFolder, run: Run) {
    (self.folder, self.run) = (folder, run)
  }

  /// Imports and reconciles the folder's answers, writes the reports, and looks for what was planted.
  package func running() throws -> Outcome {
    let imported = try ImportRun(run, isDryRun: false).importing(folder.inboxes)
    var reconciled: ReconciliationRun.Outcome?
    _ = try ReconciliationRun(run, isDryRun: false, listing: .first).running(in: { _ in .all }) {
      reconciled = $0
    }
    guard let reconciled else { preconditionFailure("a reconciliation announces its outcome") }
    let ledger = try run.ledger(.readOnly)
    let facts = try PeriodFacts(
      MonthRun(run: run, ledger: ledger), period: .all, money: .credits, dividedBy: .whole)
    try run.writer.write(try facts.nightlySet().files(csv: run.csvForm), to: folder.reportsPath)
    return Outcome(
      imported: imported, result: reconciled.result, reconciliation: reconciled.report,
      models: try facts.report(.model, by: nil),
      plantedErrors: try folder.traffic.plantedErrors.map { planted in
        (planted, try isFound(planted, in: ledger, imported: imported, reconciled.result))
      })
  }

  private func isFound(
    _ planted: MonthOfTraffic.PlantedError, in ledger: LedgerStore, imported: ImportOutcome,
    _ result: ReconciliationResult
  ) throws -> Bool {
    switch planted.kind {
    case .malformedLine: return imported.summary.quarantined == 1
    case .duplicateWebhook:
      // Every line of a task after its create answer changes it; a repeated webhook doesn't.
      return imported.summary.tasks.unchanged == 1
        && imported.summary.tasks.new == folder.traffic.taskCount
    case .priceStep:
      return result.findings.filter { $0.kind == PriceDrift.kind }.count == 1
    case .unloggedTasks:
      let unlogged = result.verdicts.first { $0.verdict == .unlogged }
      return unlogged?.totals.tasks == MonthOfTraffic.unloggedTaskCount
    case .unexplainedCharge: return result.isWalletUnbalanced
    default:
      let task = try ledger.reader(asOf: run.now).explained(TaskID(planted.subject))
      return task?.line.verdict == planted.kind.verdict
    }
  }
}

extension MonthOfTraffic.PlantedError.Kind {
  /// The verdict that identifies the error; nil if it is found in another way.
  fileprivate var verdict: Verdict? {
    switch self {
    case .overcharge: .overcharged
    case .undercharge: .undercharged
    case .missingRefund: .refundDue
    case .lateRefund: .refunded
    case .stuckTask: .stuck
    case .unpricedModel: .unpriced
    case .priceStep, .duplicateWebhook, .malformedLine, .unloggedTasks, .unexplainedCharge: nil
    }
  }
}
