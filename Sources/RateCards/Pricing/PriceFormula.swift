package import Domain

/// A frozen copy of everything in a rate that a price is computed from, with its evidence: the
/// ledger keeps it, so that a price can be proved after the card has changed.
///
/// Numbers are stored as decimal texts, as written in the card; anything else is rejected.
package struct PriceFormula: Hashable, Sendable, Codable {
  /// The price of one measure: USD for `per` units.
  package struct Line: Hashable, Sendable, Codable {
    package let measure: String
    package let unit: String
    package let per: ExactDecimal
    package let isPerStarted: Bool
    package let usd: ExactDecimal
  }

  package struct Surcharge: Hashable, Sendable, Codable {
    package let unit: String
    /// The name of its quantity.
    package let quantity: String
    package let usd: ExactDecimal
    /// The number of units that are free.
    package let beyond: ExactDecimal
  }

  /// Another price that the provider might use: reported but unconfirmed, or from another period.
  package struct Alternative: Hashable, Sendable, Codable {
    package let label: String
    package let lines: [Line]
    package let multiplier: ExactDecimal?
    package let markups: [ExactDecimal]
    /// Nil if its list price is not rounded.
    package let priceStep: ExactDecimal?
    /// Whether the user's agreements apply to it too.
    package let hasAgreements: Bool
    /// Whether it is reported but not confirmed; nil in formulas of earlier versions.
    package let isUnconfirmed: Bool?
  }

  /// A percentage that the user has agreed with the provider.
  package struct Agreement: Hashable, Sendable, Codable {
    /// Without the sign `%`.
    package let percent: ExactDecimal
    /// Source, file and line.
    package var label: String
  }

  /// The rate's name: `seedream/seedream-5-lite size=3K`.
  package var rate: String
  package var card: String
  /// File and line of the rate in its card.
  package var place: String
  package var period: String
  /// The moment from which the rate is in force; empty if it has no start.
  package var startsAt: String
  package var source: String
  package var checked: String
  package var certainty: String
  /// The first and the last day on which the price was seen; empty if unknown.
  package var firstSeen: String
  package var lastSeen: String
  /// The days for which the price is known; nil in formulas of earlier versions.
  package var provedDays: ProvedDays?
  package var notes: [String]
  /// The fields that requests omitted and were priced by default: `version=2.6`; nil for none.
  package var byDefault: [String]?
  /// A change of which it is unknown whether it came before the tasks; nil for none.
  package var uncertainChange: UncertainChange?
  package var lines: [Line]
  package var multiplier: ExactDecimal?
  /// Percentages in the order in which they apply, without the sign `%`.
  package var markups: [ExactDecimal]
  /// The step in USD to which the list price of a lot is rounded after the markups; nil if it isn't
  /// rounded.
  package var priceStep: ExactDecimal?
  /// Applied after the markups and the rounding of the list price.
  package var agreements: [Agreement]
  package var surcharges: [Surcharge]
  package var minimum: ExactDecimal?
  package var rounding: RoundingRule
  package var alternatives: [Alternative]
}

/// A change of prices at an unknown moment, for a task created between the two moments between
/// which it came: the provider may have billed it before or after.
package struct UncertainChange: Hashable, Sendable, Codable {
  /// Moments as cards write them.
  package let earliest: String
  package let latest: String
  /// Whether the formula is that of after the change.
  package let isAfter: Bool

  init(_ window: Range<Instant>, isAfter: Bool) {
    earliest = window.lowerBound.dayOrMomentText
    latest = window.upperBound.dayOrMomentText
    self.isAfter = isAfter
  }

  /// `the earlier price` or `the later price`.
  package var priceText: String { isAfter ? "the later price" : "the earlier price" }

  /// `between 2026-08-01 and 2026-08-25`.
  package var spanText: String { "between \(earliest) and \(latest)" }

  /// What is known, in words.
  package var text: String {
    "the price changed at an unknown moment \(spanText); this is \(priceText)"
  }
}

extension PriceFormula {
  /// The first and the last day on which the price was seen: `2026-03-16 to 2026-06-01`.
  package var seen: String {
    firstSeen == lastSeen ? firstSeen : "\(firstSeen) to \(lastSeen)"
  }

  /// The moment from which the rate is in force; nil if it has no start.
  package var startInstant: Instant? { Timestamp(startsAt)?.instant }

