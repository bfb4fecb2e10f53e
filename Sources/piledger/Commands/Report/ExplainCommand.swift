import Application
import ArgumentParser
import Domain
import Ledger
import RateCards
import Reconciliation
import Rendering
import Reports

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Prove the price of one task.",
    discussion: """
      Prints where the task was read, the rate with its period and source, each factor in order, \
      the rounding, expected, billed, variance and verdict. For an unpriced task it shows the \
      nearest rate and the condition that failed. For a task that only the account history \
      shows, it says what the history tells and which prices of the card its amount can come from; \
      that is no proof.

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
    let id = TaskID(taskID)
    guard let task = try ledger.reader(asOf: run.now).explained(id, card: card) else {
      return try explainUnlogged(id, ledger: ledger, card: card, run: run)
    }
    try run.warnIfCardChanged(ledger)
    let explanation = Explanation(task)
    show(explanation.text, json: explanation.json, run: run)
  }

  /// Says what the account history tells of a task without a response.
  private func explainUnlogged(
    _ id: TaskID, ledger: LedgerStore, card: RateCard, run: Run
  ) throws {
    guard let task = try ledger.unloggedTasks(of: id).first else {
      let asked = try ledger.asked(id).map {
        "; the provider was asked for it \($0.at.day): \($0.answer.rawValue) (\($0.code))"
      }
      throw Failure(
        .noInput,
        "\(VisibleText.line(taskID, limit: 80)): no such task in the ledger\(asked ?? "")")
    }
    let unit = try ledger.historyUnit()
    var pricing = HistoryPricing(card, unit: unit)
    let explanation = UnloggedExplanation(
      task, pricing.consistency(of: task), unit: unit,
      keyNames: run.configuration.apiKeyNames)
    show(explanation.text, json: explanation.json, run: run)
  }

  private func show(_ text: String, json: JSONNode, run: Run) {
    guard options.wantsJSON else {
      Console.print(text)
      return
    }
    let envelope = JSONEnvelope(
      schema: "piledger.explain/1", generatedAt: run.now,
      parameters: [("task_id", .string(taskID))], coverage: nil, data: json)
    Console.print(envelope.text)
  }
}
