import Billing
import Ledger

extension Run {
  /// The run of a night: at the end of the last day that is over.
  ///
  /// A night that is asked for by its day takes place when that night ran, so that the balances count
  /// which it had, and at the end of the day where none ran.
  func night(in ledger: LedgerStore) throws -> Run {
    let day = lastCompleteDay(in: ledger)
    let end = ledger.calendar.end(of: day)
    guard case .day = options.asOf else { return reckoning(at: end, takingPlaceAt: clock) }
    return reckoning(at: end, takingPlaceAt: try ledger.nightRanAt(day) ?? end)
  }

  /// Why a night is expected to have a key; nil where it may do without one.
  func reasonToExpectKey(
    in ledger: LedgerStore, isFedOtherwise: Bool
  ) throws -> String? {
    if let setting = configuration.settingOfFetching {
      return "\(setting.rawValue) is set"
    }
    if try ledger.lastFetchedAccount() != nil { return "this ledger has been fetched into" }
    return isFedOtherwise ? nil : "no inbox is set either, so that nothing can come in"
  }
}
