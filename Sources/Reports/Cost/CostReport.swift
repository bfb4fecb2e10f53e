package import Budgets
package import Domain
package import Reconciliation

/// The named reports.
package enum StandardReport: String, Sendable, CaseIterable {
  case daily
  case weekly
  case monthly
  case model
  case sku
  case status

  package var title: String {
    switch self {
    case .daily: "Cost per day"
    case .weekly: "Cost per week"
    case .monthly: "Cost per month"
    case .model: "Cost per model"
    case .sku: "Cost per SKU"
    case .status: "Cost per status and verdict"
    }
  }

  package var dimensions: [Dimension] {
    switch self {
    case .daily: [.day]
    case .weekly: [.week]
    case .monthly: [.month]
    case .model: [.model, .taskType]
    case .sku: [.sku]
    case .status: [.status, .verdict]
    }
  }

  /// The report on the rows of a period, by its default dimensions or by others.
  package func report(
    _ rows: [LedgerLine], by dimensions: [Dimension]? = nil, period: ReportPeriod,
    undatedTasks: Int, payments: [DatedCharge] = [], rates: ExchangeRates? = nil
  ) -> Report {
    CostReport.report(
      rawValue, title: title(by: dimensions), by: dimensions ?? self.dimensions, rows: rows,
      period: period, undatedTasks: undatedTasks, payments: payments, rates: rates)
  }

  private func title(by dimensions: [Dimension]?) -> String {
    guard let dimensions else { return title }
    return "Cost by \(dimensions.map(\.name).joined(separator: ", "))"
  }
}

/// Cost by one or more dimensions: what was billed, what was expected, and the variance.
///
/// In every row and in the total `billed = expected + variance + unchecked`, in USD and in the
/// currency that amounts are converted to.
package enum CostReport {
  fileprivate static let fixedChargesName = "fixed_charges"

  private static let amounts: [ReportTable.Column] = [
    ReportTable.Column("tasks", .count),
    ReportTable.Column("checked_tasks", heading: "checked", .count, isDetail: true),
    ReportTable.Column("open_tasks", heading: "running", .count, isDetail: true),
    ReportTable.Column("billed", .money),
    ReportTable.Column("expected", .money),
    ReportTable.Column("variance", .money),
    ReportTable.Column("unchecked", .money),
    ReportTable.Column("unsettled", .money, isDetail: true),
    ReportTable.Column("commitment", .money, isDetail: true),
  ]

  /// Builds the report on rows, sorted by its keys.
  ///
  /// Fixed charges get a separate column if all groups are spans of days. They belong to no task,
  /// and so to no other group of tasks.
  package static func report(
    _ name: String, title: String, by dimensions: [Dimension], rows: [LedgerLine],
    period: ReportPeriod, undatedTasks: Int, payments: [DatedCharge] = [],
    rates: ExchangeRates? = nil
  ) -> Report {
    var groups = groups(of: rows, by: dimensions, rates: rates)
    let fixed = fixedCharges(payments, by: dimensions)
    for key in fixed.keys where groups[key] == nil { groups[key] = Sums(rates) }
    let keys = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let total = groups.values.reduce(into: Sums(rates)) { $0 += $1 }
    let lines = keys.map { key in
      key.map { Cell.text($0) } + cells(groups[key] ?? Sums(rates))
        + (fixed.isEmpty ? [] : FixedChargeReport.sumCells(fixed[key] ?? [], rates: rates))
    }
    let sum = fixed.isEmpty ? [] : FixedChargeReport.sumCells(payments, rates: rates)
    let keyColumns = dimensions.map { ReportTable.Column($0.name, $0 == .day ? .time : .text) }
    let totalKey: [Cell] = dimensions.indices.map { $0 == 0 ? .text("total") : .none }
    return Report(
      table: ReportTable(
        name: name, title: title,
        columns: keyColumns + CurrencyColumns.columns(amounts, in: rates?.currency)
          + (fixed.isEmpty ? [] : FixedChargeReport.columns(fixedChargesName, rates: rates)),
        rows: lines, total: totalKey + cells(total) + sum),
      coverage: Coverage(total.totals, undatedTasks: undatedTasks), period: period)
  }

  /// The sums of rows, in USD and in another currency if there is one.
  private struct Sums {
    private(set) var totals = Totals()
    private(set) var converted: CurrencyTotals?

    init(_ rates: ExchangeRates?) {
      converted = rates.map { _ in CurrencyTotals() }
    }

    mutating func add(_ row: LedgerLine, _ rates: ExchangeRates?) {
      totals.add(row)
      if let rates { converted?.add(row, at: rates) }
    }

    static func += (left: inout Sums, right: Sums) {
      left.totals += right.totals
      if let converted = right.converted { left.converted? += converted }
    }
  }

  /// The sums of rows with equal dimensions.
  ///
  /// Rows come by day, and neighbors often share a group, so their key is built and looked up once.
  private static func groups(
    of rows: [LedgerLine], by dimensions: [Dimension], rates: ExchangeRates?
  ) -> [[String]: Sums] {
    var groups: [[String]: Sums] = [:]
    var values = dimensions.map { DimensionValues($0) }
    var (latest, sums): ([String]?, Sums) = (nil, Sums(rates))
    for row in rows {
      let key = values.indices.map { values[$0].value(of: row) }
      if key != latest {
        if let latest { groups[latest, default: Sums(rates)] += sums }
        (latest, sums) = (key, Sums(rates))
      }
      sums.add(row, rates)
    }
    if let latest { groups[latest, default: Sums(rates)] += sums }
    return groups
  }

  /// The fixed charges by group key; empty unless all groups are spans of days.
  private static func fixedCharges(
    _ payments: [DatedCharge], by dimensions: [Dimension]
  ) -> [[String]: [DatedCharge]] {
    guard dimensions.allSatisfy(\.isTime) else { return [:] }
    return Dictionary(grouping: payments) { payment in
      dimensions.compactMap { $0.value(of: payment.day) }
    }
  }

  private static func cells(_ sums: Sums) -> [Cell] {
    let totals = sums.totals
    let cells: [Cell] = [
      .count(totals.tasks), .count(totals.coveredTasks), .count(totals.openTasks),
      .money(totals.billed), .money(totals.expected), .money(totals.variance),
      .money(totals.unchecked), .money(totals.unsettled), .money(totals.commitment),
    ]
    return CurrencyColumns.cells(cells, of: amounts, sums.converted)
  }
}

