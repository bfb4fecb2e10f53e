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
    let search = RateSearch(input: input, groups: groups)
    switch search.result {
    case .none(let reason): return .unpriced(request, reason: reason)
    case .found(let candidate): return charge(for: input, by: candidate)
    }
  }

  private func charge(for input: PricingInput, by candidate: RateCandidate) -> Charge {
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
          candidate: candidate, createdAt: input.createdAt, agreements: agreements)
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
    let groups = card.groups(model: model, taskType: taskType).map(\.group)
    let names = Set(groups.flatMap(\.fieldNames))
    let periods = groups.flatMap { group in
      group.rates.map(\.period) + group.markups.flatMap { $0.map(\.period) }
    }
    let agreed = card.layers.flatMap(\.agreements).map(\.period)
    let bounds = (periods + agreed).flatMap { [$0.from, $0.until].compactMap(\.self) }
    return Dependencies(
      fieldNames: names, sortedFieldNames: names.sorted(),
      readsOutputs: names.contains(Facts.outputs),
      boundaries: Set(bounds).sorted())
  }
}
