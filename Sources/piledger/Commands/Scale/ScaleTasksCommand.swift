import Application
import ArgumentParser
import Domain
import Ledger
import RateCards
import Reduction

struct ScaleTasksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks",
    abstract: "Print the query that lists the tasks behind usage lines.",
    discussion: """
      Usage lines have no ids. This query reads the same answers in the same way, and lists the \
      tasks of the lines that are asked for, for a claim or a question to the provider. --finding \
      names a finding of the ledger: the query lists the tasks that its lines count.

      EXAMPLES
        piledger scale tasks --engine duckdb --from a.gz --finding kqvmzwnt
        piledger scale tasks --engine duckdb --from a.gz --model kling -p 2026-10
        piledger scale tasks --engine spark --from s3a://log/ --status failed
        piledger scale tasks --engine duckdb --from a.gz --billed 280000 -p 2026-10
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var answers: AnswerOptions
  @OptionGroup var period: PeriodOptions

  @Option(help: ArgumentHelp("A finding of the ledger, by its id.", valueName: "id"))
  var finding: String?

  @Option(help: "The model. May be repeated, like the options below.")
  var model: [String] = []

  @Option(help: "The task type.")
  var taskType: [String] = []

  @Option(help: "The accounting day: 2026-10-05.", transform: ScaleTasksCommand.day)
  var day: [CalendarDay] = []

  @Option(help: "The status: completed, failed, cancelled, processing.")
  var status: [String] = []

  @Option(
    help: ArgumentHelp("What was booked, in points or the usage type's unit.", valueName: "points"))
  var billed: [Int64] = []

  @Option(help: ArgumentHelp("The provider's error code.", valueName: "code"))
  var errorCode: [Int] = []

  @Option(help: ArgumentHelp("The account that tasks name.", valueName: "name"))
  var account: String?

  @Option(help: "At most so many tasks.")
  var limit: Int?

  @Option(
    name: [.customShort("o"), .customLong("output")], help: "Write to a .sql file (atomically).")
  var outputPath: String?

  func validate() throws {
    try options.refuseJSON("the result is SQL")
    guard finding == nil || (model + taskType + status).isEmpty && day.isEmpty && billed.isEmpty
    else { throw ValidationError("--finding says which tasks; leave out --model and the like") }
    guard limit ?? 1 > 0 else { throw ValidationError("--limit: expected 1 or more") }
  }

  private static func day(_ text: String) throws -> CalendarDay {
    guard let day = CalendarDay(text) else {
      throw ValidationError("expected a day such as 2026-10-05")
    }
    return day
  }

  func run() throws {
    let run = try options.run()
    var selection = TaskSelection()
    selection.models = model
    selection.taskTypes = taskType
    selection.days = day
    selection.statuses = status.map { TaskStatus($0) }
    selection.billed = billed
    selection.errorCodes = errorCode
    selection.account = account
    if let finding {
      var explanations = try ExplanationRun(run, ledger: run.ledger(.readOnly))
      selection.lines = try explanations.usageLines(ofFinding: finding)
    }
    let query = TasksQuery(
      card: try run.pricer().card, engine: answers.engine,
      source: try answers.source(in: period, of: run), selection: selection, limit: limit)
    let output = try ResultStream(outputPath)
    try output.write(AnswerOptions.query { () throws(ReductionError) in try query.text() })
    try output.finish()
  }
}
