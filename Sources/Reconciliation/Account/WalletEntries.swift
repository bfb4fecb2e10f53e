package import Domain

/// Money added to the account, as recorded by its owner.
package struct TopUp: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Paid for.
    case cash
    /// Granted: a bonus or a trial.
    case credit
  }

  package let id: Int64
  package let day: CalendarDay
  /// The moment, if known.
  package let at: Instant?
  package let amount: Points
  package let kind: Kind
  package let note: String
  /// Nil for the ledger's only account.
  package let account: String?

  package init(
    id: Int64, day: CalendarDay, at: Instant?, amount: Points, kind: Kind, note: String,
    account: String? = nil
  ) {
    self.id = id
    self.day = day
    self.at = at
    self.amount = amount
    self.kind = kind
    self.note = note
    self.account = account
  }
}

/// Money taken from the account that no task explains, as recorded by its owner: a fee, or what
/// support took back.
package struct WalletCharge: Hashable, Sendable {
  package let id: Int64
  package let day: CalendarDay
  /// The moment, if known.
  package let at: Instant?
  package let amount: Points
  package let note: String
  /// Nil for the ledger's only account.
  package let account: String?

  package init(
    id: Int64, day: CalendarDay, at: Instant?, amount: Points, note: String,
    account: String? = nil
  ) {
    self.id = id
    self.day = day
    self.at = at
    self.amount = amount
    self.note = note
    self.account = account
  }
}

/// What the owner of an account has recorded about it.
package struct WalletEntries: Hashable, Sendable {
  package var topUps: [TopUp]
  package var charges: [WalletCharge]

  package init(topUps: [TopUp] = [], charges: [WalletCharge] = []) {
    (self.topUps, self.charges) = (topUps, charges)
  }

  /// Those of an account; all of them for the ledger's only one.
  package func ofAccount(_ account: String?) -> WalletEntries {
    guard let account else { return self }
    return WalletEntries(
      topUps: topUps.filter { $0.account == account },
      charges: charges.filter { $0.account == account })
  }

  /// Those whose account a closure keeps.
  package func kept(_ isKept: (String?) -> Bool) -> WalletEntries {
    WalletEntries(
      topUps: topUps.filter { isKept($0.account) },
      charges: charges.filter { isKept($0.account) })
  }

  /// Those up to a moment, or on its day if they have only that.
  package func through(_ moment: Instant, day today: CalendarDay) -> WalletEntries {
    let isPast = { (day: CalendarDay, at: Instant?) in at.map { $0 <= moment } ?? (day <= today) }
    return WalletEntries(
      topUps: topUps.filter { isPast($0.day, $0.at) },
      charges: charges.filter { isPast($0.day, $0.at) })
  }
}
