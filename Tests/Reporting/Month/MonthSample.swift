import Billing
import Reconciliation
import Reporting

/// A month with something of everything, and the month before it.
enum MonthSample {
  static let month = ReportMonth(of: ReportSample.firstDay)
  /// The day after the month.
  static let today = CalendarDay(number: ReportSample.firstDay.number + 28)

  static let rows: [ReconciledRow] =
    ReportSample.rows.filter { $0.day != nil } + [
      ReportSample.row(
        ReportSample.standard, ReportSample.secondDay + 3, .refundDue, status: "failed",
        billed: 280_000, expected: 0)
    ]

  static let rowsBefore = [
    ReportSample.row(
      ReportSample.standard, ReportSample.firstDay + -10, .matched, billed: 280_000,
      expected: 280_000, tasks: 900)
  ]

  static func facts(
    rows: [ReconciledRow] = MonthSample.rows, rowsBefore: [ReconciledRow] = MonthSample.rowsBefore,
    today: CalendarDay = MonthSample.today, keys: MonthFacts.Keys? = nil,
    wallet: MonthFacts.Wallet? = nil
  ) -> MonthFacts {
    MonthFacts(
      month: month, today: today, rows: rows, rowsBefore: rowsBefore, undatedTasks: 1,
      quarantined: 1, notes: ["priced by the rate card small, fingerprint 0123456789abcdef"],
      keys: keys, wallet: wallet)
  }

  static let keys = keys(name: "web shop")

  static func keys(name: String) -> MonthFacts.Keys {
    var spend = KeySpend(apiKeyID: "3")
    try? spend.add(
      entries: 4, isAlone: false, usage: ExactDecimal(280_000), billed: Points(1_120_000),
      expected: Points(1_120_000))
    return MonthFacts.Keys(
      spends: [spend],
      unit: HistoryUnit([
        HistoryUnit.Pair(usage: ExactDecimal(280_000), billed: Points(280_000), tasks: 4)
      ]),
      names: ["3": name])
  }

  static let wallet: MonthFacts.Wallet = {
    let start = Instant(startOf: ReportSample.firstDay)
    let window = WalletWindow(
      openingAt: start, closingAt: start.adding(seconds: 86_400), opening: Points(1_000_000_000),
      billed: Points(336_000_000), unlogged: .zero, closing: Points(663_000_000), tasks: 1202)
    let topUp = TopUp(
      id: 1, day: ReportSample.firstDay, at: nil, amount: Points(500_000_000), kind: .cash,
      note: "invoice 17")
    return MonthFacts.Wallet(windows: [window], topUps: [topUp])
  }()

  static let report = MonthReport(facts(keys: keys, wallet: wallet))
}
