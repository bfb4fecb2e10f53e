package import Domain

extension BilledQuantities {
  /// The quantities with the missing one inferred from what was booked; nil if no whole number of
  /// lots costs that amount.
  package func implied(by formula: PriceFormula, billed: Points) -> BilledQuantities? {
    guard let unknown else { return self }
    var pipeline = PricePipeline(formula)
    guard let lot = (try? pipeline.lotPrice(self, unknown: unknown)) ?? nil,
      let units = lot.impliedUnits(billed: billed)
    else { return nil }
    return BilledQuantities(
      entries: entries.map { entry in
        entry.value == nil ? Entry(name: entry.name, value: units) : entry
      })
  }
}

extension Charge {
  /// The price of a task; a quantity that the response lacks is taken from others, which its bill
  /// has revealed.
  package func price(knowing known: BilledQuantities?) -> Result<Points, UnknownPrice> {
    switch outcome {
    case .expected(let points): return .success(points)
    case .unpriced(let reason): return .failure(UnknownPrice(reason))
    case .perLot(let lot):
      guard let formula else {
        return .failure(UnknownPrice("the number of \(lot.unit)s is not known"))
      }
      let entries = quantities.entries.map { entry in
        BilledQuantities.Entry(name: entry.name, value: entry.value ?? known?[entry.name])
      }
      return formula.price(of: BilledQuantities(entries: entries))
    }
  }
}
