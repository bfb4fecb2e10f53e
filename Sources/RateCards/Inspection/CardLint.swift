package import Domain

/// What a careful reviewer would object to in a rate card.
package struct CardLint: Sendable {
  /// A check older than this is stale.
  package static let staleAfterDays = 180

  package enum Severity: String, Sendable {
    /// Prices would be wrong or arbitrary.
    case error
    case warning
    /// Nothing that the user can change: it is about the built-in card.
    case note
  }

  package struct Issue: Hashable, Sendable, CustomStringConvertible {
    package let severity: Severity
    package let place: CardPlace
    package let rate: String
    package let message: String
    /// Whether all it says is that the price was last compared with its source long ago.
    package var isOldCheck = false

    package var description: String { "\(place): \(severity.rawValue): \(rate): \(message)" }
  }

  /// In the order of the card.
  package let issues: [Issue]
  /// Checks before this day are stale.
  private let firstFreshDay: CalendarDay

  /// - Parameters:
  ///   - card: the card.
  ///   - today: the day from which the age of checks is counted.
  ///   - staleAfterDays: the age in days at which a check is stale.
  package init(card: RateCard, today: CalendarDay, staleAfterDays: Int = CardLint.staleAfterDays) {
    firstFreshDay = today + -staleAfterDays
    issues = card.layers.flatMap { layer in
      layer.groups.flatMap { group in
        GroupLint(group: group, today: today, staleAfterDays: staleAfterDays).issues
      } + LayerLint(layer: layer).issues
    }
  }

  /// How many errors and warnings there are; notes don't count.
  package static func summary(_ issues: [Issue]) -> String {
    let errors = issues.count { $0.severity == .error }
    let warnings = issues.count { $0.severity == .warning }
    return "\(errors) \(errors == 1 ? "error" : "errors"), "
      + "\(warnings) \(warnings == 1 ? "warning" : "warnings")"
  }
}

extension CardLint {
  /// The issues for people, one per line: old checks are one line per card, after the others.
  package var lines: [String] {
    let old = issues.filter(\.isOldCheck)
    var cards: [String] = []
    for issue in old where !cards.contains(issue.place.card) { cards.append(issue.place.card) }
    return issues.filter { !$0.isOldCheck }.map(\.description)
      + cards.map { card in oldChecks(of: card, old.filter { $0.place.card == card }) }
  }

  private func oldChecks(of card: String, _ issues: [Issue]) -> String {
    guard issues.count > 1 else { return issues.map(\.description).joined() }
    let severity = issues.first?.severity ?? .note
    return "\(card): \(severity.rawValue): \(issues.count) prices were last compared with their "
      + "sources before \(firstFreshDay); piledger rates lint -v lists them"
  }
}

/// The objections to the rates of one group.
struct GroupLint {
  let group: RateGroup
  let today: CalendarDay
  let staleAfterDays: Int

  var issues: [CardLint.Issue] {
    pairs + group.rates.flatMap(single) + periods + quantities
  }

  func issue(
    _ severity: CardLint.Severity, _ rate: Rate, _ message: String
  ) -> CardLint.Issue {
    CardLint.Issue(
      severity: severity, place: rate.place, rate: group.name(of: rate), message: message)
  }

  /// An objection to the group as a whole.
  func issue(_ severity: CardLint.Severity, _ message: String) -> CardLint.Issue {
    CardLint.Issue(severity: severity, place: group.place, rate: group.name, message: message)
  }

