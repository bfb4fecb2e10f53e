import Billing
import Forecasting
import Ledger

/// Spend per day and part at the prices of one day, so that what moves in it is volume.
struct RepricedSpend {
  /// Recent volume by charge decides how a later price change moves a part.
  private static let mixDays = 28

  let firstDay: CalendarDay
  let lastDay: CalendarDay
  /// The parts' spend per known day at reference prices.
  private(set) var series: [DailySeries]
  /// What was spent really, by part and day, days that are not over included.
  private(set) var actual: [[CalendarDay: Points]]
  /// What the previous period would have cost at reference prices.
  private(set) var previousRepriced: [Double]
  /// Each day's price relative to the reference's, by part.
  private(set) var ratios: [[Double]]

  /// Sorts the lines of a history into parts.
  ///
  /// `part` gives the part of a charge, below `count`; prices are those of the day after the last
  /// known one, and change within `horizon` days as the card says.
  init(
    _ history: SpendHistory, firstDay: CalendarDay, lastDay: CalendarDay, today: CalendarDay,
    count: Int, part: [Int], previous: ClosedRange<CalendarDay>, horizon: Int,
    prices: inout PriceRatios
  ) {
    (self.firstDay, self.lastDay) = (firstDay, lastDay)
    let reference = lastDay + 1
    let future = reference...reference + max(horizon - 1, 0)
    let length = lastDay.number - firstDay.number + 1
    var values = [[Double]](repeating: [Double](repeating: 0, count: length), count: count)
    actual = [[CalendarDay: Points]](repeating: [:], count: count)
    previousRepriced = [Double](repeating: 0, count: count)
    var mix = [Double](repeating: 0, count: count)
    var moved = [[Double]](
      repeating: [Double](repeating: 0, count: horizon), count: count)
    let changing = history.charges.indices.map { !prices.changes(of: $0, in: future).isEmpty }
    for line in history.lines where line.day <= today {
      let group = part[line.charge]
      actual[group][line.day, default: .zero] += line.amount * line.tasks
      guard line.day <= lastDay else { continue }
      let amount = ForecastMoney.amount(line.amount * line.tasks)
      let repriced = amount * prices.ratio(of: line, on: reference)
      values[group][line.day.number - firstDay.number] += repriced
      if previous.contains(line.day) { previousRepriced[group] += repriced }
      guard line.day.number > lastDay.number - Self.mixDays else { continue }
      mix[group] += repriced
      for step in 0..<horizon {
        let ratio = changing[line.charge] ? prices.ratio(of: line, on: reference + step) : 0
        moved[group][step] += changing[line.charge] ? amount * ratio : repriced
      }
    }
    ratios = zip(mix, moved).map { mix, moved in moved.map { mix > 0 ? $0 / mix : 1 } }
    series = values.map { days in
      // Corrections of closed months can leave a day below 0, which no day costs.
      DailySeries(firstDay: firstDay, values: days.map { max(0, $0) })
    }
  }

  func spent(_ part: Int, in days: ClosedRange<CalendarDay>) -> Points {
    actual[part].reduce(.zero) { days.contains($1.key) ? $0 + $1.value : $0 }
  }
}
