import Budgets
import Domain
import Reconciliation

extension MonthReport {
  /// Where the money went: by day, model and SKU; empty if the month has no tasks.
  var spendSections: [ReportDocument.Section] {
    guard !facts.rows.isEmpty else { return [] }
    let models = ModelSpend(facts.rows, month: facts.month)
    let days = DailySpendChart(
      firstDay: facts.month.firstDay, days: facts.month.days, series: models.series)
    let daily = cost(.daily)
    return [
      .init(
        "days", title: "Spend per day",
        [
          .chart(Chart(name: "days", title: "Billed per day, by model", figure: .days(days))),
          .table(TableBlock(daily.withoutEmptyColumns, data: daily, isFolded: true)),
        ]),
      .init(
        "models", title: "Spend per model",
        [
          .chart(
            Chart(
              name: "models", title: "Share of the billed amount by model",
              figure: .shares(ShareChart(models.shares)))),
          .table(spendTable(cost(.model), by: StandardReport.model.dimensions)),
        ]),
      .init(
        "skus", title: "Spend per SKU",
        [.table(spendTable(cost(.sku), by: StandardReport.sku.dimensions))]),
    ]
  }

  private func cost(_ report: StandardReport) -> ReportTable {
    report.report(
      facts.rows, period: facts.month.period, undatedTasks: facts.undatedTasks,
      rates: facts.rates
    ).table
  }

  /// A cost report with what cost most first, and the daily course of each row.
  func spendTable(_ data: ReportTable, by dimensions: [Dimension]) -> TableBlock {
    let table = data.withoutEmptyColumns.sorted(byAmountOf: "billed")
    // A dimension that is empty in every row has lost its column.
    let keys = dimensions.filter { dimension in
      table.columns.contains { $0.name == dimension.name }
    }
    return TableBlock(
      table, data: data, graph: CostGraph(beside: table, by: keys, rows: facts.rows))
  }
}

/// The billed amounts of a month's models, largest first; models beyond the chart's colors are
/// combined.
struct ModelSpend {
  let series: [DailySpendChart.Series]

  init(_ rows: [LedgerLine], month: CalendarMonth) {
    let models = Dictionary(grouping: rows, by: \.pricing.sku.model)
      .map { name, rows in (name: name, billed: Totals(rows).billed, rows: rows) }
      .filter { $0.billed != .zero }
      .sorted { ($1.billed, $0.name) < ($0.billed, $1.name) }
    let fits = models.count <= DailySpendChart.colors
    let named = models.prefix(fits ? models.count : DailySpendChart.colors)
    let rest = models.dropFirst(named.count)
    let line = { (name: String, rows: [LedgerLine]) in
      DailySpendChart.Series(
        name: name,
        amounts: DailyBilled(rows, firstDay: month.firstDay, days: month.days).amounts)
    }
    series =
      named.map { line($0.name, $0.rows) }
      + (rest.isEmpty ? [] : [line("\(rest.count) other models", rest.flatMap(\.rows))])
  }

  var shares: [ShareChart.Share] {
    series.map { ShareChart.Share(name: $0.name, amount: $0.amounts.reduce(.zero, +)) }
  }
}

/// The cost of each day in a range.
struct DailyBilled {
  /// One amount per day.
  private(set) var amounts: [Points]

  /// - Parameters:
  ///   - rows: the tasks; those on other days are ignored.
  ///   - payments: fixed charges, each counted on its day.
  ///   - firstDay: the first day.
  ///   - days: the number of days.
  init(
    _ rows: [LedgerLine], payments: [DatedCharge] = [], firstDay: CalendarDay, days: Int
  ) {
    amounts = Array(repeating: .zero, count: days)
    for row in rows {
      guard let day = row.day else { continue }
      add(row.amounts.billed, at: day.number - firstDay.number)
    }
    for payment in payments { add(payment.amount, at: payment.day.number - firstDay.number) }
  }

  private mutating func add(_ amount: Points, at index: Int) {
    if amounts.indices.contains(index) { amounts[index] += amount }
  }
}
