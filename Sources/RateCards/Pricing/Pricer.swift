package import Domain

/// What a price depends on.
package struct PricingInput: Hashable, Sendable {
  package let request: Request
  /// The number of results of a completed task; nil if there are none to count.
  package let outputCount: Int?
  package let createdAt: Instant?

  package init(request: Request, outputCount: Int?, createdAt: Instant?) {
    (self.request, self.outputCount, self.createdAt) = (request, outputCount, createdAt)
  }
}

/// Prices tasks by a rate card: the rate in force when the task was created, and its proof.
package struct Pricer: Sendable {
  package let card: RateCard

  package init(card: RateCard) {
    self.card = card
  }

  package func charge(for input: PricingInput) -> Charge {
    let request = input.request
    let groups = card.groups(model: request.model, taskType: request.taskType)
    guard !groups.isEmpty else {
      return .unpriced(request, reason: RateSearch.unknownName(request, in: card))
    }
    let windows = changeWindows(around: input.createdAt, of: groups, request: request)
    let charge = charge(
      for: input, groups: groups,
      change: windows.first.map { UncertainChange($0, isAfter: false) })
    let later = windows.map { window in
      self.charge(
        for: PricingInput(
          request: request, outputCount: input.outputCount, createdAt: window.upperBound),
        groups: groups, change: UncertainChange(window, isAfter: true))
    }
    return charge.with(
      afterChange: later.filter {
        $0.outcome != charge.outcome && $0.unpricedReason == nil
      })
  }

  /// The spans around a moment in which prices changed at an unknown moment, the one that ends first
  /// at the front.
  func changeWindows(
    around moment: Instant?, of groups: [(layer: Int, group: RateGroup)], request: Request
  ) -> [Range<Instant>] {
    guard let moment else { return [] }
    let agreed = groups.flatMap { layer, group in
      card.agreements(on: group, ofLayer: layer, request: request).map(\.period)
    }
    let windows = (groups.flatMap(\.group.periods) + agreed).compactMap { period in
      period.mayHaveStarted(by: moment)
        ? period.earliestFrom.flatMap { earliest in period.from.map { earliest..<$0 } } : nil
    }
    return Set(windows).sorted {
      ($0.upperBound, $0.lowerBound) < ($1.upperBound, $1.lowerBound)
    }
  }

  private func charge(
    for input: PricingInput, groups: [(layer: Int, group: RateGroup)], change: UncertainChange?
  ) -> Charge {
    switch RateSearch(input: input, groups: groups).result {
    case .none(let reason): .unpriced(input.request, reason: reason)
    case .found(let candidate): charge(for: input, by: candidate, change: change)
    }
  }

  private func charge(
    for input: PricingInput, by candidate: RateCandidate, change: UncertainChange?
  ) -> Charge {
    let agreements = card.agreements(
      on: candidate.group, ofLayer: candidate.layer, request: input.request)
    if input.createdAt == nil, agreements.contains(where: { $0.period != .always }) {
      return .unpriced(input.request, reason: RateSearch.undatedReason)
    }
    let sku = candidate.sku(of: input.request)
    switch candidate.quantities {
    case .failure(let missing): return .unpriced(input.request, reason: missing.description)
    case .success(let quantities):
      do throws(ArithmeticOverflow) {
        let maker = FormulaMaker(
          candidate: candidate, createdAt: input.createdAt, agreements: agreements,
          uncertainChange: change)
        return .priced(sku, by: try maker.formula(), quantities: quantities)
      } catch {
        return .unpriced(input.request, reason: error.description)
      }
    }
  }
}

extension Pricer {
  /// What the price of a model and task type depends on, so that equal tasks are priced once.
  package struct Dependencies: Sendable {
    package let fieldNames: Set<String>
    /// ``fieldNames`` in their order.
    package let sortedFieldNames: [String]
    package let readsOutputs: Bool
    /// The moments at which a price may change, in order.
    package let boundaries: [Instant]
  }

  package func dependencies(model: String, taskType: String) -> Dependencies {
    dependencies(of: card.groups(model: model, taskType: taskType).map(\.group))
  }

  /// What a price depends on that one of these groups gives.
  package func dependencies(of groups: [RateGroup]) -> Dependencies {
    let named = groups.flatMap(\.fieldNames)
    // A list of one element means the element.
    let names = Set(named + named.map { "\($0).only" })
    let agreed = card.layers.flatMap(\.agreements).map(\.period)
    let bounds = (groups.flatMap(\.periods) + agreed).flatMap(\.boundaries)
    return Dependencies(
      fieldNames: names, sortedFieldNames: names.sorted(),
      readsOutputs: names.contains(Facts.outputs),
      boundaries: Set(bounds).sorted())
  }
}
