/// A row of the provider's account history, kept apart from task responses.
package struct HistoryEntry: Hashable, Sendable {
  package var entryID: String
  package var taskID: String?
  package var account: String?
  package var apiKeyID: String?
  package var model: String
  package var action: String
  package var status: String
  package var serviceMode: String
  package var usageType: String
  /// As the provider wrote it: its unit is presumably the point, but that is not confirmed.
  package var usage: ExactDecimal?
  package var createdAt: Instant?
  package var updatedAt: Instant?

  package init(
    entryID: String, taskID: String?, account: String?, apiKeyID: String?, model: String,
    action: String, status: String, serviceMode: String, usageType: String, usage: ExactDecimal?,
    createdAt: Instant?, updatedAt: Instant?
  ) {
    self.entryID = entryID
    self.taskID = taskID
    self.account = account
    self.apiKeyID = apiKeyID
    self.model = model
    self.action = action
    self.status = status
    self.serviceMode = serviceMode
    self.usageType = usageType
    self.usage = usage
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

extension HistoryEntry {
  /// Whether this row replaces another: the later update wins; of two at the same moment, the
  /// greater content, so that import order never matters.
  package func replaces(_ other: HistoryEntry) -> Bool {
    (updatedAt?.nanoseconds ?? 0, contentText) > (
      other.updatedAt?.nanoseconds ?? 0, other.contentText
    )
  }

  /// Every member; absent and empty ones are distinct.
  private var contentText: String {
    let texts: [String?] = [
      status, usage?.description, taskID, account, apiKeyID, model, action, serviceMode, usageType,
      createdAt?.description,
    ]
    return texts.map { $0.map { "=\($0)" } ?? "" }.joined(separator: "\u{1}")
  }
}

/// What an account held at a time, from an account info answer.
package struct BalanceSnapshot: Hashable, Sendable {
  package var account: AccountIdentity
  package var plan: String
  /// The valid balance in USD: the one figure whose unit is known; nil if the answer doesn't tell it.
  package var balanceUSD: ExactDecimal?
  /// Wallet and credit pack figures as canonical JSON; their unit is not known.
  package var detailJSON: String

  package init(
    account: AccountIdentity, plan: String, balanceUSD: ExactDecimal?, detailJSON: String
  ) {
    self.account = account
    self.plan = plan
    self.balanceUSD = balanceUSD
    self.detailJSON = detailJSON
  }

  /// Everything that it tells, as one text.
  package var contentText: String {
    [account.id, account.name, plan, balanceUSD?.description, detailJSON]
      .map { $0 ?? "" }.joined(separator: "\u{1}")
  }
}
