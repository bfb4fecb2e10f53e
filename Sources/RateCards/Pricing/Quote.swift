package import Domain

/// The price of a request that has not been sent, with its proof.
package struct Quote: Hashable, Sendable {
  package enum Price: Hashable, Sendable {
    case exact(Points)
    /// The quantity is not known yet: a price per lot, and the range of amounts if the limits of
    /// the quantity are known.
    case perLot(texts: [String], least: Points?, most: Points?)
    case unpriced(reason: String)
  }

  package let request: Request
  package let sku: SKU
  package let price: Price
  package let formula: PriceFormula?
  package let steps: [ProofStep]
  /// Other prices that are reported for the rate but not confirmed.
  package let reported: [ReportedPrice]
  /// Caveats about the price.
  package let notes: [String]
}

extension Pricer {
  /// The price of a request at a moment.
  ///
  /// Anything that cannot be known in advance is given per lot, never as 0.
  package func quote(for request: Request, at moment: Instant) -> Quote {
    let input = PricingInput(request: request, outputCount: nil, createdAt: moment)
    let groups = card.groups(model: request.model, taskType: request.taskType)
    guard !groups.isEmpty,
      case .found(let candidate) = RateSearch(input: input, groups: groups).result
    else { return .unpriced(request, reason: charge(for: input).unpricedReason ?? "no rate fits") }
    let maker = FormulaMaker(
      candidate: candidate, createdAt: moment,
      agreements: card.agreements(
        on: candidate.group, ofLayer: candidate.layer, request: request),
      uncertainChange: changeWindows(around: moment, of: groups, request: request).first
        .map { UncertainChange($0, isAfter: false) })
    guard let formula = try? maker.formula() else {
      return .unpriced(request, reason: ArithmeticOverflow().description)
    }
    let sku = candidate.sku(of: request)
    guard case .success(let quantities) = candidate.quantities else {
      return Quote(
        request: request, sku: sku,
        price: .perLot(texts: formula.lotTexts, least: nil, most: nil), formula: formula, steps: [],
        reported: candidate.reportedPrices(formula, quantities: nil),
        notes: formula.notes(createdAt: moment))
    }
    return Quote(
      request: request, sku: sku, formula: formula, quantities: quantities,
      reported: candidate.reportedPrices(formula, quantities: quantities), moment: moment)
  }
}

extension Quote {
  fileprivate static func unpriced(_ request: Request, reason: String) -> Quote {
    Quote(
      request: request, sku: SKU(model: request.model, taskType: request.taskType),
      price: .unpriced(reason: reason), formula: nil, steps: [], reported: [], notes: [])
  }

  fileprivate init(
    request: Request, sku: SKU, formula: PriceFormula, quantities: BilledQuantities,
    reported: [ReportedPrice], moment: Instant
  ) {
    self.reported = reported
    notes = formula.notes(createdAt: moment)
    (self.request, self.sku, self.formula) = (request, sku, formula)
    var pipeline = PricePipeline(formula)
    do throws(ArithmeticOverflow) {
      if let unknown = quantities.unknown {
        let lot = try pipeline.lotPrice(quantities, unknown: unknown)
        price = .perLot(
          texts: formula.lotTexts, least: lot?.price(ofUnits: unknown.least),
          most: lot?.price(ofUnits: unknown.most))
      } else {
        price = .exact(try pipeline.price(quantities))
      }
    } catch {
      price = .unpriced(reason: error.description)
    }
    steps = pipeline.steps
  }
}

extension PriceFormula {
  /// The price of a lot of each measure, in words: `0.065 USD per started second`.
  var lotTexts: [String] {
    lines.compactMap { line in
      guard let usd = try? PricePipeline.lotUSD(of: line, by: self) else { return nil }
      return (lines.count > 1 ? "\(line.measure) " : "") + "\(usd) USD per \(line.lotText)"
    }
  }
}

extension LotPrice {
  /// The price of this many units, with started lots in full if they are billed so; nil if unknown.
  func price(ofUnits units: Ratio?) -> Points? {
    guard let units, let lots = try? units.divided(by: unitsPerLot.ratio),
      let total = try? lot.times(isPerStarted ? Ratio(lots.rounded(.up), over: 1) : lots)
        .plus(once),
      let count = Int64(exactly: max(total, minimum).rounded(rounding))
    else { return nil }
    return Points(count)
  }
}
