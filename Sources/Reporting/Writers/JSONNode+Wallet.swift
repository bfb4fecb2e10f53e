import Domain
package import Reconciliation

extension JSONNode {
  /// The state of the wallet; days are decimals as text, and what is not known is null.
  package static func wallet(_ state: WalletState) -> JSONNode {
    let days = { (tenths: Int64?) -> JSONNode in .optional(tenths.map(decimalText)) }
    let figures = state.latest.figures
    return .object(
      [("latest_at", .string(state.latest.observedAt.description))]
        + money("latest_balance", state.latest.balance)
        + money("topped_up_since", state.since.topUps)
        + money("billed_since", state.since.billed)
        + money("unlogged_since", state.since.unlogged) + money("balance", state.balance)
        + money("commitment", state.commitment)
        + [
          ("open_tasks", .integer(Int64(state.openTasks))),
          ("booking_basis", .string(state.basis.rawValue)),
          ("unit_basis", .optional(state.unit?.basis.rawValue)),
          ("points_per_unit", .optional(state.unit?.pointsPerUnit.description)),
          ("wallet_frozen_units", .optional(figures.walletFrozen?.description)),
          ("packs_frozen_units", .optional(figures.packsFrozen?.description)),
        ] + money("frozen_by_account", state.frozen)
        + money("frozen_beyond_commitment", state.frozenDifference)
        + [("rate_days", .integer(Int64(state.rate.days)))]
        + money("spend_per_day", state.rate.perDay)
        + [
          ("runway_days", days(state.runwayTenths)),
          ("recharge_level_units", .optional(figures.rechargeLevel?.description)),
        ] + money("recharge_level", state.rechargeLevel)
        + [("runway_to_recharge_days", days(state.rechargeTenths))])
  }
}
