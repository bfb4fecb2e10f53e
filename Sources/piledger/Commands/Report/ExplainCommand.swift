import Application
import ArgumentParser
import Domain
import Ledger
import RateCards
import Rendering
import Reports

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Prove the price of one task.",
    discussion: """
      Prints where the task was read, the rate with its period and source, each factor in order, \
      the rounding, expected, billed, variance and verdict. For an unpriced task it shows the \
      nearest rate and the condition that failed.

      EXAMPLES
        piledger explain 7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70
        piledger explain --json 7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The task id.")
  var taskID: String

  func run() throws {
    let run = try options.run()
    let ledger = try run.ledger(.readOnly)
    let card = try run.pricer().card
    guard let task = try ledger.reader(asOf: run.now).explained(TaskID(taskID), card: card) else {
      throw Failure(.noInput, "\(VisibleText.line(taskID, limit: 80)): no such task in the ledger")
    }
    try run.warnIfCardChanged(ledger)
    let explanation = Explanation(task)
    if options.wantsJSON {
      let envelope = JSONEnvelope(
        schema: "piledger.explain/1", generatedAt: run.now,
        parameters: [("task_id", .string(taskID))], coverage: nil, data: explanation.json)
      Console.print(envelope.text)
    } else {
      Console.print(explanation.text)
    }
  }
}
