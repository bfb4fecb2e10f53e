/// What an observation says of a task beside its request and its times.
///
/// Few such states exist, and many tasks share each.
package struct ObservedState: Hashable, Sendable {
  package let account: String?
  package let status: TaskStatus
  package let isOwnAccount: Bool
  package let outputCount: Int?
  package let errorCode: Int?
  package let usage: Usage?

  package init(
    account: String?, status: TaskStatus, isOwnAccount: Bool, outputCount: Int?, errorCode: Int?,
    usage: Usage?
  ) {
    self.account = account
    self.status = status
    self.isOwnAccount = isOwnAccount
    self.outputCount = outputCount
    self.errorCode = errorCode
    self.usage = usage
  }
}

extension Observation {
  package var observedState: ObservedState {
    ObservedState(
      account: account, status: status, isOwnAccount: isOwnAccount, outputCount: outputCount,
      errorCode: errorCode, usage: usage)
  }
}
