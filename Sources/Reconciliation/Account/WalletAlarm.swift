import Domain

/// What someone should do something about before a prepaid account stops working.
package struct WalletAlarm: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The balance won't last as many days as it should.
    case lowRunway = "low_runway"
    /// The balance is below the level at which the account is topped up automatically.
    case belowRechargeLevel = "below_recharge_level"
    /// A credit pack expires soon, and some of it will be lost.
    case expiringPack = "expiring_pack"
  }

  package let kind: Kind
  /// Which one, if there can be several, without amounts.
  let cause: String
  package let detail: String
  let amount: Points?
  /// What is left, in tenths of days or in points: half of it is worse enough to be told again.
  package let level: Int64

  /// The alarms of a wallet; what isn't known is no alarm.
  ///
  /// - Parameters:
  ///   - state: the wallet.
  ///   - limitDays: how many days the balance should last, and how many days before its expiry a
  ///     pack is told; 0 for no such alarms.
  /// - Returns: the alarms, in a fixed order.
  package static func alarms(of state: WalletState, limitDays: Int) -> [WalletAlarm] {
    let alarms =
      [runway(state, limitDays: limitDays), recharge(state)].compactMap(\.self)
      + state.packs.compactMap { pack($0, state, limitDays: limitDays) }
    guard let account = state.account else { return alarms }
    return alarms.map { $0.ofAccount(VisibleText.line(account, limit: 40)) }
  }

  private func ofAccount(_ account: String) -> WalletAlarm {
    WalletAlarm(
      kind: kind, cause: cause.isEmpty ? "of \(account)" : "\(cause) of \(account)",
      detail: "\(account): \(detail)", amount: amount, level: level)
  }

  private static func runway(_ state: WalletState, limitDays: Int) -> WalletAlarm? {
    guard case .days(let tenths) = state.runway, tenths < Int64(limitDays) * 10 else { return nil }
    let rate = state.rate.perDay.map { " at \($0.usdText) USD a day" } ?? ""
    return WalletAlarm(
      kind: .lowRunway, cause: "",
      detail: "the balance of \(state.balance.usdText) USD lasts \(state.runway)\(rate), less than "
        + "\(limitDays) \(limitDays == 1 ? "day" : "days") (runway_days_limit)",
      amount: state.balance, level: tenths)
  }

  private static func recharge(_ state: WalletState) -> WalletAlarm? {
    guard let level = state.rechargeLevel, state.balance < level else { return nil }
    return WalletAlarm(
      kind: .belowRechargeLevel, cause: "",
      detail: "the balance of \(state.balance.usdText) USD is below the \(level.usdText) USD at "
        + "which the account should have been topped up automatically",
      amount: state.balance, level: state.balance.count)
  }

  private static func pack(
    _ outlook: PackOutlook, _ state: WalletState, limitDays: Int
  ) -> WalletAlarm? {
    let pack = outlook.pack
    guard pack.isActive, let end = pack.expiresAt, let rest = pack.remaining, rest > .zero,
      outlook.unused.map({ $0 > .zero }) ?? true
    else { return nil }
    let seconds = end.seconds(since: state.asOf)
    guard seconds > 0, seconds < Int64(limitDays) * 86_400 else { return nil }
    let lost =
      outlook.unused.map { "with \($0.usdText) USD that will not be used by then" }
      ?? "with \(rest) in the provider's units left"
    return WalletAlarm(
      kind: .expiringPack, cause: "credit pack \(pack.id)",
      detail: "credit pack \(pack.id) expires at \(end) \(lost)",
      amount: outlook.unused, level: seconds * 10 / 86_400)
  }

  /// The alarm as listed with the findings of the tasks.
  package var finding: Finding { Finding(alarm: self) }
}
