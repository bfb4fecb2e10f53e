import Application
import ArgumentParser
import Domain

/// The days that a command covers.
struct PeriodOptions: ParsableArguments {
  @Option(name: [.short, .long], help: "The first day, inclusive.", transform: PeriodOptions.day)
  var since: CalendarDay?

  @Option(name: [.short, .long], help: "The last day, inclusive.", transform: PeriodOptions.day)
  var until: CalendarDay?

  @Option(
    name: .customLong("period"),
    help: "A year, month or day (2026-10), today, yesterday, this-month or last-month.")
  var periodText: String?

  private static func day(_ text: String) throws -> CalendarDay {
    guard let day = CalendarDay(text) else {
      throw ValidationError("expected a day such as 2026-10-05")
    }
    return day
  }

  func validate() throws {
    guard periodText == nil || (since == nil && until == nil) else {
      throw ValidationError("--period and --since/--until cannot be combined")
    }
    if let since, let until, until < since {
      throw ValidationError("--until is before --since")
    }
  }

  /// The period; relative words count from today.
  func period(today: CalendarDay) throws -> ReportPeriod {
    guard let periodText else { return ReportPeriod(since: since, until: until) }
    guard let period = ReportPeriod(periodText, today: today) else {
      throw ValidationError(
        "--period: expected 2026, 2026-10, 2026-10-05, today, yesterday, this-month or "
          + "last-month, found \(periodText)")
    }
    return period
  }
}

/// The currency next to USD.
struct CurrencyOptions: ParsableArguments {
  @Option(
    name: .customLong("currency"),
    help: ArgumentHelp(
      "Show amounts in a currency too, at each day's rate (exchange_rates); USD for none.",
      valueName: "code"))
  var code: String?
}

extension Money: ExpressibleByArgument {}

/// The kind of money that a report uses.
struct MoneyOptions: ParsableArguments {
  @Option(
    name: .customLong("money"),
    help: "credits, or cash: what was paid for them, bonuses taken into account. Default: credits.")
  var money: Money = .credits
}
