import Domain
import Ledger

extension Run {
  /// The run of a night: at the end of the last day that is over.
  ///
  /// A night that is asked for by its day takes place when that night ran, so that the balances count
  /// which it had, and at the end of the day where none ran.
  func night(in ledger: LedgerStore) throws -> Run {
    let day = lastCompleteDay(in: ledger)
    let end = ledger.calendar.end(of: day)
    guard case .day = asOf else { return reckoning(at: end, takingPlaceAt: clock) }
    return reckoning(at: end, takingPlaceAt: try ledger.nightRanAt(day) ?? end)
  }

  /// What is wrong about a night without a key; nil where it may do without one.
  func complaintAboutMissingKey(
    in ledger: LedgerStore, hasInbox: Bool
  ) throws -> Failure? {
    let reason: String
    if let setting = configuration.settingOfFetching {
      reason = "no key, though \(setting.rawValue) is set"
    } else if try ledger.lastFetchedAccount() != nil {
      reason = "no key, though this ledger was fetched into before"
    } else if !hasInbox {
      reason = "neither a key nor an inbox is set, so nothing can come in"
    } else {
      return nil
    }
    return Failure(
      .configuration,
      "\(reason): set \(Run.keyVariable) where the night runs, or key_file"
        + (hasInbox ? ", or give --no-fetch" : ", or inbox"))
  }
}
