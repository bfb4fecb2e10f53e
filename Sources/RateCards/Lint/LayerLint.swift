import Domain

/// The objections to the groups of a layer among each other.
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

  /// A model and task type, or a pattern of them, that both groups write.
  private func commonName(_ left: RateGroup, _ right: RateGroup) -> String? {
    let models = left.models.filter(right.models.contains)
    let types = left.taskTypes.filter(right.taskTypes.contains)
    guard let model = models.first, let type = types.first else { return nil }
    return "\(model)/\(type)"
  }

  /// Whether some request fits a rate of both, so that the order in the card would decide.
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
