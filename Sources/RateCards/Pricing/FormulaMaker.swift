import Domain

/// Freezes a rate, as it stands at a moment, into a formula.
struct FormulaMaker {
  let candidate: RateCandidate
  let createdAt: Instant?
  /// The agreements on the candidate's group.
  let agreements: [Agreement]

  private var group: RateGroup { candidate.group }
  private var rate: Rate { candidate.rate }

  var formula: PriceFormula {
    let evidence = rate.evidence
    return PriceFormula(
      rate: candidate.name, card: rate.place.card, place: place,
      period: rate.period.description, startsAt: rate.period.from?.description ?? "",
      source: evidence.source, checked: evidence.checked?.description ?? "",
      certainty: evidence.certainty.rawValue, firstSeen: evidence.firstSeen?.description ?? "",
      lastSeen: evidence.lastSeen?.description ?? "", provedDays: ProvedDays(rate),
      notes: notes, lines: lines(rate.prices), multiplier: rate.multiplier?.description,
      markups: markups(at: createdAt), agreements: agreementLines,
      surcharges: group.surcharges.map { surcharge in
        PriceFormula.Surcharge(
          unit: surcharge.unit, quantity: group.name(of: surcharge),
          usd: FormulaMaker.usd(surcharge.points),
          beyond: surcharge.beyond.description)
      },
      minimum: group.minimum.map(FormulaMaker.usd), rounding: group.rounding.rawValue,
      alternatives: unconfirmed + otherPeriods + withoutAgreements)
  }

  private var agreementLines: [PriceFormula.Agreement] {
    agreements.filter { agreement in createdAt.map(agreement.period.contains) ?? true }
      .map { agreement in
        let source = agreement.source.isEmpty ? "" : "\(agreement.source), "
        return PriceFormula.Agreement(
          percent: agreement.percent.description, label: "\(source)\(agreement.place)")
      }
  }

  /// What the task would cost if the provider forgot the agreements.
  private var withoutAgreements: [PriceFormula.Alternative] {
    guard !agreementLines.isEmpty else { return [] }
    return [
      PriceFormula.Alternative(
        label: "the price without the agreed percentages", lines: lines(rate.prices),
        multiplier: rate.multiplier?.description, markups: markups(at: createdAt),
        hasAgreements: false, isUnconfirmed: false)
    ]
  }

  /// Where the rate stands, and of a rate that was taken over, where from.
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

  private static func usd(_ points: Ratio) -> String {
    (try? points.divided(by: Ratio(Points.perUSD)))?.description ?? "0"
  }

  private func lines(_ prices: [String: Ratio]) -> [PriceFormula.Line] {
    group.measures.compactMap { measure in
      guard let price = prices[measure.name], let lot = try? price.times(measure.per.ratio) else {
        return nil
      }
      return PriceFormula.Line(
        measure: measure.name, unit: measure.unit, per: measure.per.description,
        isPerStarted: measure.isPerStarted, usd: FormulaMaker.usd(lot))
    }
  }

  /// Of each list of markups the one in force; without a time, its only one.
  ///
  /// A replacement stands in for the one in force in its list.
  private func markups(
    at instant: Instant?, replacement: (list: Int, markup: Markup)? = nil
  ) -> [String] {
    group.markups.enumerated().compactMap { index, list in
      if let replacement, replacement.list == index {
        return replacement.markup.percent.description
      }
      return list.first { markup in instant.map(markup.period.contains) ?? true }?
        .percent.description
    }
  }

  private var unconfirmed: [PriceFormula.Alternative] {
    rate.unconfirmed.map { price in
      let seen = price.evidence.firstSeen.map { ", seen \($0)" } ?? ", undated"
      let source = price.evidence.source.isEmpty ? "no source" : price.evidence.source
      return PriceFormula.Alternative(
        label: "the unconfirmed \(price.text) (\(source), \(price.evidence.certainty.rawValue) "
          + "certainty\(seen))",
        lines: lines(price.prices), multiplier: nil, markups: markups(at: createdAt),
        hasAgreements: true, isUnconfirmed: true)
    }
  }

  /// The same rate in its other periods: a provider that changes a price early or late bills one
  /// of them.
  private var otherPeriods: [PriceFormula.Alternative] {
    let peers = group.rates.filter { $0 != rate && $0.isPeer(of: rate) }
    let others = peers.map { peer in
      PriceFormula.Alternative(
        label: "the rate in force \(peer.period), \(peer.priceText)",
        lines: lines(peer.prices), multiplier: peer.multiplier?.description,
        markups: markups(at: createdAt), hasAgreements: true, isUnconfirmed: false)
    }
    let current = lines(rate.prices)
    return (others + otherMarkups).filter { other in
      other.lines != current || other.markups != markups(at: createdAt)
        || other.multiplier != rate.multiplier?.description
    }
  }

  private var otherMarkups: [PriceFormula.Alternative] {
    group.markups.enumerated().flatMap { index, list in
      list.map { markup in
        PriceFormula.Alternative(
          label: "the markup in force \(markup.period), "
            + PricePipeline.percentText(markup.percent.description),
          lines: lines(rate.prices), multiplier: rate.multiplier?.description,
          markups: markups(at: createdAt, replacement: (index, markup)), hasAgreements: true,
          isUnconfirmed: false)
      }
    }
  }
}
