import Domain
import Foundation
import Ledger
package import Reconciliation
import Rendering
package import Reports
package import Traffic

/// The complete workflow on synthetic traffic, with a check that the planted errors were found.
package struct DemoRun {
  package struct Outcome {
    package let imported: ImportOutcome
    package let coverage: Coverage
    package let reconciliation: ReconciliationReport
    package let models: Report
    package let plantedErrors: [(error: MonthOfTraffic.PlantedError, isFound: Bool)]

    package var isAllFound: Bool { plantedErrors.allSatisfy(\.isFound) }
  }

  package let traffic: MonthOfTraffic
  package let folder: String
  private let run: Run

  package init(traffic: MonthOfTraffic, folder: String, run: Run) {
    (self.traffic, self.folder, self.run) = (traffic, folder, run)
  }

  /// The folder of the synthetic responses.
  package var inbox: String { "\(folder)/responses" }

  /// Writes the responses, imports and reconciles them, writes the reports, and checks for the
  /// planted errors.
  package func running() throws -> Outcome {
    try run.writer.makeFolder(inbox)
    for file in traffic.files { try run.writer.write(file.text, to: "\(inbox)/\(file.name)") }
    let imported = try ImportRun(run, isDryRun: false).importing([inbox])
    let ledger = try run.ledger(.readOnly)
    let rows = try ledger.reader(asOf: run.now).lines()
    let undatedTasks = try ledger.undatedTasks()
    var result = ReconciliationResult(rows: rows, period: .all, undatedTasks: undatedTasks)
    result.coverage.unreadable = try ledger.unreadableRecords()
    try writeReports(rows, undatedTasks: undatedTasks, ledger: ledger)
    return Outcome(
      imported: imported, coverage: result.coverage,
      reconciliation: ReconciliationReport(result),
      models: StandardReport.model.report(rows, period: .all, undatedTasks: undatedTasks),
      plantedErrors: try traffic.plantedErrors.map { planted in
        (planted, try isFound(planted, in: ledger, imported: imported))
      })
  }

  private func writeReports(
    _ rows: [LedgerLine], undatedTasks: Int, ledger: LedgerStore
  ) throws {
    let month = try MonthRun(run: run, ledger: ledger).report(endOf: .all, rates: nil)
    let set = NightlySet(
      rows: rows, period: .all, undatedTasks: undatedTasks,
      unreadable: try ledger.unreadableRecords(),
      notes: ReportNotes.notes(
        rows, period: .all, basis: try ledger.reportBasis(asOf: run.now)),
      month: month.document)
    try run.writer.write(set.files, to: "\(folder)/reports")
  }

  private func isFound(
    _ planted: MonthOfTraffic.PlantedError, in ledger: LedgerStore, imported: ImportOutcome
  ) throws -> Bool {
    switch planted.kind {
    case .malformedLine: return imported.summary.quarantined == 1
    case .duplicateWebhook:
      // Every line of a task after its create answer changes it; a repeated webhook doesn't.
      return imported.summary.tasks.unchanged == 1
        && imported.summary.tasks.new == traffic.taskCount
    default: break
    }
    let task = try ledger.reader(asOf: run.now).explained(TaskID(planted.taskID))
    return task?.line.verdict == planted.kind.verdict
  }
}

extension MonthOfTraffic.PlantedError.Kind {
  /// The verdict that identifies the error; nil if it is found in another way.
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
