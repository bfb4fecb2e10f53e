import Domain

/// The objections to periods: gaps between them, and spans of unknown changes that what was seen
/// contradicts.
extension GroupLint {
  var periods: [CardLint.Issue] {
    markups + defaultGaps + quantityGaps + group.rates.compactMap(window)
  }

  private var markups: [CardLint.Issue] {
    group.markups.flatMap { list in
      list.enumerated().compactMap { index, markup in
        let later = list.dropFirst(index + 1)
        if later.contains(where: { $0.period.overlaps(markup.period) }) {
          return CardLint.Issue(
            severity: .error, place: markup.place, rate: group.name,
            message: "two markups of one list apply at the same time")
        }
        return markup.period.gap(before: list.map(\.period)).map { end in
          CardLint.Issue(
            severity: .warning, place: markup.place, rate: group.name,
            message: "no markup applies from \(end) until the next")
        }
      }
    }
  }

  private var defaultGaps: [CardLint.Issue] {
    group.defaults.sorted { $0.key < $1.key }.flatMap { field, defaults in
      defaults.compactMap { $0.period.gap(before: defaults.map(\.period)) }.map { end in
        issue(.warning, "no default of \(field) applies from \(end) until the next")
      }
    }
  }

  /// Gaps between alternatives that apply to the same tasks.
  private var quantityGaps: [CardLint.Issue] {
    group.measures.flatMap { measure in
      let alternatives = measure.quantity.alternatives
      let gaps = alternatives.compactMap { alternative in
        let conditions = Set(alternative.conditions)
        let others = alternatives.filter { conditions.isSuperset(of: $0.conditions) }
        return alternative.period.gap(before: others.map(\.period))
      }
      return Set(gaps).sorted().map { end in
        issue(.warning, "no quantity of \(measure.name) applies from \(end) until the next")
      }
    }
  }

  /// A span in which the rate may have started, although the one before it was seen in force after
  /// its beginning, or the rate itself before its end.
  private func window(_ rate: Rate) -> CardLint.Issue? {
    guard let earliest = rate.period.earliestFrom, let latest = rate.period.from else { return nil }
    let previous = group.rates
      .filter { $0.isPeer(of: rate) && ($0.period.from.map { $0 < latest } ?? true) }
      .max { left, right in
        guard let start = right.period.from else { return false }
        return left.period.from.map { $0 < start } ?? true
      }
    if let previous, let seen = previous.evidence.lastSeen, earliest < Instant(startOf: seen) {
      return issue(
        .warning, rate,
        "may start as early as \(earliest.dayOrMomentText), but line \(previous.place.line) was in "
          + "force on \(seen)")
    }
    if let seen = rate.evidence.firstSeen, Instant(startOf: seen + 1) < latest {
      return issue(
        .warning, rate,
        "may start as late as \(latest.dayOrMomentText), but was seen on \(seen)")
    }
    return nil
  }
}

extension EffectivePeriod {
  /// Its end, if none of the periods is in force then, but one starts later.
  func gap(before periods: [EffectivePeriod]) -> Instant? {
    guard let until, periods.contains(where: { $0.from.map { $0 > until } ?? false }),
      !periods.contains(where: { $0.contains(until) })
    else { return nil }
    return until
  }
}
