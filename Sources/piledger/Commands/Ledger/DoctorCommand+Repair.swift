import Application
import ArgumentParser
import Domain
import Ledger
import Rendering

extension DoctorCommand {
  /// Rebuilds a damaged ledger in a new file, and says what is lost.
  func repair(to path: String, _ run: Run) throws {
    let outcome = try RepairRun(run).repair(to: path)
    try format.write(
      Receipt(envelope: envelope(outcome, path, run), text: text(outcome, path)), options)
    if !options.wantsJSON {
      for loss in outcome.lost { Console.error("lost: \(loss)") }
      for name in outcome.unread {
        Console.error("not read again, since it is gone or has changed: \(VisibleText.line(name))")
      }
      for difference in outcome.check.all { Console.error(difference) }
    }
    try ExitCode.end(outcome.statuses)
  }

  private func text(_ outcome: RepairRun.Outcome, _ path: String) -> String {
    guard outcome.check.isClean else {
      return "nothing was written: what can be read contradicts itself; restore a backup\n"
    }
    let lost =
      outcome.readAgain.isEmpty
      ? (outcome.lost.isEmpty ? "nothing is lost" : "some rows could not be read")
      : "some rows could not be read, \(outcome.readAgain.count) files were read again"
        + (outcome.lost.isEmpty ? ", and nothing is lost" : "")
    return "\(VisibleText.line(path)) has \(outcome.counts.tasks.groupedText) tasks, proved; "
      + "\(lost)\n"
  }

  private func envelope(_ outcome: RepairRun.Outcome, _ path: String, _ run: Run) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.doctor.repair/1", generatedAt: run.now, parameters: [], coverage: nil,
      data: .object([
        ("path", .string(path)), ("written", .bool(outcome.check.isClean)),
        ("tasks", .integer(Int64(outcome.counts.tasks))),
        ("lost", .array(outcome.lost.map { .string($0) })),
        ("read_again", .array(outcome.readAgain.map { .string($0) })),
        ("not_read_again", .array(outcome.unread.map { .string($0) })),
        ("differences", .array(outcome.check.all.map { .string($0) })),
      ]))
  }
}
