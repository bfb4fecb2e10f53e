import Domain

/// Freezes a rate, as it is at a moment, into a formula.
struct FormulaMaker {
  let candidate: RateCandidate
  /// The moment at whose prices the formula is made; nil if the task's creation is unknown.
  let createdAt: Instant?
  /// The agreements on the candidate's group.
  let agreements: [Agreement]
  /// A change of prices of which it is unknown whether it came before the task or after it.
  var uncertainChange: UncertainChange?

  private var group: RateGroup { candidate.group }
  private var rate: Rate { candidate.rate }

  func formula() throws(ArithmeticOverflow) -> PriceFormula {
    let evidence = rate.evidence
    return PriceFormula(
      rate: candidate.name, card: rate.place.card, place: place,
      period: rate.period.description, startsAt: rate.period.from?.description ?? "",
      source: evidence.source, checked: evidence.checked?.description ?? "",
      certainty: evidence.certainty.rawValue, firstSeen: evidence.firstSeen?.description ?? "",
      lastSeen: evidence.lastSeen?.description ?? "", provedDays: ProvedDays(rate),
      notes: notes, byDefault: byDefault, uncertainChange: uncertainChange,
      lines: try lines(rate.prices), multiplier: rate.multiplier,
      markups: markups(at: createdAt), priceStep: rate.priceStep, agreements: agreementLines,
      surcharges: try surcharges(), minimum: try group.minimum.map(FormulaMaker.usd),
      rounding: group.rounding,
      alternatives: try unconfirmed() + otherPeriods() + withoutAgreements())
  }

  private func surcharges() throws(ArithmeticOverflow) -> [PriceFormula.Surcharge] {
    try group.surcharges.map { (surcharge) throws(ArithmeticOverflow) in
      PriceFormula.Surcharge(
        unit: surcharge.unit, quantity: group.name(of: surcharge),
        usd: try FormulaMaker.usd(surcharge.points), beyond: surcharge.beyond)
    }
  }

  private var agreementLines: [PriceFormula.Agreement] {
    agreements.filter { agreement in createdAt.map(agreement.period.contains) ?? true }
      .map { agreement in
        let source = agreement.source.isEmpty ? "" : "\(agreement.source), "
        return PriceFormula.Agreement(
          percent: agreement.percent, label: "\(source)\(agreement.place)")
      }
  }

  /// What the task would cost if the provider ignored the agreements.
  private func withoutAgreements() throws(ArithmeticOverflow) -> [PriceFormula.Alternative] {
    guard !agreementLines.isEmpty else { return [] }
    return [
      PriceFormula.Alternative(
        label: "the price without the agreed percentages", lines: try lines(rate.prices),
        multiplier: rate.multiplier, markups: markups(at: createdAt), priceStep: rate.priceStep,
        hasAgreements: false, isUnconfirmed: false)
    ]
  }

  /// The fields that the request omits and the price takes to have their default; nil for none.
  private var byDefault: [String]? {
    let fields = candidate.defaultedFields
    return fields.isEmpty ? nil : fields.map { "\($0.name)=\($0.value.text)" }
  }

  /// Where the rate is, and for an inherited one, where it comes from.
  private var place: String {
    guard let origin = rate.inheritedFrom else { return rate.place.description }
    return "\(rate.place), like \(origin)"
  }

  private var notes: [String] {
    var notes = [rate.note].compactMap(\.self)
    if rate.evidence.certainty != .high {
      notes.append("the price is of \(rate.evidence.certainty.rawValue) certainty")
    }
    return notes
  }

  /// The price as the card writes it.
  private static func usd(_ points: Ratio) throws(ArithmeticOverflow) -> ExactDecimal {
    guard let usd = try points.divided(by: Ratio(Points.perUSD)).flatMap(ExactDecimal.init) else {
      throw ArithmeticOverflow()
    }
    return usd
  }

  private func lines(_ prices: [String: Ratio]) throws(ArithmeticOverflow) -> [PriceFormula.Line] {
    var lines: [PriceFormula.Line] = []
    for measure in group.measures {
      guard let price = prices[measure.name] else { continue }
      lines.append(
        PriceFormula.Line(
          measure: measure.name, unit: measure.unit, per: measure.per,
          isPerStarted: measure.isPerStarted,
          usd: try FormulaMaker.usd(try price.times(measure.per.ratio))))
    }
    return lines
  }

  /// The markup in force from each list; without a time, its only one.
  ///
  /// A replacement takes the place of the one in force in its list.
  private func markups(
    at instant: Instant?, replacement: (list: Int, markup: Markup)? = nil
  ) -> [ExactDecimal] {
    group.markups.enumerated().compactMap { index, list in
      if let replacement, replacement.list == index {
        return replacement.markup.percent
      }
      return list.first { markup in instant.map(markup.period.contains) ?? true }?
        .percent
    }
  }

  private func unconfirmed() throws(ArithmeticOverflow) -> [PriceFormula.Alternative] {
    try rate.unconfirmed.map { (price) throws(ArithmeticOverflow) in
      let seen = price.evidence.firstSeen.map { ", seen \($0)" } ?? ", undated"
      let source = price.evidence.source.isEmpty ? "no source" : price.evidence.source
      return PriceFormula.Alternative(
        label: "the unconfirmed \(price.text) (\(source), \(price.evidence.certainty.rawValue) "
          + "certainty\(seen))",
        lines: try lines(price.prices), multiplier: nil, markups: markups(at: createdAt),
        priceStep: rate.priceStep, hasAgreements: true, isUnconfirmed: true)
    }
  }

  /// The same rate in its other periods: if the provider changes a price early or late, it bills
  /// one of these.
  private func otherPeriods() throws(ArithmeticOverflow) -> [PriceFormula.Alternative] {
    let peers = group.rates.filter { $0 != rate && $0.isPeer(of: rate) }
    let others = try peers.map { (peer) throws(ArithmeticOverflow) in
      PriceFormula.Alternative(
        label: "the rate in force \(peer.period), \(peer.priceText)",
        lines: try lines(peer.prices), multiplier: peer.multiplier,
        markups: markups(at: createdAt), priceStep: peer.priceStep, hasAgreements: true,
        isUnconfirmed: false)
    }
    let current = try lines(rate.prices)
    return (others + otherMarkups(current)).filter { other in
      other.lines != current || other.markups != markups(at: createdAt)
        || other.multiplier != rate.multiplier || other.priceStep != rate.priceStep
    }
  }

  private func otherMarkups(_ lines: [PriceFormula.Line]) -> [PriceFormula.Alternative] {
    group.markups.enumerated().flatMap { index, list in
      list.map { markup in
        PriceFormula.Alternative(
          label: "the markup in force \(markup.period), "
            + PricePipeline.percentText(markup.percent),
          lines: lines, multiplier: rate.multiplier,
          markups: markups(at: createdAt, replacement: (index, markup)),
          priceStep: rate.priceStep, hasAgreements: true, isUnconfirmed: false)
      }
    }
  }
}
