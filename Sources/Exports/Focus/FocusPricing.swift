import Domain
import RateCards
import Reconciliation

/// A price expressed exactly as a unit price times a quantity.
///
/// If the measure doesn't allow that, as with several measures, surcharges or a minimum, the unit
/// is the task.
struct FocusPricing: Hashable {
  private static let pointsPerUSD = Ratio(Points.perUSD)

  /// `Images`, `Seconds`, `1000000 Tokens`, `Tasks`.
  var unit = "Tasks"
  var quantity = Ratio.one
  /// USD, without the terms agreed with the provider.
  var listUnitPrice: Ratio
  /// USD, with the agreed terms.
  var contractedUnitPrice: Ratio
  var consumedUnit = "Tasks"
  var consumedQuantity = Ratio.one
  /// Whether the prices come from a rate; if not, the billed amount is used instead.
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

  /// A price per lot of the only measure that the rate prices; nil if it doesn't yield the amount.
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
      // The response doesn't include the quantity, so it is derived from the amount.
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

  /// `Images` for `image`.
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
