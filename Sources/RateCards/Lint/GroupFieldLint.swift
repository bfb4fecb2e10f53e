/// The objections to fields that nothing reads and to quantities that nothing reaches.
extension GroupLint {
  /// Defaults and derived fields that no condition and no quantity reads.
  var unreadFields: [CardLint.Issue] {
    let read = Set(group.fieldNames)
    let defaults = group.defaults.keys.sorted().filter { !read.contains($0) }.map {
      issue("no rate reads the default of \($0)")
    }
    let direct = Set(group.directFieldNames)
    let derived = group.derived.keys.sorted().filter { !direct.contains($0) }.map {
      issue("no rate reads the derived field \($0)")
    }
    return defaults + derived
  }

  /// Alternatives of a quantity behind one that always applies.
  var unreachableQuantities: [CardLint.Issue] {
    group.measures.compactMap { measure in
      let alternatives = measure.quantity.alternatives
      guard let always = alternatives.firstIndex(where: \.alwaysApplies),
        always < alternatives.count - 1
      else { return nil }
      return issue(
        "the quantity of \(measure.name) never gets beyond its alternative \(always + 1)")
    }
  }

  private func issue(_ message: String) -> CardLint.Issue {
    CardLint.Issue(severity: .warning, place: group.place, rate: group.name, message: message)
  }
}

extension QuantityRule.Alternative {
  fileprivate var alwaysApplies: Bool {
    guard conditions.isEmpty else { return false }
    switch value {
    case .unknown: return true
    case .product(let operands): return operands.allSatisfy { $0.fieldName == nil }
    }
  }
}