extension ReportTable {
  /// Whether there is a column for fixed charges.
  package var hasFixedCharges: Bool {
    columns.contains { $0.name == CostReport.fixedChargesName }
  }
}

/// The graph next to a cost report: bars if its rows are spans of days, otherwise each row's daily
/// course.
package enum CostGraph: Hashable, Sendable {
  /// One bar per row, all on the same scale.
  case bars([Points])
  /// The daily amounts of each row, each row on its own scale; all rows have the same number of
  /// days.
  case courses([[Points]])

  /// - Parameters:
  ///   - table: the report, whose rows start with the values of the dimensions.
  ///   - dimensions: the dimensions that it groups by.
  ///   - rows: the reconciled rows that it covers.
  package init(
    beside table: ReportTable, by dimensions: [Dimension], rows: [LedgerLine]
  ) {
    let groups = Dictionary(grouping: rows) { row in
      dimensions.map { Cell.text($0.value(of: row)) }
    }
    let lines = table.rows.map { groups[Array($0.prefix(dimensions.count))] ?? [] }
    guard !dimensions.contains(where: \.isTime) else {
      self = .bars(lines.map { Totals($0).billed })
      return
    }
    let days = rows.compactMap(\.day)
    guard let first = days.min(), let last = days.max() else {
      self = .courses([])
      return
    }
    self = .courses(
      lines.map { line in
        DailyBilled(line, firstDay: first, days: last.number - first.number + 1).amounts
      })
  }
}

/// Fixed charges, which are due whatever tasks cost.
package enum FixedChargeReport {
  package static func table(
    _ payments: [DatedCharge], rates: ExchangeRates? = nil
  ) -> ReportTable {
    ReportTable(
      name: "fixed", title: "Fixed charges",
      columns: [
        ReportTable.Column("day", .time), ReportTable.Column("name", .text),
        ReportTable.Column("seats", .count), ReportTable.Column("per_seat", .money),
      ] + columns("amount", rates: rates) + [ReportTable.Column("bonus_credits", .money)],
      rows: payments.map { payment in
        [
          .text(payment.day.description), .text(payment.charge.name),
          .count(payment.charge.seats), .money(payment.charge.amount),
        ] + sumCells([payment], rates: rates) + [.money(payment.charge.bonus)]
      },
      total: [.text("total"), .none, .none, .none] + sumCells(payments, rates: rates)
        + [.money(payments.reduce(.zero) { $0 + $1.charge.bonus })])
  }

  /// The columns of their sum: in USD, and in another currency if there is one.
  fileprivate static func columns(_ name: String, rates: ExchangeRates?) -> [ReportTable.Column] {
    [ReportTable.Column(name, .money)]
      + (rates.map { [CurrencyColumns.column(name, in: $0.currency)] } ?? [])
  }

  /// Their sum, each at the rate of its day.
  fileprivate static func sumCells(_ payments: [DatedCharge], rates: ExchangeRates?) -> [Cell] {
    guard let rates else { return [.money(sum(payments))] }
    let converted = payments.reduce(CurrencyAmount?.some(.zero)) { sum, payment in
      CurrencyTotals.sum(sum, rates.amount(payment.amount, on: payment.day))
    }
    return [.money(sum(payments)), CurrencyColumns.cell(converted)]
  }

  package static func sum(_ payments: [DatedCharge]) -> Points {
    payments.reduce(.zero) { $0 + $1.amount }
  }

  /// `fixed charges of the period, of no task: 80.00 USD in 1 payment`; nil if there are none.
  package static func note(_ payments: [DatedCharge]) -> String? {
    guard !payments.isEmpty else { return nil }
    return "fixed charges of the period, not tied to any task: \(sum(payments).usdText) USD in "
      + "\(payments.count) \(payments.count == 1 ? "payment" : "payments")"
  }
}
