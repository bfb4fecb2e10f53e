package import Domain
package import RateCards

/// What makes the cost of a task.
package enum CostBasis: Hashable, Sendable {
  /// The card's price: the task completed, or may still complete.
  case cardPrice
  /// The agreed share of the card's price: it completed on the user's own account.
  case ownAccountShare
  /// The rules for tasks without a result: nothing, or the penalty that the provider keeps.
  case rules
}

extension LedgerLine {
  /// What makes ``price``.
  package var costBasis: CostBasis {
    switch verdict {
    // It is not known which of its observations is right: the judge compares with the price.
    case .conflict: .cardPrice
    case _ where status.isWithoutResult: .rules
    case .ownAccount: .ownAccountShare
    default: .cardPrice
    }
  }
}

/// Ended tasks that agree, with what each costs under another card.
package struct RepricedLine: Hashable, Sendable {
  /// The tasks of all days together.
  package let line: LedgerLine
  /// What each costs under the other card, or why that is unknown.
  package let other: Result<Points, UnknownPrice>

  /// Takes the other card's price of a task that completes, and its rules.
  package init(
    _ line: LedgerLine, price: Result<Points, UnknownPrice>, rules: SettlementRules
  ) {
    self.line = line
    other =
      switch line.costBasis {
      case .cardPrice: price
      case .ownAccountShare: RepricedLine.ownAccountShare(of: price, rules: rules)
      case .rules: line.knownPrice
      }
  }

  private static func ownAccountShare(
    of price: Result<Points, UnknownPrice>, rules: SettlementRules
  ) -> Result<Points, UnknownPrice> {
    if case .failure = price, rules.ownAccountPercent > 0 { return price }
    let share = rules.ownAccountShare(of: try? price.get())
    return share.map { .success($0) } ?? .failure(UnknownPrice(ArithmeticOverflow().description))
  }

  /// What each task costs under both cards, or why that can't be compared.
  package var costs: Result<(present: Points, other: Points), UnknownPrice> {
    line.knownPrice.flatMap { present in other.map { (present, $0) } }
  }
}

extension LedgerLine {
  /// What each task costs under the ledger's card, or why that is unknown.
  fileprivate var knownPrice: Result<Points, UnknownPrice> {
    if let price { return .success(price) }
    let reason = pricing.unpricedReason
    return .failure(
      UnknownPrice(reason.isEmpty ? "the quantity is unknown" : "the ledger's card: \(reason)"))
  }
}
