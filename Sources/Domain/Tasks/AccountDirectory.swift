/// The accounts whose tasks a ledger keeps, as their owner names them.
package struct AccountDirectory: Hashable, Sendable {
  /// Names nobody: accounts are called as answers call them.
  package static let none = AccountDirectory([])

  package struct Account: Hashable, Sendable {
    package let name: String
    /// The ids and names by which the provider's answers call it.
    package let ids: [String]
    /// The sources whose answers are of it, unless they tell another.
    package let sources: [TextPattern]
    /// The day after which no more tasks of it are expected; nil if they are.
    package let until: CalendarDay?

    package init(
      name: String, ids: [String] = [], sources: [TextPattern] = [], until: CalendarDay? = nil
    ) {
      (self.name, self.ids, self.sources, self.until) = (name, ids, sources, until)
    }
  }

  package let accounts: [Account]
  /// The account of every source, whatever it is called; nil for those of ``accounts``.
  package private(set) var ofAllSources: String?

  private let names: [String: String]

  package init(_ accounts: [Account]) {
    self.accounts = accounts
    names = Dictionary(
      accounts.flatMap { account in ([account.name] + account.ids).map { ($0, account.name) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The same accounts, for answers that are all of one of them unless they tell another.
  package func assigning(allTo account: String?) -> AccountDirectory {
    var directory = self
    directory.ofAllSources = account.map(name(ofTold:))
    return directory
  }

  /// The name of the account that answers call this; what they call it if it is none of these.
  package func name(ofTold told: String) -> String { names[told] ?? told }

  /// The account of a source's answers; nil if nothing says it.
  ///
  /// The first that fits counts.
  package func account(ofSource source: String) -> String? {
    ofAllSources
      ?? accounts.first { account in account.sources.contains { $0.fits(source) } }?.name
  }

  /// The name of the account that an identity is of; nil if it is none of these.
  package func name(of identity: AccountIdentity) -> String? {
    [identity.id, identity.name].lazy.compactMap { $0.flatMap { names[$0] } }.first
  }
}
