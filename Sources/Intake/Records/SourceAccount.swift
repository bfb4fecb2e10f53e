import Domain

/// Whose answers a source has.
struct SourceAccount {
  private let directory: AccountDirectory
  /// The account of answers that tell none; nil if nothing says it.
  let name: String?

  init(of source: String, in directory: AccountDirectory) {
    self.directory = directory
    name = directory.account(ofSource: source)
  }

  /// A record with its account, under the name that its owner gives it.
  func assigned(to item: IntakeItem) -> IntakeItem {
    guard case .record(let record, let place) = item else { return item }
    return .record(assigned(to: record), place)
  }

  private func assigned(to record: IntakeRecord) -> IntakeRecord {
    switch record {
    case .task(var observation):
      observation.account = name(ofTold: observation.account)
      return .task(observation)
    case .historyPage(var page):
      for index in page.entries.indices {
        page.entries[index].account = name(ofTold: page.entries[index].account)
      }
      return .historyPage(page)
    case .balance(var snapshot):
      let listed = directory.name(of: snapshot.account)
      if let known = listed ?? (snapshot.account.key.isEmpty ? name : nil) {
        snapshot.account = AccountIdentity(name: known)
      }
      return .balance(snapshot)
    case .usageLine(let line):
      return .usageLine(line.assigned(to: name(ofTold: line.partition.account)))
    }
  }

  private func name(ofTold told: String?) -> String? { told.map(directory.name(ofTold:)) ?? name }
}
