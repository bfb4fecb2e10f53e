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
    abstract: "Fetch history, balance and missing tasks from the provider.",
    discussion: """
      Reads the account history since the last complete fetch, the account info and the number of \
      running tasks; then asks for the tasks that the ledger lacks, one by one, newest first. \
      With the answers each is priced and judged as if its log had been imported. An interrupted \
      fetch is completed by the next.

      The key comes from PIAPI_API_KEY, or from the file that key_file names in the \
      configuration, for the ledger or for each of its accounts. It is never stored, printed or \
      sent to another host. The status is 13 if rows are missing, 69 if the provider does not \
      answer, 77 if it refuses the key, and 78 if there is no key, if others can read it, or if it \
      is of another account. See piledger help fetching.

      EXAMPLES
        piledger fetch
        piledger fetch --since 2026-01-01        from this day, 30 days at a time
        piledger fetch --dry-run                 only show what would be requested
        piledger fetch --max 200                 at most 200 tasks this time
        piledger fetch --ids tasks.csv           ask for the tasks of a list
        piledger fetch --tasks none              only the account's side
        piledger fetch --account studio
        PIAPI_API_KEY=… piledger fetch --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

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

  @Option(
    name: .customLong("account"),
    help: ArgumentHelp(
      "Only this account of the configuration; may be repeated.", valueName: "name"))
  var accounts: [String] = []

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
    try format.check(options)
    let run = try options.run()
    let request = try request()
    let keys = try run.accountKeys(of: accounts)
    guard !keys.isEmpty else {
      throw Failure(
        .configuration,
        "no key: set \(Run.keyVariable), or key_file in the configuration")
    }
    guard keys.count == 1 || idsPath == nil else {
      throw Failure(.usage, "--ids is of one account: expected --account with its name")
    }
    let start = try firstDay(today: run.now.day).map { Instant(startOf: $0) }
    guard !isDryRun else { return try showPlan(of: keys, run, since: start, request) }
    let pricer = try run.pricer()
    let fetches = try keys.map { try FetchRun(run, key: $0) }
    let ledger = try run.ledger(.readWrite)
    try run.reprice(ledger, by: pricer)
    var outcomes = try fetches.map { fetch in
      // What keeps one account from being fetched does not keep the others.
      do {
        return try fetch.fetching(into: ledger, pricer: pricer, since: start)
      } catch let failure as Failure where fetches.count > 1 {
        return FetchOutcome(refusal: failure, of: fetch.account)
      }
    }
    try FetchRun.noteCovered(by: outcomes, in: ledger, run)
    for (index, fetch) in fetches.enumerated() {
      try fetch.fetchTasks(request, into: ledger, pricer: pricer, &outcomes[index])
      complain(outcomes[index], of: fetches.count > 1 ? fetch.account : nil, run)
    }
    try show(outcomes, of: fetches.map(\.account), in: ledger, run)
    try ledger.noteTold()
    try ExitCode.end(outcomes.flatMap(\.statuses))
  }

  private func showPlan(
    of keys: [AccountKey], _ run: Run, since start: Instant?, _ request: TaskRequest
  ) throws {
    let plans = try keys.map { key in
      let plan = try FetchPlan(run, of: key.account, since: start, tasks: request).sentence
      return keys.count == 1 ? plan : Self.line(plan, of: key.account)
    }
    let text = plans.joined(separator: "\n")
    try format.write(
      Receipt(
        envelope: JSONEnvelope(
          schema: "piledger.fetch.plan/1", generatedAt: run.now,
          parameters: [("dry_run", .bool(true))], coverage: nil,
          data: .object([("plan", .string(text))])),
        text: text + "\n"),
      options)
  }

  private func complain(_ outcome: FetchOutcome, of account: String?, _ run: Run) {
    var listing = RejectionListing(run.notices)
    outcome.setApart.forEach { listing.report($0) }
    listing.finish()
    for complaint in outcome.complaints {
      Console.error(Self.line(VisibleText.line(complaint, limit: 1000), of: account))
    }
  }

  private func show(
    _ outcomes: [FetchOutcome], of accounts: [String?], in ledger: LedgerStore, _ run: Run
  ) throws {
    var lines: [String] = []
    for (outcome, account) in zip(outcomes, accounts) {
      let sentences = [outcome.sentence, outcome.tasks?.sentence].compactMap(\.self)
      lines += sentences.map { Self.line($0, of: outcomes.count > 1 ? account : nil) }
    }
    if outcomes.contains(where: { ($0.tasks?.gone ?? 0) > 0 }),
      let gone = try ledger.goneTasks().sentence(unit: ledger.historyUnit())
    {
      lines.append(gone)
    }
    try format.write(
      Receipt(
        envelope: .fetch(outcomes, generatedAt: run.now), text: lines.map { $0 + "\n" }.joined()),
      options)
  }

  /// A line about one of several accounts.
  private static func line(_ text: String, of account: String?) -> String {
    account.map { "\(VisibleText.line($0, limit: 40)): \(text)" } ?? text
  }
}

extension TaskChoice: ExpressibleByArgument {}
