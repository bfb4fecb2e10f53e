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
      EXAMPLES
        piledger                                 this month in ten lines
        piledger demo                            try everything on made-up traffic
        piledger import ~/piapi-log              import a folder of task responses
        piledger reconcile --period last-month   compare the bill with the rate card
        piledger explain TASK_ID                 prove the price of one task
        piledger changes                         what has changed since yesterday
        piledger month 2026-02 -o february/      a month as a page
        piledger claims new --period last-month  draft a claim for billing errors
        piledger nightly                         the whole nightly run, for cron
        piledger help exit-statuses              a topic of the manual
      """,
    version: Piledger.version,
    groupedSubcommands: [
      CommandGroup(
        name: "Reports",
        subcommands: [
          StatusCommand.self, MonthCommand.self, ReportCommand.self, ReconcileCommand.self,
          ExplainCommand.self, ChangesCommand.self, BudgetCommand.self, ForecastCommand.self,
          QueryCommand.self,
        ]),
      CommandGroup(name: "Prices", subcommands: [RatesCommand.self, QuoteCommand.self]),
      CommandGroup(
        name: "Data in",
        subcommands: [
          ImportCommand.self, FetchCommand.self, NightlyCommand.self, TagCommand.self,
          QuarantineCommand.self, ForgetCommand.self, ScaleCommand.self, DemoCommand.self,
        ]),
      CommandGroup(
        name: "Account",
        subcommands: [WalletCommand.self, ClaimsCommand.self, AcknowledgeCommand.self]),
      CommandGroup(
        name: "Ledger",
        subcommands: [
          CloseCommand.self, ReopenCommand.self, ExportCommand.self, BackupCommand.self,
          DoctorCommand.self, ConfigCommand.self, SchemaCommand.self, ManualCommand.self,
        ]),
    ])

  static func main() {
    Console.occupyDescriptors()
    Foundation.exit(Console.finish(run()))
  }

  /// Runs the command named by the arguments, and returns its exit status.
  private static func run() -> Int32 {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      try Console.requireOpenFiles()
      if let request = HelpRequest(arguments: words) {
        try request.run()
        return ExitStatus.clean.rawValue
      }
      return try run(Invocation(words))
    } catch {
      return status(of: error)
    }
  }

  private static func run(_ invocation: Invocation) throws -> Int32 {
    do {
      var command = try parseAsRoot(invocation.arguments)
      try command.run()
      return ExitStatus.clean.rawValue
    } catch  where exitCode(for: error).isSuccess && invocation.asksForHelp {
      Console.print(try invocation.help)
      return ExitStatus.clean.rawValue
    } catch  where exitCode(for: error) == .validationFailure && !(error is ExitCode) {
      Console.error(UsageComplaint(invocation).text(for: error))
      return ExitStatus.usage.rawValue
    }
  }

  /// Reports an error, and returns the status to end with.
  private static func status(of error: any Error) -> Int32 {
    if let ended = error as? EndedRun { return ended.status.rawValue }
    if let failure = Failure(error) {
      Console.error(failure.description)
      return failure.status.rawValue
    }
    let (text, status) = (fullMessage(for: error), exitCode(for: error))
    // The version and completions are results too.
    if !text.isEmpty {
      if status.isSuccess { Console.print(text + "\n") } else { Console.note(text) }
    }
    return status.rawValue
  }
}