  /// What determines the price and what is said of it task by task, without the evidence: two
  /// formulas that agree in this price every task the same.
  package var pricing: PriceFormula {
    var pricing = self
    (pricing.card, pricing.place, pricing.period) = ("", "", "")
    (pricing.source, pricing.checked, pricing.certainty) = ("", "", "")
    (pricing.firstSeen, pricing.lastSeen, pricing.provedDays) = ("", "", nil)
    (pricing.notes, pricing.alternatives) = ([], [])
    pricing.agreements = agreements.map { Agreement(percent: $0.percent, label: "") }
    return pricing
  }

  /// Caveats about the price of a task created at a moment.
  package func notes(createdAt: Instant?) -> [String] {
    var notes = notes
    if let byDefault {
      notes.append("by default: \(byDefault.joined(separator: ", ")), which the request lacks")
    }
    if let uncertainChange { notes.append(uncertainChange.text) }
    guard let createdAt else {
      return notes + ["the creation time is unknown; the price never changed"]
    }
    if uncertainChange == nil, startsAt.isEmpty, let first = CalendarDay(firstSeen),
      createdAt < Instant(startOf: first)
    {
      notes.append("price first seen \(first); it may have been different before")
    }
    if uncertainChange == nil, let last = CalendarDay(lastSeen),
      createdAt >= Instant(startOf: last + 1)
    {
      notes.append("price last seen \(last); it may have changed")
    }
    return notes
  }
}

extension PriceFormula.Line {
  /// Points for one unit.
  func pointsPerUnit() throws(ArithmeticOverflow) -> Ratio {
    let points = try PriceFormula.points(usd)
    return try points.divided(by: per.ratio) ?? points
  }

  /// What the price is for: `image`, `started second`, `1000000 tokens`.
  package var lotText: String {
    (isPerStarted ? "started " : "") + (per == ExactDecimal(1) ? unit : "\(per) \(unit)s")
  }

  /// The price in words: `0.028 USD per image`.
  package var priceText: String { "\(usd) USD per \(lotText)" }
}

extension PriceFormula {
  static func points(_ usd: ExactDecimal) throws(ArithmeticOverflow) -> Ratio {
    try usd.ratio.times(Ratio(Points.perUSD))
  }

  /// The same formula with a different price.
  func replaced(by alternative: Alternative) -> PriceFormula {
    var formula = self
    formula.lines = alternative.lines
    formula.multiplier = alternative.multiplier
    formula.markups = alternative.markups
    formula.priceStep = alternative.priceStep
    if !alternative.hasAgreements { formula.agreements = [] }
    return formula
  }
}

extension PriceFormula {
  /// What one lot of a measure costs, with multiplier, markups and agreements.
  package struct LotUSD: Hashable, Sendable {
    package let measure: String
    /// What a lot is: `image`, `started second`, `1000000 tokens`.
    package let lot: String
    package let usd: Ratio
  }

  /// The prices of the lots in the order of the formula; those that cannot be computed are omitted.
  package var lotPrices: [LotUSD] {
    lines.compactMap { line in
      guard let usd = try? PricePipeline.lotUSD(of: line, by: self) else { return nil }
      return LotUSD(measure: line.measure, lot: line.lotText, usd: usd)
    }
  }
}

/// What a bill reveals about the price of a unit.
extension PriceFormula {
  /// The one measure that is priced; nil if there are several, since a sum does not reveal its
  /// parts.
  package var onlyLine: Line? { lines.count == 1 ? lines.first : nil }

  /// What one lot costs according to the card, in USD, with multiplier, markups and agreements.
  package var lotUSD: Ratio? {
    onlyLine.flatMap { try? PricePipeline.lotUSD(of: $0, by: self) }
  }

  /// The units in a lot.
  package var unitsPerLot: Ratio? { onlyLine.map { $0.per.ratio } }

  /// The prices of a unit that a booked amount allows.
  ///
  /// Nil if it reveals none: the quantity is unknown, there are several measures or a surcharge, or
  /// the amount does not exceed the minimum.
  package func bounds(of quantities: BilledQuantities, billed: Points) -> PriceBounds? {
    guard let line = onlyLine, let quantity = quantities[line.measure],
      let units = try? line.billedQuantity(quantity), !hasSurcharge(quantities),
      !isMinimum(billed)
    else { return nil }
    return PriceBounds(billed: billed, quantity: units, rounding: rounding)
  }

  private func hasSurcharge(_ quantities: BilledQuantities) -> Bool {
    surcharges.contains { surcharge in
      (quantities[surcharge.quantity] ?? .zero) > surcharge.beyond.ratio
    }
  }

  private func isMinimum(_ billed: Points) -> Bool {
    guard let minimum, let points = try? PriceFormula.points(minimum) else { return false }
    return Int128(billed.count) <= points.rounded(rounding)
  }
}
