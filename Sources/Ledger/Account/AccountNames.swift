import Domain
import GRDB
import Queries

/// What the accounts of a ledger's tasks are called.
///
/// A task of a ledger with one account is of that account, whether or not anything tells it. In a
/// ledger with several, one of which nothing tells the account is of none of them.
///
/// Answers call an account by its id or by its name. So tasks, history rows and balances that call it
/// differently may mean the same: unless its owner has named the accounts, a ledger has several only
/// if tasks tell several, or history rows, or balances. Once they are named, those count too of which
/// the ledger has nothing yet: what nothing tells may be theirs.
struct AccountNames {
  /// The number of what nothing tells.
  static let untold: Int64 = -1
  private static let setting = "accounts"

  /// The number under which an account is shown.
  private var shownIDs: [Int64: Int64] = [:]
  private var names: [Int64: String] = [:]
  private var ends: [String: CalendarDay] = [:]
  /// The accounts of the ledger, as they are shown.
  let all: [String]

  init(in database: Database) throws {
    let bound = try AccountBinding.bound(in: database)
    let shown = { (name: String) in name == bound?.id ? bound?.name ?? name : name }
    var ids: [String: Int64] = [:]
    for row in try Row.fetchAll(database, sql: Query.accountNames.sql) {
      let (id, name): (Int64, String) = (row["id"], shown(row["name"]))
      let shownID = ids[name] ?? id
      (ids[name], shownIDs[id], names[shownID]) = (shownID, shownID, name)
    }
    let sides =
      try [.accountsOfSnapshots, .accountsOfHistory].map { (query: Query) in
        try String.fetchAll(database, sql: query.sql).filter { !$0.isEmpty }.map(shown)
      } + [ids.keys.sorted()]
    let told = Set(sides.joined())
    let named = try LedgerStore.setting(Self.setting, in: database).map(Named.init(text:))
    ends = named?.ends ?? [:]
    let known = told.union(named?.names ?? [])
    let areOne = named.map { !$0.names.isEmpty && known.count == 1 }
    guard areOne ?? sides.allSatisfy({ Set($0).count <= 1 }) else {
      all = known.sorted()
      return
    }
    // That of the balance is what its owner sees.
    all =
      named?.names
      ?? sides.lazy.compactMap(\.first).first.map { [bound?.name ?? $0] } ?? []
    shownIDs = shownIDs.mapValues { _ in AccountNames.untold }
    names = all.first.map { [AccountNames.untold: $0] } ?? [:]
  }

  /// Notes how the owner has named the ledger's accounts, and until when tasks of each come.
  static func noteNamed(_ accounts: AccountDirectory, in database: Database) throws {
    try LedgerStore.put(setting, Named(accounts).text, in: database)
  }

  /// The account that the owner has named, if there is only one.
  static func onlyNamed(in database: Database) throws -> String? {
    let names = try LedgerStore.setting(setting, in: database).map { Named(text: $0).names } ?? []
    return names.count == 1 ? names.first : nil
  }

  /// The number that tells the lines of accounts apart: the same for all that are shown as one.
  func number(ofStored id: Int64?) -> Int64 {
    id.flatMap { shownIDs[$0] } ?? AccountNames.untold
  }

  /// Nil for tasks of which nothing tells the account.
  func name(ofNumber number: Int64) -> String? { names[number] }

  func name(ofStored id: Int64?) -> String? { name(ofNumber: number(ofStored: id)) }

  var areSeveral: Bool { all.count > 1 }

  /// The accounts as outcomes have them.
  func storedIDs(of accounts: [String]) -> [Int64] {
    shownIDs.filter { accounts.contains(names[$0.value] ?? "") }.keys.sorted()
  }

  /// The day after which its owner expects no tasks of an account; nil if they do.
  func end(of account: String) -> CalendarDay? { ends[account] }
}

extension AccountNames {
  /// The accounts as their owner has named them, as the ledger keeps that.
  private struct Named {
    /// Empty if an earlier version noted only that they are named.
    let names: [String]
    let ends: [String: CalendarDay]

    init(_ accounts: AccountDirectory) {
      names = accounts.accounts.map(\.name)
      ends = Dictionary(
        accounts.accounts.compactMap { account in account.until.map { (account.name, $0) } },
        uniquingKeysWith: { first, _ in first })
    }

    private static let mark = "named"
    private static let noEnd = "-"

    /// A line for each account: its last day, and its name.
    var text: String {
      let lines = names.map { "\(ends[$0]?.description ?? Named.noEnd) \($0)" }
      return ([Named.mark] + lines).joined(separator: "\n")
    }

    /// Reads what ``text`` wrote, or an earlier version, which kept only the accounts with an end.
    init(text: String) {
      let lines = text.split(separator: "\n")
      var (names, ends): ([String], [String: CalendarDay]) = ([], [:])
      for line in lines.dropFirst() {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { continue }
        names.append(parts[1])
        ends[parts[1]] = CalendarDay(parts[0])
      }
      self.names = lines.first.map(String.init) == Named.mark ? names : []
      self.ends = ends
    }
  }
}

extension LedgerStore {
  /// The accounts that tasks, history rows and balances tell, by name.
  package func accounts() throws -> [String] {
    try database.read { try AccountNames(in: $0).all }
  }
}
