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
  /// When the provider took the row back; nil if it counts.
  package var deletedAt: Instant?

  package init(
    entryID: String, taskID: String?, account: String?, apiKeyID: String?, model: String,
    action: String, status: String, serviceMode: String, usageType: String, usage: ExactDecimal?,
    createdAt: Instant?, updatedAt: Instant?, deletedAt: Instant? = nil
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
    self.deletedAt = deletedAt
  }
}

extension HistoryEntry {
  /// Whether this row replaces another: the later change wins; of two at the same moment, a deleted
  /// row, then that of an ended task, then the greater content, so that import order never matters.
  package func replaces(_ other: HistoryEntry) -> Bool { rank > other.rank }

  var rank: (Int64, Int, Int, String) {
    (
      [updatedAt, deletedAt].compactMap(\.self).max()?.nanoseconds ?? 0, isDeleted ? 1 : 0,
      TaskStatus(status).hasEnded ? 1 : 0, contentText
    )
  }

  package var isDeleted: Bool { deletedAt != nil }

  /// Whether the task was still running when the row was read.
  package var isOpen: Bool {
    let status = TaskStatus(status)
    return status.isKnown && !status.hasEnded
  }

  /// Whether the task ran on the user's own account.
  package var isOwnAccount: Bool { serviceMode.lowercased() == "private" }

  /// The task that the row is about.
  ///
  /// A row without a task id counts too: the ledger names its task by the row.
  package var task: TaskID { TaskID(taskID ?? "history:\(account ?? "")/\(entryID)") }

  /// What the row booked, if one unit of usage is this many points; nil if that is no whole number
  /// of points, or of a usage type that counts something else.
  ///
  /// Zero is zero in every unit. Above the limit of a task it can't be points, and sums stay within
  /// 64 bits.
  package func points(perUnit: Ratio) -> Points? {
    guard let usage else { return nil }
    if usage.mantissa == 0 { return .zero }
    guard UsageUnit(usageType: usageType) == .points,
      let amount = try? usage.ratio.times(perUnit), let points = Points(whole: amount)
    else { return nil }
    return points.magnitude <= Points.taskLimit ? points : nil
  }

  /// Every member; absent and empty ones are distinct.
  private var contentText: String {
    let texts: [String?] = [
      status, usage?.description, taskID, account, apiKeyID, model, action, serviceMode, usageType,
      createdAt?.description, deletedAt?.description,
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
