import Application
import ArgumentParser
import Domain
import Ledger
import PiAPI
import Rendering

struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Fetch the account's history, balance and running tasks from the provider.",
    discussion: """
      Reads the account history since the last complete fetch, plus the 7 days before it because \
      rows change, and the account info and the number of running tasks. Every answer is stored in \
      the archive folder as received before it is imported. An interrupted fetch is completed by \
      the next.

      The key comes from PIAPI_API_KEY, or from the file that key_file names in the configuration, \
      which must be readable only by its owner. The key is never stored, printed or sent to \
      another host.

      The status is 13 if rows are missing, 69 if the provider does not answer, 77 if it refuses \
      the key, and 78 if there is no key or if others can read it.

      EXAMPLES
        piledger fetch
        piledger fetch --since 2026-01-01        from this day, 30 days at a time
        piledger fetch --dry-run                 only show what would be requested
        PIAPI_API_KEY=… piledger fetch --json
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    name: [.short, .long],
    help: "Fetch from this day (00:00 UTC), even if it was fetched before.",
    transform: FetchCommand.day)
  var since: CalendarDay?

  @Flag(
    name: .customLong("dry-run"),
    help: "Show what would be requested; request and write nothing.")
  var isDryRun = false

  private static func day(_ text: String) throws -> CalendarDay {
    guard let day = CalendarDay(text) else {
      throw ValidationError("expected a day such as 2026-10-05")
    }
    return day
  }

  func run() throws {
    let run = try options.run()
    guard let key = try run.apiKey() else {
      throw Failure(
        .configuration,
        "no key: set \(Run.keyVariable), or key_file in the configuration")
    }
    let start = since.map { Instant(startOf: $0) }
    if isDryRun {
      Console.print(try FetchPlan(run, since: start).sentence + "\n")
      return
    }
    let fetch = try FetchRun(run, key: key)
    let pricer = try run.pricer()
    let ledger = try run.ledger(.readWrite)
    try run.reprice(ledger, by: pricer)
    let outcome = try fetch.fetching(into: ledger, pricer: pricer, since: start)
    var listing = RejectionListing(run.notices)
    outcome.setApart.forEach { listing.report($0) }
    listing.finish()
    for complaint in outcome.complaints { Console.error(VisibleText.line(complaint, limit: 1000)) }
    if options.wantsJSON {
      Console.print(outcome.envelope(generatedAt: run.now).text)
    } else if !options.quiet {
      Console.print(outcome.sentence + "\n")
    }
    try ExitCode.end(outcome.statuses)
  }
}
