import Application
import ArgumentParser
import Foundation

@main
struct Piledger: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "piledger",
    abstract: "Audits your PiAPI bill, task by task.",
    discussion: """
      piledger imports what the provider says about every task, works out what each task should \
      have cost, and shows the difference, to the ten-millionth of a dollar.

      EXAMPLES
        piledger demo                            try everything on made-up traffic
        piledger nightly                         the whole nightly run, for cron
        piledger import ~/piapi-log              import a folder of task responses
        piledger fetch                           fetch the account history from the provider
        piledger reconcile --period last-month   compare what was billed with the rate card
        piledger explain TASK_ID                 prove the price of one task
        piledger report -o reports/              write the nightly set
        piledger claims new --period last-month  draft a claim for billing errors
        piledger budget                          budget status and forecast
        piledger forecast --by model             what the month will cost
        piledger wallet                          the balance, and how long it will last
        piledger help budgets                    a topic of the manual; piledger help lists them

      EXIT STATUSES
        0 clean; 1 internal failure; 10 findings; 11 unpriced share above the limit; 12 budget \
      exceeded, or likely to be; 13 data gap; \
      14 wallet does not balance; 64 usage; 65 records quarantined; 66 no input; 69 provider not \
      reachable; 73 can't write; 74 the program of on_news failed; 75 another run holds the lock, \
      or a time limit was exceeded; 77 key refused; 78 configuration. \
      If several apply, a failure takes precedence over a finding.
      """,
    version: Piledger.version,
    subcommands: [
      NightlyCommand.self, ImportCommand.self, FetchCommand.self, ReconcileCommand.self,
      AcknowledgeCommand.self, ExplainCommand.self, ReportCommand.self, TagCommand.self,
      BudgetCommand.self, ForecastCommand.self, WalletCommand.self, ClaimsCommand.self,
      RatesCommand.self, QuoteCommand.self, CloseCommand.self, ReopenCommand.self,
      QueryCommand.self, QuarantineCommand.self, ForgetCommand.self, ExportCommand.self,
      ConfigCommand.self, BackupCommand.self, DoctorCommand.self, ManualCommand.self,
      DemoCommand.self,
    ])

  static func main() {
    Console.occupyDescriptors()
    Foundation.exit(Console.finish(run()))
  }

  /// Runs the command named by the arguments, and returns its exit status.
  private static func run() -> Int32 {
    do {
      if let request = HelpRequest(arguments: Array(CommandLine.arguments.dropFirst())) {
        try request.run()
        return ExitStatus.clean.rawValue
      }
      var command = try parseAsRoot()
      try command.run()
      return ExitStatus.clean.rawValue
    } catch let ended as EndedRun {
      return ended.status.rawValue
    } catch {
      if let failure = Failure(error) {
        Console.error(failure.description)
        return failure.status.rawValue
      }
      return report(error)
    }
  }

  /// Prints ArgumentParser's message: help and version end with 0, a usage error with 64.
  private static func report(_ error: any Error) -> Int32 {
    let (text, status) = (fullMessage(for: error), exitCode(for: error))
    if !text.isEmpty {
      if status.isSuccess { Console.print(text + "\n") } else { Console.note(text) }
    }
    return status.rawValue
  }
}
