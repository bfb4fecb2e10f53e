import Application
import ArgumentParser
import Domain
import Ledger
import Reports

struct CloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close a month: its figures no longer change.",
    discussion: """
      What is found later about a task of a closed month, through a late response or another rate \
      card, becomes an adjustment in the month in which it was found. Without a month, lists what \
      was closed and reopened.

      With a currency in the configuration, the exchange rates of its days are kept too: later \
      tables of rates do not change what it cost.

      EXAMPLES
        piledger close 2026-09
        piledger close
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The month, such as 2026-09.")
  var month: String?

  func run() throws {
    let run = try options.run()
    guard let monthText = month else {
      try list(try run.ledger(.readOnly))
      return
    }
    let month = try CloseCommand.month(monthText)
    let ledger = try run.existingLedger(.readWrite)
    guard month.lastDay <= run.lastCompleteDay(in: ledger) else {
      throw Failure(.usage, "\(month) is not over yet")
    }
    let rates = try run.exchangeRates(keptIn: ledger)
    do {
      try ledger.close(monthOf: month.firstDay, at: run.now, keeping: rates)
    } catch let error as MonthError {
      throw Failure(.usage, error.description)
    }
    guard !options.quiet else { return }
    Console.print(
      "closed \(month)\(rates.map { ", with the \($0.currency) rates of its days" } ?? "")\n")
    if let rates {
      let rows = try ledger.reader(in: month.period, asOf: run.now).lines()
      CurrencyNotes.notes(rows, rates: rates).forEach(Console.note)
    }
  }

  private func list(_ ledger: LedgerStore) throws {
    for event in try ledger.monthEvents() {
      let reason = event.reason.isEmpty ? "" : ": \(VisibleText.line(event.reason))"
      Console.print("\(event.happenedAt)  \(event.month)  \(event.action)\(reason)\n")
    }
  }

  static func month(_ text: String) throws -> CalendarMonth {
    guard let month = CalendarMonth(text) else {
      throw Failure(.usage, "expected a month such as 2026-09, found \(text)")
    }
    return month
  }
}

struct ReopenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Reopen a closed month, and keep the reason.",
    discussion: """
      The month's adjustments move back to its own days.

      EXAMPLES
        piledger reopen 2026-09 --reason "the provider corrected its price page"
      """)

  @OptionGroup var options: GlobalOptions

  @Option(name: .customLong("reason"), help: "Why, for later readers of the books.")
  var reason: String

  @Argument(help: "The month, such as 2026-09.")
  var month: String

  func validate() throws {
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw ValidationError("--reason must not be empty")
    }
  }

  func run() throws {
    let run = try options.run()
    let month = try CloseCommand.month(month)
    let ledger = try run.existingLedger(.readWrite)
    do {
      try ledger.reopen(monthOf: month.firstDay, at: run.now, reason: reason)
    } catch let error as MonthError {
      throw Failure(.usage, error.description)
    }
    if !options.quiet { Console.print("reopened \(month)\n") }
  }
}
