import Domain
import Reconciliation

extension MonthReport {
  /// The spend of each API key, according to the account history.
  ///
  /// Nil without one, since task responses do not name their API key.
  var keySection: ReportDocument.Section? {
    guard let keys = facts.keys else { return nil }
    let table = AccountReports.keys(keys.spends, unit: keys.unit, names: keys.names)
    return .init(
      "keys", title: "Spend per API key",
      [
        .table(
          TableBlock(table.withoutEmptyColumns.sorted(byAmountOf: "booked"), data: table))
      ]
        + [keys.unit?.sentence].compactMap { $0.map { .paragraph($0) } })
  }

  /// How the balance came about; nil if no balances are recorded for the month.
  var walletSection: ReportDocument.Section? {
    guard let wallet = facts.wallet, !wallet.windows.isEmpty else { return nil }
    let table = WalletReport.rollForward(wallet.windows)
    return .init(
      "wallet", title: "Wallet",
      [
        .paragraph(
          "Between two snapshots opening + top-ups − charged − billed − unlogged − expired + timing "
            + "+ rounding + unexplained = closing."),
        .table(TableBlock(table.withoutEmptyColumns, data: table)),
      ]
        + (wallet.entries.topUps.isEmpty
          ? [] : [.table(WalletReport.topUps(wallet.entries.topUps))])
        + (wallet.entries.charges.isEmpty
          ? [] : [.table(WalletReport.charges(wallet.entries.charges))]))
  }

  /// The amounts frozen for tasks that haven't ended; nil if all have.
  var commitmentSection: ReportDocument.Section? {
    let open = facts.rows.filter { $0.verdict.isOpen || !$0.isSettled }
    guard !open.isEmpty else { return nil }
    let groups = Dictionary(grouping: open) { [$0.pricing.sku.model, $0.pricing.sku.taskType] }
    let cells = { (rows: [LedgerLine]) -> [Cell] in
      let totals = Totals(rows)
      let price = rows.reduce(Points.zero) { $0 + ($1.price ?? .zero) * $1.tasks }
      return [
        .count(totals.tasks), .money(totals.commitment), .money(totals.unsettled),
        .money(price),
      ]
    }
    let table = ReportTable(
      name: "commitments", title: "Tasks of the month that have not ended",
      columns: [
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("tasks", .count), ReportTable.Column("commitment", .money),
        ReportTable.Column("unsettled", heading: "booked USD", .money),
        ReportTable.Column("price", .money),
      ],
      rows: groups.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { key in
        key.map { .text($0) } + cells(groups[key] ?? [])
      },
      total: [.text("total"), .none] + cells(open))
    return .init("commitments", title: "Commitments", [.table(table)])
  }
}
