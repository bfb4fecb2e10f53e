import Domain
import Reconciliation

/// The spend of a ledger at the prices of the day after the last known one, so that what moves in it
/// is volume.
struct RepricedSpend {
  struct Line {
    let spent: SpendHistory.Line
    /// What its tasks cost on the day after the last known one.
    let repriced: Points
    /// How their price changes later, each with the number of days after that day.
    let changes: [(step: Int, difference: Points)]
  }

  /// Recent volume by charge decides how a later price change moves a sum.
  private static let mixDays = 28

  /// The known days.
  let days: ClosedRange<CalendarDay>
  let today: CalendarDay
  /// Through today: what is dated later is not known yet.
  let lines: [Line]

  /// Prices the lines of a history; prices change through a last day as the card says.
  init(
    _ history: SpendHistory, days: ClosedRange<CalendarDay>, today: CalendarDay,
    through last: CalendarDay, prices: consuming PriceRatios
  ) {
    (self.days, self.today) = (days, today)
    let reference = days.upperBound + 1
    var prices = prices
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
