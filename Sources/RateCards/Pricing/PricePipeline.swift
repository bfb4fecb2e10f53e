package import Domain

/// One operation of the pipeline and its result.
package struct ProofStep: Hashable, Sendable, Codable {
  /// `base`, `multiplier`, `markup`, `list price`, `agreement`, `quantity`, `surcharge`, `minimum` or
  /// `rounding`.
  package let operation: String
  /// What was done: `0.028 USD per image`, `× 1.5`, `+25 %`, `× 3 images`.
  package let detail: String
  /// The value after the step.
  package let result: String
}

/// The order of operations by which every price is computed:
/// base rate → multiplier → markup → rounding of the list price, if the card says so → agreement →
/// × quantity → + surcharges → minimum → round once.
package struct PricePipeline {
  private let formula: PriceFormula
  package private(set) var steps: [ProofStep] = []

  package init(_ formula: PriceFormula) {
    self.formula = formula
  }

  /// The price of a task whose quantities are all known.
  package mutating func price(
    _ quantities: BilledQuantities
  ) throws(ArithmeticOverflow) -> Points {
    var total = Ratio.zero
    for line in formula.lines {
      let unitPrice = try unitPrice(of: line)
      let quantity = quantities[line.measure] ?? .zero
      let amount = try amount(of: line, unitPrice: unitPrice, quantity: quantity)
      total = try total.plus(amount)
    }
    total = try total.plus(try surcharge(quantities, on: total))
    return try rounded(try raisedToMinimum(total))
  }

  /// The price of a lot if one quantity is not in the response.
  package mutating func lotPrice(
    _ quantities: BilledQuantities, unknown: BilledQuantities.Entry
  ) throws(ArithmeticOverflow) -> LotPrice? {
    guard formula.lines.count == 1, let line = formula.lines.first, line.measure == unknown.name
    else { return nil }
    let unitPrice = try unitPrice(of: line)
    // The lot is the smallest amount only if every started lot is billed in full.
    let unitsPerLot = line.isPerStarted ? line.per : unknown.step
    let lot = try unitPrice.times(unitsPerLot.ratio)
    guard !lot.isZero else { return nil }
    let once = try surcharge(quantities, on: .zero)
    return LotPrice(
      lot: lot, once: once, minimum: try formula.minimum.map(PriceFormula.points) ?? .zero,
      unitsPerLot: unitsPerLot, isPerStarted: line.isPerStarted,
      unit: line.unit, leastUnits: unknown.least, mostUnits: unknown.most,
      rounding: formula.rounding)
  }

  /// The USD for one lot of a measure, with multiplier, markups and agreements.
  package static func lotUSD(
    of line: PriceFormula.Line, by formula: PriceFormula
  ) throws(ArithmeticOverflow) -> Ratio {
    var pipeline = PricePipeline(formula)
    let lot = try pipeline.unitPrice(of: line).times(line.per.ratio)
    return try lot.divided(by: Ratio(Points.perUSD)) ?? lot
  }

  private mutating func append(_ operation: String, _ detail: String, _ points: Ratio) {
    steps.append(
      ProofStep(operation: operation, detail: detail, result: PricePipeline.usd(points)))
  }

  /// Points as exact USD.
  private static func usd(_ points: Ratio) -> String {
    guard let usd = try? points.divided(by: Ratio(Points.perUSD)) else { return "\(points) points" }
    return "\(usd) USD"
  }

  private mutating func unitPrice(of line: PriceFormula.Line) throws(ArithmeticOverflow) -> Ratio {
    var price = try line.pointsPerUnit()
    let perLot = line.per.ratio
    append("base", line.priceText, try price.times(perLot))
    if let multiplier = formula.multiplier {
      price = try price.times(multiplier.ratio)
      append("multiplier", "× \(multiplier)", try price.times(perLot))
    }
    for markup in formula.markups {
      price = try price.times(try PricePipeline.factor(percent: markup))
      append("markup", PricePipeline.percentText(markup), try price.times(perLot))
    }
    if let step = formula.priceStep {
      price = try rounded(price, to: step, perLot: perLot)
    }
    for agreement in formula.agreements {
      price = try price.times(try PricePipeline.factor(percent: agreement.percent))
      append(
        "agreement", "\(PricePipeline.percentText(agreement.percent)) (\(agreement.label))",
        try price.times(perLot))
    }
    return price
  }

  /// The points of a unit so that its lot costs a multiple of a step in USD, half up.
  private mutating func rounded(
    _ price: Ratio, to step: ExactDecimal, perLot: Ratio
  ) throws(ArithmeticOverflow) -> Ratio {
    let stepPoints = try PriceFormula.points(step)
    guard let steps = try price.times(perLot).divided(by: stepPoints) else { return price }
    let lot = try Ratio(steps.rounded(.halfUp), over: 1).times(stepPoints)
    append("list price", "rounded to \(step) USD", lot)
    return try lot.divided(by: perLot) ?? price
  }

  private static func factor(percent: ExactDecimal) throws(ArithmeticOverflow) -> Ratio {
    try Ratio.one.plus(try percent.ratio.times(Ratio(1, over: 100)))
  }

  /// A percentage with its sign: `+25 %`.
  static func percentText(_ percent: ExactDecimal) -> String {
    "\(percent.mantissa < 0 ? "" : "+")\(percent) %"
  }

  private mutating func amount(
    of line: PriceFormula.Line, unitPrice: Ratio, quantity: Ratio
  ) throws(ArithmeticOverflow) -> Ratio {
    let billed = try line.billedQuantity(quantity)
    let amount = try unitPrice.times(billed)
    let rounding = billed == quantity ? "" : " (\(quantity), every started \(line.per))"
    append("quantity", "× \(billed) \(line.unit)\(billed == .one ? "" : "s")\(rounding)", amount)
    return amount
  }

  private mutating func surcharge(
    _ quantities: BilledQuantities, on total: Ratio
  ) throws(ArithmeticOverflow) -> Ratio {
    var added = Ratio.zero
    for surcharge in formula.surcharges {
      let quantity = try (quantities[surcharge.quantity] ?? .zero)
        .minus(surcharge.beyond.ratio)
      guard quantity > .zero else { continue }
      added = try added.plus(try PriceFormula.points(surcharge.usd).times(quantity))
      append(
        "surcharge", "+ \(quantity) × \(surcharge.usd) USD per \(surcharge.unit)",
        try total.plus(added))
    }
    return added
  }

  private mutating func raisedToMinimum(_ total: Ratio) throws(ArithmeticOverflow) -> Ratio {
    guard let usd = formula.minimum else { return total }
    let minimum = try PriceFormula.points(usd)
    guard total < minimum else { return total }
    append("minimum", "at least \(usd) USD per task", minimum)
    return minimum
  }

  private mutating func rounded(_ total: Ratio) throws(ArithmeticOverflow) -> Points {
    guard let whole = Int64(exactly: total.rounded(formula.rounding)),
      whole <= Points.taskLimit.count
    else { throw ArithmeticOverflow() }
    let points = Points(whole)
    let detail =
      total.isWhole
      ? "nothing to round" : "\(total) points, \(formula.rounding.rawValue) to whole points"
    steps.append(
      ProofStep(
        operation: "rounding", detail: detail,
        result: "\(points.count) points = \(points.usdText) USD"))
    return points
  }
}

