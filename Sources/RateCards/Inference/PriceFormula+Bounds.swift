package import Domain

/// What a bill tells of the price of a unit.
extension PriceFormula {
  /// The one measure that is priced; nil where there are several, since a sum does not tell its parts.
  package var onlyLine: Line? { lines.count == 1 ? lines.first : nil }

  /// What one lot costs by the card, in USD, with multiplier, markups and agreements.
  package var lotUSD: Ratio? {
    onlyLine.flatMap { try? PricePipeline.lotUSD(of: $0, by: self) }
  }

  /// The units in a lot.
  package var unitsPerLot: Ratio? { onlyLine.map { $0.per.ratio } }

  /// The prices of a unit that a booked amount allows.
  ///
  /// Nil where it says nothing of one: the quantity is not known, there are several measures or a
  /// surcharge is due, or the amount is no more than the minimum.
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
