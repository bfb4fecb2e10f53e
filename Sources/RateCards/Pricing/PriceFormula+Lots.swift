package import Domain

extension PriceFormula {
  /// What one lot of a measure costs, with multiplier, markups and agreements.
  package struct LotUSD: Hashable, Sendable {
    package let measure: String
    /// What a lot is: `image`, `started second`, `1000000 tokens`.
    package let lot: String
    package let usd: Ratio
  }

  /// The prices of the lots in the order of the formula; those that cannot be computed are left out.
  package var lotPrices: [LotUSD] {
    lines.compactMap { line in
      guard let usd = try? PricePipeline.lotUSD(of: line, by: self) else { return nil }
      return LotUSD(measure: line.measure, lot: line.lotText, usd: usd)
    }
  }
}
