import Domain
import Reconciliation

extension MonthReport {
  /// The spend of each API key, according to the account history.
  var keySection: ReportDocument.Section {
    guard let keys = facts.keys else {
      return .init(
        "keys", title: "Spend per API key",
        [
          .paragraph(
            "Unknown: task responses do not name their API key, and the ledger has no account "
              + "history for the month.")
        ])
    }
    let table = AccountReports.keys(keys.spends, unit: keys.unit, names: keys.names)
    return .init(
      "keys", title: "Spend per API key",
      [.table(table.withoutEmptyColumns)]
        + [keys.unit?.sentence].compactMap { $0.map { .paragraph($0) } })
  }

  /// How the balance came about.
  var walletSection: ReportDocument.Section {
    guard let wallet = facts.wallet, !wallet.windows.isEmpty else {
      return .init(
        "wallet", title: "Wallet",
        [
          .paragraph(
            "Unknown: no balances recorded for the month.")
        ])
    }
    let table = WalletReport.rollForward(wallet.windows).withoutEmptyColumns
    return .init(
      "wallet", title: "Wallet",
      [
        .paragraph(
          "Between two snapshots opening + top-ups − charged − billed − unlogged − expired + timing "
            + "+ rounding + unexplained = closing."),
        .table(table),
      ]
        + (wallet.entries.topUps.isEmpty
          ? [] : [.table(WalletReport.topUps(wallet.entries.topUps))])
        + (wallet.entries.charges.isEmpty
          ? [] : [.table(WalletReport.charges(wallet.entries.charges))]))
  }

  /// The amounts frozen for tasks that haven't ended.
  var commitmentSection: ReportDocument.Section {
    let open = facts.rows.filter { $0.verdict.isOpen || !$0.isSettled }
    guard !open.isEmpty else {
      return .init(
        "commitments", title: "Commitments", [.paragraph("Every task of the month has ended.")])
    }
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
