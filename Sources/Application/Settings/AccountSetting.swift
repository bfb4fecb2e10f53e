import Domain
import Reconciliation
import Yams

/// An account of the `accounts` list.
struct AccountSetting: Equatable {
  let account: AccountDirectory.Account
  /// The file with its API key; nil if nothing is fetched for it.
  let keyFilePath: String?

  /// Parses the list, whose paths are relative to a folder.
  static func all(
    _ node: Node, absolute: (String) -> String
  ) throws(SettingError) -> [AccountSetting] {
    var accounts: [AccountSetting] = []
    var known: Set<String> = []
    let members = ["name", "ids", "sources", "key_file", "until"]
    for record in try SettingRecord.all(node, known: members) {
      let name = try record.name()
      guard isPlain(name) else {
        throw record.error(
          "name",
          "a name without * and control characters, other than \(ChargeDimension.unknownAccount)")
      }
      let ids = try record.list("ids", "an id or name of the account in answers, or a list") { $0 }
      guard !known.contains(name) else {
        throw record.error("name", "a name that no other account has")
      }
      guard known.isDisjoint(with: ids) else {
        throw record.error("ids", "ids and names that no other account has")
      }
      known.formUnion([name] + ids)
      accounts.append(
        AccountSetting(
          account: AccountDirectory.Account(
            name: name, ids: ids, sources: try record.patterns("sources"),
            until: try record.optional("until", "a day such as 2026-10-31") { CalendarDay($0) }),
          keyFilePath: try record.optional("key_file", "a path") { $0.isEmpty ? nil : absolute($0) }
        ))
    }
    return accounts
  }

  /// Whether a name means one account wherever names are patterns, and no tasks without one.
  private static func isPlain(_ name: String) -> Bool {
    name != ChargeDimension.unknownAccount && !name.contains("*")
      && !name.unicodeScalars.contains(where: VisibleText.isInvisible)
  }
}
