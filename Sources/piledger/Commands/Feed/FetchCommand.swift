import Application
import ArgumentParser
import Domain
import Intake
import Ledger
import PiAPI
import Reconciliation
import Rendering

struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Fetch the account's history and balance, and the tasks that the ledger lacks.",
    discussion: """
      Reads the account history since the last complete fetch, plus the 7 days before it because \
      rows change, and the account info and the number of running tasks. Every answer is stored in \
      the archive folder before it is imported. An interrupted fetch is completed by the next.

      Then it asks for tasks, one by one, newest first: those that only the history shows, and \
      those that have not ended long after similar ones have (--tasks due, the default). With the \
      answers each of them is priced and judged as if its log had been imported. all asks for every \
      task that was not asked for in the last 30 days, none for none; --ids for those named in a file, in any \
      form: one a line, a CSV column, a JSON list, a log. A task that the provider no longer has is \
      remembered, and asked for again after 30 days. The answers are archived without prompts, \
      addresses and secrets, and imported by the hundred. fetch_tasks_at_once and \
      fetch_tasks_a_second set the speed (4 and 5). A refused key and a long Retry-After end the \
      run; the next one continues.

      The key comes from PIAPI_API_KEY, or from the file that key_file names in the configuration, \
      which must be readable only by its owner. The key is never stored, printed or sent to \
      another host.

      Answers are stamped by the clock; as of a moment that has passed nothing is fetched. A ledger \
      is of one account, the one of its first fetch or account info answer.

      The status is 13 if rows are missing, 69 if the provider does not answer, 77 if it refuses \
      the key, and 78 if there is no key, if others can read it, or if it is of another account.

      EXAMPLES
        piledger fetch
        piledger fetch --since 2026-01-01        from this day, 30 days at a time
        piledger fetch --dry-run                 only show what would be requested
        piledger fetch --max 200                 at most 200 tasks this time
        piledger fetch --ids tasks.csv           ask for the tasks of a list
        piledger fetch --tasks none              only the account's side
        PIAPI_API_KEY=… piledger fetch --json
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    name: [.short, .customLong("since")],
    help: "Fetch from this day (00:00 UTC), even if it was fetched before: 2026-10-05, 7d, 2026-10."
  )
  var sinceText: String?

  @Option(help: "Which tasks to ask for: due (missing and open), missing, open, all or none.")
  var tasks = TaskChoice.due

  @Option(
    name: .customLong("ids"),
    help: ArgumentHelp(
      "Ask for the tasks named in a file, or - for standard input, instead.", valueName: "file"))
  var idsPath: String?

  @Option(name: .customLong("max"), help: "Ask for at most this many tasks.")
  var limit: Int?

  @Flag(
    name: .customLong("dry-run"),
    help: "Show what would be requested; request and write nothing.")
  var isDryRun = false

  /// The requested day, counted from a UTC day.
  private func firstDay(today: CalendarDay) throws -> CalendarDay? {
    try sinceText.map { try PeriodOptions.read($0, "--since", today, PeriodText.firstDay) }
  }

  func validate() throws {
    _ = try firstDay(today: CalendarDay(number: 0))
    if let limit, limit < 0 { throw ValidationError("--max: expected 0 or more, found \(limit)") }
    if idsPath != nil, tasks == .none {
      throw ValidationError("--ids asks for tasks, and --tasks none for none: expected one of them")
    }
  }

  private func request() throws -> TaskRequest {
    guard let idsPath else { return TaskRequest(choice: tasks, limit: limit) }
    let list = try TaskIDList(path: idsPath)
    guard !list.ids.isEmpty else {
      throw Failure(
        .noInput,
        "\(VisibleText.line(idsPath)): expected task ids, found none: UUIDs, values of task_id, or "
          + "one id a line")
    }
    if !options.quiet {
      let repeated = list.repeated > 0 ? " (\(list.repeated) more than once)" : ""
      Console.note("\(list.ids.count) task ids in \(VisibleText.line(idsPath))\(repeated)")
    }
    return TaskRequest(choice: tasks, ids: list.ids, limit: limit)
  }

  func run() throws {
    let run = try options.run()
    let request = try request()
    guard let key = try run.apiKey() else {
      throw Failure(
        .configuration,
        "no key: set \(Run.keyVariable), or key_file in the configuration")
    }
    let start = try firstDay(today: run.now.day).map { Instant(startOf: $0) }
    if isDryRun {
      Console.print(try FetchPlan(run, since: start, tasks: request).sentence + "\n")
      return
    }
    let fetch = try FetchRun(run, key: key)
    let pricer = try run.pricer()
    let ledger = try run.ledger(.readWrite)
    try run.reprice(ledger, by: pricer)
    var outcome = try fetch.fetching(into: ledger, pricer: pricer, since: start)
    try fetch.fetchTasks(request, into: ledger, pricer: pricer, &outcome)
    var listing = RejectionListing(run.notices)
    outcome.setApart.forEach { listing.report($0) }
    listing.finish()
    for complaint in outcome.complaints { Console.error(VisibleText.line(complaint, limit: 1000)) }
    if options.wantsJSON {
      Console.print(outcome.envelope(generatedAt: run.now).text)
    } else if !options.quiet {
      Console.print(outcome.sentence + "\n")
      if let tasks = outcome.tasks?.sentence { Console.print(tasks + "\n") }
      if (outcome.tasks?.gone ?? 0) > 0,
        let gone = try ledger.goneTasks().sentence(unit: ledger.historyUnit())
      {
        Console.print(gone + "\n")
      }
    }
    try ExitCode.end(outcome.statuses)
  }
}

extension TaskChoice: ExpressibleByArgument {}
