import Billing
import Budgets
import Ledger
import RateCards

extension Run {
  /// Says which conditions of budgets and tag rules nothing can meet: no price of a card, and
  /// nothing that the ledger has seen.
  ///
  /// That is no error, since what they name may come with the next import.
  func warnOfUnmetConditions(_ ledger: LedgerStore?, card: RateCard) throws {
    let (budgets, rules) = (configuration.budgets, configuration.tagRules.rules)
    guard !options.quiet, !budgets.isEmpty || !rules.isEmpty else { return }
    let known = try knownNames(ledger, card: card)
    for budget in budgets {
      for complaint in budget.scope.complaints(known) {
        Console.error("budget \(budget.name): \(complaint)")
      }
    }
    // What files and hosts are called is known from a ledger alone.
    guard ledger != nil else { return }
    for rule in rules {
      for complaint in rule.complaints(known) {
        Console.error("tag rule \(TagSet(rule.tags)): \(complaint)")
      }
    }
  }

  private func knownNames(_ ledger: LedgerStore?, card: RateCard) throws -> KnownNames {
    var known = try ledger?.knownNames() ?? KnownNames()
    for group in card.layers.flatMap(\.groups) {
      known.models.formUnion(group.models.map(\.text))
      known.taskTypes.formUnion(group.taskTypes.map(\.text))
    }
    known.apiKeyIDs.formUnion(configuration.apiKeyNames.keys)
    for rule in configuration.tagRules.rules {
      known.tags.formUnion(rule.tags.map { "\($0.key)=\($0.value)" })
    }
    return known
  }
}
