import Domain
package import Reconciliation

/// The state of the wallet, line by line.
package enum WalletSummary {
  private static let ownUnits = "in the provider's units, whose value is not verified"

  package static func table(_ state: WalletState) -> ReportTable {
    ReportTable(
      name: "wallet", title: "Wallet",
      columns: [
        ReportTable.Column("figure", .text), ReportTable.Column("amount", .money),
        ReportTable.Column("value", .number), ReportTable.Column("detail", .text),
      ],
      rows: balanceRows(state) + commitmentRows(state) + runwayRows(state))
  }

  private static func row(
    _ name: String, _ amount: Points?, value: String? = nil, _ detail: String = ""
  ) -> [Cell] {
    [
      .word(name), amount.map { .money($0) } ?? .none, value.map { .text($0) } ?? .none,
      detail.isEmpty ? .none : .text(detail),
    ]
  }

  private static func balanceRows(_ state: WalletState) -> [[Cell]] {
    let since = state.since
    return [
      row("latest_balance", state.latest.balance, "at \(state.latest.observedAt)"),
      row("topped_up_since", since.topUps),
    ] + (since.charged == .zero ? [] : [row("charged_since", since.charged)]) + [
      row("billed_since", since.billed, "\(since.tasks) tasks; \(state.basis.sentence)"),
      row("unlogged_since", since.unlogged, "only in the history"),
      row("balance", state.balance, "the latest balance, adjusted for what is known since"),
    ]
  }

  private static func commitmentRows(_ state: WalletState) -> [[Cell]] {
    var rows = [
      row("commitment", state.commitment, "frozen for \(state.openTasks) running tasks")
    ]
    let figures = state.latest.figures
    if let difference = state.frozenDifference, let frozen = state.frozen {
      let detail =
        difference == .zero
        ? "equals the known commitments"
        : "\(difference.usdText) USD beyond the known commitments"
      rows.append(row("frozen_by_account", frozen, detail))
    } else {
      for (name, figure) in [("wallet", figures.walletFrozen), ("packs", figures.packsFrozen)] {
        guard let figure else { continue }
        rows.append(row("frozen_by_account", nil, value: "\(figure)", "\(name): \(ownUnits)"))
      }
    }
    return rows
  }

  private static func runwayRows(_ state: WalletState) -> [[Cell]] {
    let days = state.rate.days
    let basis =
      days == 0
      ? "no complete day is known yet"
      : "mean of the latest \(days) complete \(days == 1 ? "day" : "days")"
    let unknown = state.rate.tasksWithoutAmount
    let least =
      unknown == 0
      ? "" : "; at least, as \(unknown) \(unknown == 1 ? "task has" : "tasks have") no amount"
    var rows = [
      row("spend_per_day", state.rate.perDay, basis + least),
      row("runway", nil, value: state.runway.description),
    ]
    guard let level = state.latest.figures.rechargeLevel else { return rows }
    if let points = state.rechargeLevel {
      rows.append(row("recharge_below", points, "automatic top-up"))
      rows.append(
        row("runway_to_recharge", nil, value: state.rechargeRunway?.description))
    } else {
      rows.append(row("recharge_below", nil, value: "\(level)", ownUnits))
    }
    return rows
  }
}
