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
/// if tasks tell several, or history rows, or balances.
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
    let told = Set(sides.joined()).sorted()
    let named = try LedgerStore.setting(Self.setting, in: database)
    for line in named?.split(separator: "\n").dropFirst() ?? [] {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2 else { continue }
      ends[String(parts[1])] = CalendarDay(String(parts[0]))
    }
    guard named == nil, sides.allSatisfy({ Set($0).count <= 1 }) else {
      all = told
      return
    }
    // That of the balance is what its owner sees.
    all = sides.lazy.compactMap(\.first).first.map { [bound?.name ?? $0] } ?? []
    shownIDs = shownIDs.mapValues { _ in AccountNames.untold }
    names = all.first.map { [AccountNames.untold: $0] } ?? [:]
  }

  /// Notes that the owner has named the ledger's accounts, and until when tasks of each come.
  static func noteNamed(_ accounts: AccountDirectory, in database: Database) throws {
    let ends = accounts.accounts.compactMap { account in
      account.until.map { "\($0) \(account.name)" }
    }
    try LedgerStore.put(setting, (["1"] + ends).joined(separator: "\n"), in: database)
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

extension LedgerStore {
  /// The accounts that tasks, history rows and balances tell, by name.
  package func accounts() throws -> [String] {
    try database.read { try AccountNames(in: $0).all }
  }
}
