package import Budgets
package import Domain
package import Reconciliation
package import Reports

/// A month with some of everything, and the month before it.
package enum MonthSample {
  package static let month = CalendarMonth(of: ReportSample.firstDay)
  /// The day after the month.
  package static let today = CalendarDay(number: ReportSample.firstDay.number + 28)

  package static let rows: [LedgerLine] =
    ReportSample.rows.filter { $0.day != nil } + [
      ReportSample.row(
        ReportSample.standard, ReportSample.secondDay + 3, .refundDue, status: .failed,
        billed: 280_000, expected: 0)
    ]

  package static let rowsBefore = [
    ReportSample.row(
      ReportSample.standard, ReportSample.firstDay + -10, .matched, billed: 280_000,
      expected: 280_000, tasks: 900)
  ]

  /// All days from the month before through the day before a day.
  package static func known(_ today: CalendarDay) -> KnownDays {
    KnownDays(month.previous.firstDay...today + -1, lastCompleteDay: today + -1)
  }

  package static func facts(
    rows: [LedgerLine] = MonthSample.rows, rowsBefore: [LedgerLine] = MonthSample.rowsBefore,
    today: CalendarDay = MonthSample.today, keys: MonthFacts.Keys? = nil,
    wallet: MonthFacts.Wallet? = nil, budgetName: String? = nil, charges: [FixedCharge] = [],
    outlook: MonthOutlook? = nil
  ) -> MonthFacts {
    MonthFacts(
      month: month, known: known(today), rows: rows, rowsBefore: rowsBefore, undatedTasks: 1,
      unreadable: UnreadableRecords(1, of: 90),
      notes: ["priced with the rate card small, fingerprint 0123456789abcdef"],
      keys: keys, wallet: wallet,
      budgets: [budgetName.flatMap { budget(name: $0, rows: rows, charges: charges) }]
        .compactMap(\.self),
      payments: charges.payments(in: month.period, today: today), outlook: outlook)
  }

  package static let planFee = FixedCharge(
    name: "plan fee", amount: Points(80_000_000), seats: 1, from: month.firstDay, until: nil,
    bonus: .zero)

  /// A budget of 30 dollars for the month.
  package static func budget(
    name: String, rows: [LedgerLine], charges: [FixedCharge] = []
  ) -> BudgetStatus? {
    guard let recurrence = BudgetRecurrence(unit: .month, from: nil, until: nil) else { return nil }
    let book = BudgetBook(
      Budget(
        name: name, amount: Points(300_000_000), recurrence: recurrence, scope: BudgetScope(),
        thresholds: [], overrunLimitPercent: ExactDecimal(50), hasRollover: false),
      spend: DailySpend(rows), charges: charges,
      earliest: ReportSample.firstDay, today: today, known: known(today))
    return book.status(on: month.lastDay)
  }

  package static let keys = keys(name: "web shop")

  package static func keys(name: String) -> MonthFacts.Keys {
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

  package static let wallet: MonthFacts.Wallet = {
    let start = Instant(startOf: ReportSample.firstDay)
    let window = WalletWindow(
      openingAt: start, closingAt: start.adding(seconds: 86_400), opening: Points(1_000_000_000),
      billed: Points(336_000_000), unlogged: .zero, closing: Points(663_000_000), tasks: 1202,
      precision: BalancePrecision(decimals: 7))
    let topUp = TopUp(
      id: 1, day: ReportSample.firstDay, at: nil, amount: Points(500_000_000), kind: .cash,
      note: "invoice 17")
    return MonthFacts.Wallet(windows: [window], entries: WalletEntries(topUps: [topUp]))
  }()

  /// The rows with a tag on what is of Seedream.
  package static func taggedRows(_ key: String = "project", _ value: String = "ads")
    -> [LedgerLine]
  {
    rows.map { row in
      var row = row
      if row.pricing.sku.model == "seedream" { row.tags = TagSet([key: value]) }
      return row
    }
  }

  package static let report = MonthReport(
    facts(
      rows: taggedRows(), keys: keys, wallet: wallet, budgetName: "everything",
      charges: [planFee]))
}
