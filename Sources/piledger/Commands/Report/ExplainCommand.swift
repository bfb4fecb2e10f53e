import Application
import ArgumentParser
import Domain
import Foundation
import Ledger
import Rendering
import Reports

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Prove the price of tasks, or list the tasks of a finding.",
    discussion: """
      For a task, prints where it was read, the rate with its period and source, each factor in \
      order, the rounding, expected, billed, variance and verdict. For an unpriced task it shows \
      the nearest rate and the condition that failed. For a task that only the account history \
      shows, it says what the history tells and which prices of the card its amount can come from; \
      that is no proof.

      For a finding, prints its amounts, what to do about it, and all of its tasks, over all days.

      ID is a task id in any case, or at least six of its first digits, or the id of a finding. \
      With -, or without an ID if something is piped, ids are read from stdin: one a line, or any \
      text with task ids in it, such as a CSV file. If one of several ids is unknown (66) or is \
      meant for several tasks (64), the others are still explained.

      With --json, several ids are an array. A table has one row for each task or finding, and holds \
      only tasks or only findings.

      EXAMPLES
        piledger explain 7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70
        piledger explain 7f3a0c1e
        piledger explain kqvmzwnt
        piledger explain - -f csv < ids.txt
        piledger reconcile -f csv | piledger explain -o tasks.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: ArgumentHelp("Ids of tasks or findings; - for stdin.", valueName: "id"))
  var ids: [String] = []

  func run() throws {
    // Rejects a bad name before anything is read.
    let kind = try format.format(wantsJSON: options.wantsJSON)
    let references = try ExplainReferences(ids)
    let run = try options.run()
    let ledger = try run.ledger(.readOnly)
    var explanations = try ExplanationRun(run, ledger: ledger)
    var subjects: [ExplainedSubject] = []
    var failures: [Failure] = []
    for text in references.texts {
      do {
        subjects.append(try explanations.subject(text))
      } catch let failure as Failure where references.texts.count > 1 {
        Console.error(failure.description)
        failures.append(failure)
      }
    }
    if subjects.contains(where: \.isTask) { try run.warnIfCardChanged(ledger) }
    if subjects.contains(where: { !$0.isTask }) { try run.warnOfUsageLines(ledger) }
    if kind == .csv || kind == .xlsx, Set(subjects.map(\.isTask)).count > 1 {
      throw ValidationError("a table holds only tasks or only findings; name them in two runs")
    }
    if !subjects.isEmpty { try write(subjects, of: references, at: run.now) }
    try ExitCode.end(failures.map(\.status))
  }

  private func write(
    _ subjects: [ExplainedSubject], of references: ExplainReferences, at now: Instant
  ) throws {
    try format.write(
      FormattedResult(
        csv: subjects.contains(where: \.isTask)
          ? ExplainedSubject.taskTable(subjects) : ExplainedSubject.findingTable(subjects),
        markdown: MarkdownWriter.text(subjects), json: envelope(subjects, of: references, at: now),
        text: { writer in subjects.map { writer.text($0) }.joined(separator: "\n") }), options)
  }

  /// One task has an object of its own; several tasks, and findings, are an array.
  private func envelope(
    _ subjects: [ExplainedSubject], of references: ExplainReferences, at now: Instant
  ) -> JSONEnvelope {
    let data = subjects.flatMap(\.json)
    guard let text = references.single, subjects.count == 1, subjects[0].isTask else {
      return JSONEnvelope(
        schema: "piledger.explain.list/1", generatedAt: now,
        parameters: [("ids", .array(references.texts.map { .string($0) }))], coverage: nil,
        data: .array(data))
    }
    return JSONEnvelope(
      schema: "piledger.explain/1", generatedAt: now, parameters: [("task_id", .string(text))],
      coverage: nil, data: data[0])
  }
}
