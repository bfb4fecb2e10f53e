package import Domain

/// What the provider keeps of a failed task's price, by the account's count of such tasks that day.
package struct PenaltyRule: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    /// The step holds for the account's n-th violation of the UTC day from this n on.
    package let fromViolation: Int
    package let percent: ExactDecimal
  }

  package let models: [NamePattern]
  package let taskTypes: [NamePattern]
  /// The error that counts, nil for any failure.
  package let errorCode: Int?
  /// Sorted by ``Step/fromViolation``.
  package let steps: [Step]
  package let period: EffectivePeriod
  package let evidence: Evidence
  package let place: CardPlace

  package func applies(to request: Request, errorCode code: Int?, at instant: Instant?) -> Bool {
    (errorCode == nil || code == errorCode) && concerns(request)
      && instant.map(period.contains) ?? false
  }

  /// Whether the rule is about such requests, at whatever time and for whatever error.
  func concerns(_ request: Request) -> Bool {
    models.contains { $0.matches(request.model) }
      && taskTypes.contains { $0.matches(request.taskType) }
  }

  /// A rule for an error code is more specific than one for any, then one that names its model.
  var specificity: Int {
    (errorCode == nil ? 0 : 2) + (models.contains { $0.isExact } ? 1 : 0)
  }

  /// Whether a failed task is always refunded whole, so that nothing is counted.
  package var isRefund: Bool { steps.allSatisfy { $0.percent.mantissa == 0 } }

  /// The percentage for the n-th violation of the day, from 1.
  package func percent(forViolation number: Int) -> ExactDecimal {
    steps.last { $0.fromViolation <= number }?.percent ?? ExactDecimal(0)
  }
}
