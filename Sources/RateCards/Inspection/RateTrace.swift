package import Domain

/// How the rate of a request is found: every rate that has its name, and what decided about it.
///
/// The search is the one by which tasks are priced, so the two cannot differ.
package struct RateTrace: Hashable, Sendable {
  /// A condition of a rate, with what the request has for it.
  package struct Test: Hashable, Sendable {
    package let field: String
    package let wanted: String
    /// The value from the request or the default; nil if there is neither.
    package let found: String?
    package let isMet: Bool
  }

  package enum Verdict: Hashable, Sendable {
    case chosen
    /// It fits, but the chosen one has precedence; nil if only its place in the card decides.
    case outranked(by: RatePrecedence?)
    /// It fits, but is not in force at the moment.
    case otherTime
    /// The request fails a condition.
    case unmet
  }

  /// A rate that was considered.
  package struct Candidate: Hashable, Sendable {
    /// `seedream/seedream-5-lite size=3K`.
    package let rate: String
    package let card: String
    package let place: CardPlace
    package let period: EffectivePeriod
    /// The price of a lot of each measure, with multiplier, markups and agreements.
    package let prices: [String]
    package let tests: [Test]
    package let verdict: Verdict
  }

  package let request: Request
  package let moment: Instant
  /// The chosen one, then those that fit, then the others from the nearest on.
  package let candidates: [Candidate]
  /// The defaults that the chosen rate and its quantities use for fields that the request omits.
  package let defaults: [Request.Field]
  /// Why none is chosen.
  package let reason: String?

  package var chosen: Candidate? { candidates.first { $0.verdict == .chosen } }
}

extension Pricer {
  /// How the rate of a request is found at a moment.
  package func trace(of request: Request, at moment: Instant) -> RateTrace {
    let groups = card.groups(model: request.model, taskType: request.taskType)
    guard !groups.isEmpty else {
      return RateTrace(
        request: request, moment: moment, candidates: [], defaults: [],
        reason: RateSearch.unknownName(request, in: card))
    }
    let search = RateSearch(
      input: PricingInput(request: request, outputCount: nil, createdAt: moment), groups: groups)
    let tracer = Tracer(card: card, request: request, moment: moment, result: search.result)
    return RateTrace(
      request: request, moment: moment, candidates: tracer.candidates(search.candidates),
      defaults: tracer.defaults, reason: tracer.reason)
  }
}

/// Describes the candidates of a search.
private struct Tracer {
  let card: RateCard
  let request: Request
  let moment: Instant
  let result: RateSearch.Result

  private var chosen: RateCandidate? {
    if case .found(let candidate) = result { candidate } else { nil }
  }

  var reason: String? {
    if case .none(let reason) = result { reason } else { nil }
  }

  func candidates(_ candidates: [RateCandidate]) -> [RateTrace.Candidate] {
    let nearest = NearestRates(candidates)
    let order = candidates.enumerated().map { index, candidate in
      (index: index, rank: verdict(on: candidate).rank, distance: nearest.distance(candidate))
    }.sorted { ($0.rank, $0.distance, $0.index) < ($1.rank, $1.distance, $1.index) }
    return order.map { candidate(candidates[$0.index]) }
  }

  private func candidate(_ candidate: RateCandidate) -> RateTrace.Candidate {
    let rate = candidate.rate
    return RateTrace.Candidate(
      rate: candidate.name, card: rate.place.card, place: rate.place, period: rate.period,
      prices: prices(of: candidate), tests: candidate.rate.conditions.map { test($0, candidate) },
      verdict: verdict(on: candidate))
  }

  private func prices(of candidate: RateCandidate) -> [String] {
    let maker = FormulaMaker(
      candidate: candidate, createdAt: moment,
      agreements: card.agreements(
        on: candidate.group, ofLayer: candidate.layer, request: request))
    return (try? maker.formula())?.lotTexts ?? [candidate.rate.priceText]
  }

  private func test(_ condition: Condition, _ candidate: RateCandidate) -> RateTrace.Test {
    RateTrace.Test(
      field: condition.field, wanted: condition.testText,
      found: candidate.facts[condition.field]?.text,
      isMet: candidate.facts.match(condition) != nil)
  }

  private func verdict(on candidate: RateCandidate) -> RateTrace.Verdict {
    guard candidate.failing.isEmpty else { return .unmet }
    guard candidate.rate.period.contains(moment) else { return .otherTime }
    guard let chosen, !chosen.isSame(as: candidate) else { return .chosen }
    return .outranked(by: chosen.precedence(over: candidate))
  }

  var defaults: [Request.Field] {
    guard let chosen else { return [] }
    return chosen.defaultedFields
  }
}

extension RateTrace.Verdict {
  fileprivate var rank: Int {
    switch self {
    case .chosen: 0
    case .outranked: 1
    case .otherTime: 2
    case .unmet: 3
    }
  }
}

extension RateCandidate {
  /// Whether both are the same rate of the same group.
  fileprivate func isSame(as other: RateCandidate) -> Bool {
    layer == other.layer && rate == other.rate && group.place == other.group.place
  }
}
