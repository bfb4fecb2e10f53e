import Domain

/// The objections to fields that nothing reads, to alternatives that nothing reaches, and to
/// quantities that no bill can have.
extension GroupLint {
  var quantities: [CardLint.Issue] {
    unreadFields + unreachableAlternatives + group.measures.flatMap(unknownQuantities)
  }

  /// Defaults and derived fields that no condition and no quantity reads.
  private var unreadFields: [CardLint.Issue] {
    let read = Set(group.fieldNames)
    let defaults = group.defaults.keys.sorted().filter { !read.contains($0) }.map {
      issue(.warning, "no rate reads the default of \($0)")
    }
    let direct = Set(group.directFieldNames)
    let derived = group.derived.keys.sorted().filter { !direct.contains($0) }.map {
      issue(.warning, "no rate reads the derived field \($0)")
    }
    return defaults + derived
  }

  /// Alternatives of quantities and derived fields after one that always applies.
  private var unreachableAlternatives: [CardLint.Issue] {
    let quantities = group.measures.map { measure in
      ("the quantity of \(measure.name)", measure.quantity.alternatives.map(\.alwaysApplies))
    }
    let derived = group.derived.sorted { $0.key < $1.key }.map { name, alternatives in
      ("the derived field \(name)", alternatives.map { $0.fieldNames.isEmpty })
    }
    return (quantities + derived).compactMap { name, always in
      guard let index = always.firstIndex(of: true), index < always.count - 1 else { return nil }
      return issue(.warning, "\(name) never gets beyond its alternative \(index + 1)")
    }
  }

  /// Bounds and steps that no bill can meet, and steps without an effect.
  private func unknownQuantities(of measure: MeasureRule) -> [CardLint.Issue] {
    let name = "the quantity of \(measure.name)"
    return measure.quantity.alternatives.compactMap { alternative in
      guard case .unknown(let least, let most, let step) = alternative.value else { return nil }
      if measure.isPerStarted, step != ExactDecimal(1) {
        return issue(.warning, "\(name) has a step, but every started lot is billed in full")
      }
      guard let least, let most, let span = most.excess(over: least) else { return nil }
      if span.isNegative { return issue(.error, "\(name) has its bounds in the wrong order") }
      // Between bounds that are at least a step apart there is always a multiple of it.
      guard span < step.ratio, !measure.isPerStarted else { return nil }
      guard let least = Facts.none.value(of: least), let most = Facts.none.value(of: most) else {
        return issue(
          .warning, "\(name) has bounds \(span) apart, less than its step of \(step)")
      }
      guard let steps = (try? most.divided(by: step.ratio)) ?? nil,
        let last = try? Ratio(steps.floor, over: 1).times(step.ratio), last < least
      else { return nil }
      return issue(.error, "\(name) has no multiple of \(step) between its bounds")
    }
  }
}

extension QuantityRule.Alternative {
  fileprivate var alwaysApplies: Bool {
    guard conditions.isEmpty, period == .always else { return false }
    switch value {
    case .unknown: return true
    case .known(let expression): return expression.fieldNames.isEmpty
    }
  }
}

extension Expression {
  /// By how much it exceeds another, whatever the fields are; nil if that depends on them.
  fileprivate func excess(over other: Expression) -> Ratio? {
    var (more, less) = (terms, [Term]())
    for term in other.terms {
      if let index = more.firstIndex(of: term) {
        more.remove(at: index)
      } else {
        less.append(term)
      }
    }
    guard let gained = Expression(terms: more).value({ _ in nil }),
      let lost = Expression(terms: less).value({ _ in nil })
    else { return nil }
    return try? gained.minus(lost)
  }
}
