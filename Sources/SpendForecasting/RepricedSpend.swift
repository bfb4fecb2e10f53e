package import Domain
package import RateCards
package import Reconciliation

/// The spend of a ledger at the prices of the day after the last known one, so that what moves in it
/// is volume.
struct RepricedSpend {
  struct Line {
    let spent: SpendHistory.Line
    /// What its tasks would cost on the day after the last known one.
    let repriced: Points
    /// How their price changes later, each with the number of days after that day.
    let changes: [(step: Int, difference: Points)]
  }

  /// Recent volume by charge determines how a later price change affects a sum.
  private static let mixDays = 28

  /// From the first known day through the last.
  let days: ClosedRange<CalendarDay>
  /// Days in between of which nothing is known.
  let gaps: [ClosedRange<CalendarDay>]
  let today: CalendarDay
  /// Through today: later dates are not known yet.
  let lines: [Line]

  /// Prices the lines of a history; prices change through a last day as the card says.
  init(
    _ history: SpendHistory, days: ClosedRange<CalendarDay>, today: CalendarDay,
    through last: CalendarDay, prices: inout PriceRatios
  ) {
    (self.days, self.today, gaps) = (days, today, history.gaps)
    let reference = days.upperBound + 1
    let changing = history.charges.indices.map { charge in
      reference < last ? prices.changes(of: charge, in: reference + 1...last) : []
    }
    let known = history.lines.filter { max($0.day, $0.spentDay) <= today }
    lines = known.map { spent in
      let repriced = prices.amount(of: spent, on: reference)
      var changes: [(Int, Points)] = []
      var before = repriced
      if days.contains(spent.day), RepricedSpend.isInMix(spent.day, before: reference) {
        for day in changing[spent.charge] {
          let amount = prices.amount(of: spent, on: day)
          changes.append((day.number - reference.number, amount - before))
          before = amount
        }
      }
      return Line(spent: spent, repriced: repriced, changes: changes)
    }
  }

  static func isInMix(_ day: CalendarDay, before reference: CalendarDay) -> Bool {
    reference.number - day.number <= mixDays
  }
}

/// What a charge costs at another moment, relative to what it was expected to cost.
///
/// Only charges whose price changed in between are repriced; those that cannot be priced keep their
/// price, as do penalties and tasks on the user's own account.
package struct PriceRatios {
  private struct Key: Hashable {
    let charge: Int
    let base: Points
    let moment: Instant
  }

  private let pricer: Pricer
  /// Whether the ledger's expected amounts are this card's.
  private let isLedgersCard: Bool
  /// The moments at which prices of a charge's task type may change.
  private let boundaries: [[Instant]]
  private var known: [Key: Double] = [:]

  package init(charges: [SpendHistory.Charge], pricer: Pricer, isLedgersCard: Bool) {
    (self.pricer, self.isLedgersCard) = (pricer, isLedgersCard)
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

  /// The days of a span that may start with a different price of a charge than the day before.
  ///
  /// A day's price is that of its first moment: a change within a day shows on the next.
  func changes(of charge: Int, in days: ClosedRange<CalendarDay>) -> [CalendarDay] {
    let begun = boundaries[charge].flatMap { [$0.day, $0.day + 1] }
    return Set(begun.filter(days.contains)).sorted()
  }

  /// The price on a day relative to the one that a line was expected at.
  package mutating func ratio(of spent: SpendHistory.Line, on day: CalendarDay) -> Double {
    let (moment, start) = (Instant(startOf: day), Instant(startOf: spent.day))
    let isSame = isLedgersCard && !boundaries[spent.charge].contains { start < $0 && $0 <= moment }
    let line = spent.line
    guard !isSame, let rated = line.pricing.rated, line.costBasis == .cardPrice,
      line.forecastAmount != .zero
    else { return 1 }
    let base = line.price ?? line.forecastAmount
    let key = Key(charge: spent.charge, base: base, moment: moment)
    if let ratio = known[key] { return ratio }
    var ratio = 1.0
    if base > .zero,
      let quantities = rated.quantities.implied(by: rated.formula, billed: base),
      case .success(let points) = pricer.price(
        of: line.pricing.sku, quantities: quantities, at: moment)
    {
      ratio = ForecastMoney.amount(points) / ForecastMoney.amount(base)
    }
    known[key] = ratio
    return ratio
  }

  /// What the tasks of a line would cost on a day: whole points per task, so that sums do not
  /// depend on how tasks are divided.
  mutating func amount(of spent: SpendHistory.Line, on day: CalendarDay) -> Points {
    let ratio = ratio(of: spent, on: day)
    let line = spent.line
    guard ratio != 1 else { return line.forecastAmount * line.tasks }
    return ForecastMoney.points(ForecastMoney.amount(line.forecastAmount) * ratio) * line.tasks
  }
}
