import Budgets
import Domain
package import Ledger
package import RateCards

extension Run {
  /// Warns if the ledger wasn't priced with the card in use, since a report never writes.
  package func warnIfCardChanged(_ ledger: LedgerStore) throws {
    let sources = try configuration.cardPaths.map { try CardSource(path: $0) }
    let fingerprint = RateCard.fingerprint(of: sources + [.builtIn])
    guard let kept = try ledger.cardFingerprint(), kept != fingerprint else { return }
    notices.warning(
      "the ledger was priced with another rate card; run piledger reconcile to reprice it")
  }

  /// Says that the tasks of usage lines cannot be named, and what lists them.
  package func warnOfUsageLines(_ ledger: LedgerStore) throws {
    let tasks = try ledger.usageLineTasks()
    guard tasks > 0 else { return }
    notices.warning(
      "\(tasks.groupedText) \(tasks == 1 ? "task is" : "tasks are") counted by usage lines, which name "
        + "no task; piledger scale tasks prints the query that lists them")
  }

  /// Warns if tags are outdated or incomplete under the current rules, since a report never writes.
  package func warnIfTagsAreOld(_ ledger: LedgerStore) throws {
    if try ledger.tagRules() != configuration.tagRules {
      notices.warning(
        "the ledger was tagged by other rules; run piledger reconcile to retag it")
    } else if try ledger.uncountedTagDays() > 0 {
      notices.warning(
        "a run was interrupted before tags were counted; run piledger reconcile to count them")
    }
  }

  /// Warns about conditions of budgets and tag rules that nothing can meet: no price of a card, and
  /// nothing that the ledger has seen.
  ///
  /// This is not an error, since the next import may bring what they name.
  package func warnOfUnmetConditions(_ ledger: LedgerStore?, card: RateCard) throws {
    guard !notices.isQuiet else { return }
    for complaint in try unmetConditions(ledger, card: card) { notices.warning(complaint) }
  }

  /// The unmet conditions, in words.
  func unmetConditions(_ ledger: LedgerStore?, card: RateCard) throws -> [String] {
    let (budgets, rules) = (configuration.budgets, configuration.tagRules.rules)
    guard !budgets.isEmpty || !rules.isEmpty else { return [] }
    let known = try knownNames(ledger, card: card)
    let ofBudgets = budgets.flatMap { budget in
      budget.scope.complaints(known).map { "budget \(budget.name): \($0)" }
    }
    // Only a ledger knows the names of files and hosts.
    guard ledger != nil else { return ofBudgets }
    return ofBudgets
      + rules.flatMap { rule in
        rule.complaints(known).map { "tag rule \(TagSet(rule.tags)): \($0)" }
      }
  }

  private func knownNames(_ ledger: LedgerStore?, card: RateCard) throws -> KnownNames {
    var known = try ledger?.knownNames() ?? KnownNames()
    for group in card.layers.flatMap(\.groups) {
      known.models.formUnion(group.models.map(\.text))
      known.taskTypes.formUnion(group.taskTypes.map(\.text))
    }
    known.accounts.formUnion(configuration.accounts.accounts.map(\.name))
    known.apiKeyIDs.formUnion(configuration.apiKeyNames.keys)
    for rule in configuration.tagRules.rules {
      known.tags.formUnion(rule.tags.map { "\($0.key)=\($0.value)" })
    }
    return known
  }
}