  private func single(_ rate: Rate) -> [CardLint.Issue] {
    var issues: [CardLint.Issue] = []
    if rate.evidence.source.isEmpty {
      issues.append(issue(.warning, rate, "no source is given; name it (source:)"))
    }
    if let checked = rate.evidence.checked {
      let age = today.number - checked.number
      if age > staleAfterDays, rate.period.until == nil {
        let isOwn = rate.place.card != CardSource.builtIn.name
        var old = issue(isOwn ? .warning : .note, rate, "last checked \(checked), \(age) days ago")
        old.isOldCheck = true
        issues.append(old)
      }
    } else {
      issues.append(issue(.warning, rate, "no check date is given; name the day (checked:)"))
    }
    if hasContradiction(rate) {
      issues.append(issue(.error, rate, "no request can meet its conditions; mend or remove it"))
    }
    if rate.period.isEmpty {
      issues.append(issue(.error, rate, "its period is empty; until: must be after from:"))
    }
    if isRoundedToNothing(rate) {
      issues.append(
        issue(.error, rate, "its list price is rounded to 0 USD; expected a finer round_price:"))
    }
    return issues
  }

  private func isRoundedToNothing(_ rate: Rate) -> Bool {
    guard rate.priceStep != nil else { return false }
    let candidate = RateCandidate(layer: 0, group: group, rate: rate, facts: .none)
    let maker = FormulaMaker(
      candidate: candidate, createdAt: rate.period.from, agreements: [])
    let lots = (try? maker.formula())?.lotPrices ?? []
    return lots.contains { $0.usd.isZero && rate.prices[$0.measure]?.isZero == false }
  }

  private func hasContradiction(_ rate: Rate) -> Bool {
    rate.conditions.enumerated().contains { index, condition in
      condition.isImpossible
        || rate.conditions.dropFirst(index + 1).contains(where: condition.excludes)
    }
  }

  /// Two rates that may match the same request at the same time conflict if neither has more
  /// conditions; there should be no gap between two periods of one rate.
  private var pairs: [CardLint.Issue] {
    var issues: [CardLint.Issue] = []
    for (index, left) in group.rates.enumerated() {
      for right in group.rates.dropFirst(index + 1) {
        if let message = conflict(left, right) { issues.append(issue(.error, right, message)) }
      }
      let peers = group.rates.filter { $0.isPeer(of: left) }
      if let end = left.period.gap(before: peers.map(\.period)) {
        issues.append(issue(.warning, left, "nothing is in force from \(end) until the next"))
      }
    }
    return issues
  }

  private func conflict(_ left: Rate, _ right: Rate) -> String? {
    guard left.period.overlaps(right.period) else { return nil }
    let excludes = left.conditions.contains { condition in
      right.conditions.contains(where: condition.excludes)
    }
    guard !excludes else { return nil }
    if left.isPeer(of: right) { return "overlaps the period of line \(left.place.line)" }
    guard left.conditions.count == right.conditions.count else { return nil }
    return "may fit the same request as line \(left.place.line), with the same number of conditions"
  }
}

/// The objections to pairs of groups in a layer.
struct LayerLint {
  let layer: RateCard.Layer

  var issues: [CardLint.Issue] {
    var issues: [CardLint.Issue] = []
    for (index, group) in layer.groups.enumerated() {
      for earlier in layer.groups.prefix(index) {
        guard let name = commonName(earlier, group), shadows(earlier, group) else { continue }
        issues.append(
          CardLint.Issue(
            severity: .error, place: group.place, rate: group.name,
            message: "line \(earlier.place.line) of \(earlier.place.file) prices \(name) already"))
      }
    }
    return issues
  }

  /// A model and task type, or pattern, that both groups name.
  private func commonName(_ left: RateGroup, _ right: RateGroup) -> String? {
    let models = left.models.filter(right.models.contains)
    let types = left.taskTypes.filter(right.taskTypes.contains)
    guard let model = models.first, let type = types.first else { return nil }
    return "\(model)/\(type)"
  }

  /// Whether some request matches rates of both, so that their order in the card would decide.
  private func shadows(_ left: RateGroup, _ right: RateGroup) -> Bool {
    left.rates.contains { first in
      right.rates.contains { second in
        first.period.overlaps(second.period)
          && !first.conditions.contains { condition in
            second.conditions.contains(where: condition.excludes)
          }
      }
    }
  }
}
