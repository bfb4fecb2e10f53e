import Billing
import Ledger
import RateCards

/// What a charge costs at another moment, relative to what it was expected to cost.
///
/// Only charges whose price changed between are priced anew; what cannot be priced keeps its price.
struct PriceRatios {
  private struct Key: Hashable {
    let charge: Int
    let base: Points
    let moment: Instant
  }

  private let charges: [SpendHistory.Charge]
  private let pricer: Pricer
  /// Whether the ledger's expected amounts are this card's.
  private let isLedgersCard: Bool
  /// The moments at which prices of a charge's task type may change.
  private let boundaries: [[Instant]]
  private var known: [Key: Double] = [:]

  init(charges: [SpendHistory.Charge], pricer: Pricer, isLedgersCard: Bool) {
    (self.charges, self.pricer, self.isLedgersCard) = (charges, pricer, isLedgersCard)
    var found: [[String]: [Instant]] = [:]
    boundaries = charges.map { charge in
      let key = [charge.sku.model, charge.sku.taskType]
      let bounds =
        found[key]
        ?? pricer.dependencies(model: charge.sku.model, taskType: charge.sku.taskType).boundaries
      found[key] = bounds
      return bounds
    }
  }

  /// The days of a span on which the price of a charge may change.
  func changes(of charge: Int, in days: ClosedRange<CalendarDay>) -> [CalendarDay] {
    boundaries[charge].map(\.day).filter(days.contains)
  }

  /// The price on a day relative to the one that a line was expected at.
  mutating func ratio(of line: SpendLine, on day: CalendarDay) -> Double {
    let moment = Instant(startOf: day)
    let start = Instant(startOf: line.day)
    let isSame = isLedgersCard && !boundaries[line.charge].contains { start < $0 && $0 <= moment }
    guard !isSame, let price = charges[line.charge].price, line.amount != .zero else { return 1 }
    let base = line.expected ?? line.amount
    let key = Key(charge: line.charge, base: base, moment: moment)
    if let ratio = known[key] { return ratio }
    var ratio = 1.0
    if base > .zero,
      let quantities = price.quantities.implied(by: price.formula, billed: base),
      case .success(let points) = pricer.price(
        of: charges[line.charge].sku, quantities: quantities, at: moment)
    {
      ratio = ForecastMoney.amount(points) / ForecastMoney.amount(base)
    }
    known[key] = ratio
    return ratio
  }
}
