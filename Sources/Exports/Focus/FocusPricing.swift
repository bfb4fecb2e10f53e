import Domain
import RateCards
import Reconciliation

/// A price as a unit price times a quantity, exactly.
///
/// Where that cannot be said of the measure, as with several measures, surcharges or a minimum, the
/// unit is the task.
struct FocusPricing: Hashable {
  private static let pointsPerUSD = Ratio(Points.perUSD)

  /// `Images`, `Seconds`, `1000000 Tokens`, `Tasks`.
  var unit = "Tasks"
  var quantity = Ratio.one
  /// USD, without what was agreed with the provider.
  var listUnitPrice: Ratio
  /// USD, with it.
  var contractedUnitPrice: Ratio
  var consumedUnit = "Tasks"
  var consumedQuantity = Ratio.one
  /// Whether a rate gives the prices: else what was billed stands for them.
  var isByRate = true

  /// The price of each task of a line that was read with its rate.
  init(_ line: LedgerLine) {
    guard let expected = line.price else {
      self.init(task: line.billed ?? .zero, isByRate: false)
      return
    }
    let (rated, cardPrice) = (line.pricing.rated, line.pricing.cardPrice)
    let byRate = rated.flatMap { FocusPricing($0, cardPrice: cardPrice, expected: expected) }
    let isWhole = cardPrice == nil || expected == cardPrice
    if let byRate, isWhole || expected == .zero {
      self = byRate
    } else if let rated, let cardPrice, isWhole || expected == .zero {
      self.init(
        task: cardPrice, list: FocusPricing.listPrice(rated.formula, rated.quantities))
    } else {
      self.init(task: expected, isByRate: rated != nil)
    }
    if expected == .zero, cardPrice != .zero { (quantity, consumedQuantity) = (.zero, .zero) }
  }

  /// A price per task.
  private init(task price: Points, list: Points? = nil, isByRate: Bool = true) {
    contractedUnitPrice = FocusPricing.usd(price)
    listUnitPrice = FocusPricing.usd(list ?? price)
    self.isByRate = isByRate
  }

  /// A price per lot of the one measure that the rate prices; nil where it does not give the amount.
  private init?(_ rated: LedgerLine.Pricing.Rated, cardPrice: Points?, expected: Points) {
    let formula = rated.formula
    guard formula.lines.count == 1, formula.surcharges.isEmpty, let line = formula.lines.first,
      !line.per.ratio.isZero,
      let contracted = try? PricePipeline.lotUSD(of: line, by: formula),
      let list = try? PricePipeline.lotUSD(of: line, by: formula.withoutAgreements),
      let lotPoints = try? contracted.times(FocusPricing.pointsPerUSD)
    else { return nil }
    contractedUnitPrice = contracted
    listUnitPrice = list
    consumedUnit = FocusPricing.plural(line.unit)
    unit = line.per == ExactDecimal(1) ? consumedUnit : "\(line.per) \(consumedUnit)"
    if let measured = rated.quantities[line.measure] {
      guard let billed = try? line.billedQuantity(measured),
        let lots = try? billed.divided(by: line.per.ratio),
        let sum = try? lotPoints.times(lots), let cardPrice,
        sum.rounded(formula.rounding) == Int128(cardPrice.count)
      else { return nil }
      (quantity, consumedQuantity) = (lots, measured)
    } else {
      // The response does not tell the quantity: what was billed implies it.
      guard let lots = try? Ratio(expected.count).divided(by: lotPoints),
        let units = try? lots.times(line.per.ratio)
      else { return nil }
      (quantity, consumedQuantity) = (lots, units)
    }
    guard [list, contracted, quantity, consumedQuantity].allSatisfy(FocusNumber.isDecimal),
      let listCost, FocusNumber.isDecimal(listCost),
      let contractedCost, FocusNumber.isDecimal(contractedCost)
    else { return nil }
  }

  var listCost: Ratio? { try? listUnitPrice.times(quantity) }
  var contractedCost: Ratio? { try? contractedUnitPrice.times(quantity) }

  private static func listPrice(_ formula: PriceFormula, _ quantities: BilledQuantities) -> Points?
  {
    guard quantities.unknown == nil else { return nil }
    var pipeline = PricePipeline(formula.withoutAgreements)
    return try? pipeline.price(quantities)
  }

  private static func usd(_ points: Points) -> Ratio {
    Ratio(Int128(points.count), over: Int128(Points.perUSD))
  }

  /// `Images` of `image`.
  private static func plural(_ unit: String) -> String {
    unit.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ") + "s"
  }
}

extension PriceFormula {
  /// The published price.
  fileprivate var withoutAgreements: PriceFormula {
    var formula = self
    formula.agreements = []
    return formula
  }
}
