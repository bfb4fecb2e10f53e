import Application
import ArgumentParser
import Domain
import Ledger
import Rendering
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
        piledger close last-month
        piledger close
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The month: 2026-09, last-month, september.")
  var month: String?

  func run() throws {
    try format.check(options)
    let run = try options.run()
    guard let monthText = month else { return try list(run) }
    // Rejects a bad word before it looks for a ledger.
    _ = try CloseCommand.month(monthText, today: run.now.day)
    let ledger = try run.existingLedger(.readWrite)
    let month = try CloseCommand.month(monthText, today: run.today(in: ledger))
    guard month.lastDay <= run.lastCompleteDay(in: ledger) else {
      throw Failure(.usage, "\(month) is not over yet; close it from \(month.next.firstDay) on")
    }
    let rates = try run.exchangeRates(keptIn: ledger)
    do {
      try ledger.close(monthOf: month.firstDay, at: run.now, keeping: rates)
    } catch let error as MonthError {
      // Nothing to do is no failure: a script may run twice.
      if !options.quiet { Console.note(error.description) }
      return
    }
    if let rates, !options.quiet {
      let rows = try ledger.reader(in: month.period, asOf: run.now).lines()
      CurrencyNotes.notes(rows, rates: rates).forEach(Console.note)
    }
    try format.write(
      CloseCommand.receipt(
        "closed", month, command: "close", at: run.now, keeping: rates?.currency), options)
  }

  /// Lists what was closed and reopened.
  private func list(_ run: Run) throws {
    let table = ReportTable(
      name: "months", title: "Closed and reopened months",
      columns: ["at", "month", "action", "reason"].map { ReportTable.Column($0, .text) },
      rows: try run.ledger(.readOnly).monthEvents().map { event in
        [
          .text(event.happenedAt.description), .text(event.month.description),
          .text(event.action), event.reason.isEmpty ? .none : .text(event.reason),
        ]
      })
    guard !options.quiet || format.outputPath != nil else { return }
    try format.write(
      table, options: options, schema: "piledger.close.list/1", parameters: [],
      generatedAt: run.now)
  }

  static func receipt(
    _ action: String, _ month: CalendarMonth, command: String, at now: Instant,
    keeping currency: Currency? = nil
  ) -> Receipt {
    Receipt(
      envelope: JSONEnvelope(
        schema: "piledger.\(command)/1", generatedAt: now, parameters: [], coverage: nil,
        data: .object([
          ("month", .string(month.description)), ("action", .string(action)),
          ("currency", .optional(currency?.code)),
        ])),
      text: "\(action) \(month)"
        + (currency.map { ", with the \($0) rates of its days" } ?? "") + "\n")
  }

  static func month(_ text: String, today: CalendarDay) throws(Failure) -> CalendarMonth {
    do throws(PeriodError) {
      return try PeriodText.month(text, today: today)
    } catch {
      throw Failure(.usage, error.description)
    }
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
  @OptionGroup var format: FormatOptions

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
    try format.check(options)
    let run = try options.run()
    _ = try CloseCommand.month(month, today: run.now.day)
    let ledger = try run.existingLedger(.readWrite)
    let month = try CloseCommand.month(month, today: run.today(in: ledger))
    do {
      try ledger.reopen(monthOf: month.firstDay, at: run.now, reason: reason)
    } catch let error as MonthError {
      throw Failure(.usage, error.description)
    }
    try format.write(
      CloseCommand.receipt("reopened", month, command: "reopen", at: run.now), options)
  }
}
