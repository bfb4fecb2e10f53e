import ArgumentParser

/// A short form: `piledger month 2026-02` is `piledger report month 2026-02`.
struct MonthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "month",
    abstract: "Show a month on a page; short for piledger report month.",
    discussion: """
      Takes the options of piledger report, and files instead of a ledger. See piledger report \
      --help and piledger help reports.

      EXAMPLES
        piledger month
        piledger month 2026-02
        piledger month last-month -o month.html
      """)

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "The month (default: that of the last complete day), and what report takes.",
      valueName: "month and options"), completion: .custom(Completions.months))
  var words: [String] = []

  func run() throws {
    var report = try ReportCommand.parseAsRoot(["month"] + words)
    try report.run()
  }
}
