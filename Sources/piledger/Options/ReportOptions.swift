import Application
import ArgumentParser
import Domain

/// The days that a command covers.
struct PeriodOptions: ParsableArguments {
  @Option(
    name: [.short, .customLong("since")],
    help: "First day: 2026-10-05, 7d, yesterday, 2026-10.")
  var sinceText: String?

  @Option(
    name: [.short, .customLong("until")],
    help: "Last day, inclusive; of a month, its last.")
  var untilText: String?

  @Option(
    name: [.customShort("p"), .customLong("period")],
    help: ArgumentHelp(
      "2026-10, 2026-W05, 2026-Q1, last-month, last-7-days and more (piledger help periods).",
      valueName: "period"),
    completion: .custom(Completions.periods))
  var periodText: String?

  /// Whether no days are given, which means all.
  var isOpen: Bool { periodText == nil && sinceText == nil && untilText == nil }

  func validate() throws {
    guard periodText == nil || (sinceText == nil && untilText == nil) else {
      throw ValidationError("--period and --since/--until cannot be combined")
    }
    // Whether a text is a period does not depend on today; which comes first may, unless both are
    // days.
    _ = try bounds(today: CalendarDay(number: 0))
    if let since = sinceText.flatMap({ CalendarDay($0) }),
      let until = untilText.flatMap({ CalendarDay($0) })
    {
      try PeriodOptions.requireOrder(since, until)
    }
  }

  private static func requireOrder(_ since: CalendarDay?, _ until: CalendarDay?) throws {
    guard let since, let until, until < since else { return }
    throw ValidationError("--until is before --since")
  }

  /// The period; relative words count from today.
  ///
  /// - Throws: `ValidationError` with the nearest words.
  func period(today: CalendarDay) throws -> ReportPeriod {
    let period = try bounds(today: today)
    try PeriodOptions.requireOrder(period.since, period.until)
    return period
  }

  private func bounds(today: CalendarDay) throws -> ReportPeriod {
    if let periodText {
      return try PeriodOptions.read(periodText, "--period", today, PeriodText.period)
    }
    let since = try sinceText.map {
      try PeriodOptions.read($0, "--since", today, PeriodText.firstDay)
    }
    let until = try untilText.map {
      try PeriodOptions.read($0, "--until", today, PeriodText.lastDay)
    }
    return ReportPeriod(since: since, until: until)
  }

  /// What a word given to an option, or as an argument, means.
  static func read<Value>(
    _ text: String, _ option: String, _ today: CalendarDay,
    _ reader: (String, CalendarDay) throws(PeriodError) -> Value
  ) throws(ValidationError) -> Value {
    do throws(PeriodError) {
      return try reader(text, today)
    } catch {
      throw ValidationError("\(option): \(error)")
    }
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
    help: "credits (default), or cash: what they cost.")
  var money: Money = .credits
}