extension PriceFormula.Line {
  /// The billed quantity: started lots count in full if the rate says so.
  package func billedQuantity(_ quantity: Ratio) throws(ArithmeticOverflow) -> Ratio {
    let lot = per.ratio
    guard isPerStarted, let lots = try quantity.divided(by: lot) else { return quantity }
    return try Ratio(lots.rounded(.up), over: 1).times(lot)
  }
}

/// The price of one lot of an unknown quantity, in points before rounding.
package struct LotPrice: Hashable, Sendable {
  package let lot: Ratio
  /// Surcharges, added once per task.
  package let once: Ratio
  /// The least that a task costs.
  package let minimum: Ratio
  /// The number of units in a lot: those of a started lot, or the smallest quantity that is billed.
  package let unitsPerLot: ExactDecimal
  /// Whether every started lot is billed in full.
  package let isPerStarted: Bool
  package let unit: String
  package let leastUnits: Ratio?
  package let mostUnits: Ratio?
  package let rounding: RoundingRule

  /// The quantity in units that costs exactly this amount; nil if no whole number of lots within
  /// the bounds does.
  ///
  /// If the minimum covers several quantities, the largest.
  package func impliedUnits(billed: Points) -> Ratio? {
    guard let lots = try? Ratio(billed.count).minus(once).divided(by: lot), !lots.isNegative else {
      return nil
    }
    var counts = [lots.floor, lots.floor + 1]
    if minimum.rounded(rounding) == Int128(billed.count),
      let most = mostUnits.flatMap({ try? $0.divided(by: unitsPerLot.ratio) })
    {
      counts = [min(lots.floor, most.floor)]
    }
    return counts.lazy.compactMap { units(lots: $0, billed: billed) }.first
  }

  /// The units in this many lots, if they cost the amount and are within the bounds.
  private func units(lots count: Int128, billed: Points) -> Ratio? {
    guard let whole = Int64(exactly: count), whole > 0,
      let sum = try? lot.times(Ratio(whole)).plus(once),
      max(sum, minimum).rounded(rounding) == Int128(billed.count),
      let units = try? Ratio(whole).times(unitsPerLot.ratio)
    else { return nil }
    let isWithin =
      (leastUnits.map { units >= $0 } ?? true) && (mostUnits.map { units <= $0 } ?? true)
    return isWithin ? units : nil
  }
}
