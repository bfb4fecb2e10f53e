extension FindingKey {
  /// What to do about a finding of this kind, in one sentence without a full stop.
  package var action: String { FindingKey.action(ofKind: kind) }

  private static func action(ofKind kind: String) -> String {
    if let verdict = Verdict.allCases.first(where: { $0.name == kind }) {
      return action(of: verdict)
    }
    if let kind = HistoryFindingKind(rawValue: kind) { return action(of: kind) }
    if let kind = WalletAlarm.Kind(rawValue: kind) { return action(of: kind) }
    return switch kind {
    case PriceDrift.kind:
      "confirm the new price with piledger rates confirm if it is right, or ask the provider why it "
        + "changed"
    case WalletWindow.findingKind:
      "enter what you know of it with piledger wallet add-top-up or piledger wallet add-charge"
    case StaleFeed.kind: "check the program that logs the responses, and the inbox"
    case _ where kind.hasPrefix(budgetPrefix):
      "see piledger budget, and spend less or raise the budget"
    default: ""
    }
  }

  private static func action(of verdict: Verdict) -> String {
    switch verdict {
    case .overcharged:
      "claim the difference with piledger claims new, or add the billed price to your rate card if it "
        + "is right"
    case .undercharged: "add the billed price to your rate card if it is right"
    case .refundDue: "claim the refund with piledger claims new"
    case .stuck: "send the output of piledger report stuck to the provider's support"
    case .inconsistent: "ask the provider which quantity was billed"
    case .conflict: "ask the provider which of the booked amounts is right"
    case .unpriced: "add a price to your rate card; piledger rates infer writes it from the bills"
    case .otherUnit: "compare them with the quota of your plan; they are in no amount"
    case .ownAccount: "ask the provider why tasks on your own account were booked"
    case .provisional: "wait until the tasks have ended; they are judged again then"
    case .matched, .consistent, .refunded, .penalty, .refundAwaited, .unmetered, .unlogged: ""
    }
  }

  private static func action(of kind: HistoryFindingKind) -> String {
    switch kind {
    case .onlyInHistory:
      "find out who uses the key and import their responses, or run piledger fetch --tasks missing"
    case .onlyInResponses:
      "run piledger fetch; if the history still lacks the tasks, ask the provider"
    case .bookedDifferently: "ask the provider which of the two amounts is right"
    }
  }

  private static func action(of kind: WalletAlarm.Kind) -> String {
    switch kind {
    case .lowRunway: "top up the account"
    case .belowRechargeLevel: "check the automatic top-up and its means of payment at the provider"
    case .expiringPack: "use the credit pack before it expires"
    }
  }
}

extension Finding {
  /// What to do about it, in one sentence without a full stop; nothing if it is waived.
  package var action: String { isWaived ? "" : key.action }
}
