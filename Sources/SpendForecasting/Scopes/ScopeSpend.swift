import Billing
import Forecasting
import Reconciliation

/// What a scope spent by day: as it was, and at the coming prices.
struct ScopeSpend {
  /// The known days.
  let days: ClosedRange<CalendarDay>
  /// At the prices of the day after the last known one, of each known day.
  private var repriced: [Points]
  /// At the prices that they had.
  private var actual: [Points]
  /// What the tasks of each day were billed or will be, days that are not over included.
  private var tasks: [CalendarDay: Points] = [:]
  /// Changes of closed months by the day on which they were found.
  private var adjustments: [CalendarDay: Points] = [:]
  /// The recent spend, and how later prices change it, by the number of days after the first one
  /// that is not known.
  private var mix = Points.zero
  private var changes: [Int: Points] = [:]

  init(_ spend: RepricedSpend, contains: (Int) -> Bool) {
    days = spend.days
    repriced = Array(repeating: .zero, count: days.upperBound.number - days.lowerBound.number + 1)
    actual = repriced
    for line in spend.lines where contains(line.line.charge) { add(line) }
  }

  private mutating func add(_ priced: RepricedSpend.Line) {
    let line = priced.line
    let amount = line.amount * line.tasks
    if let foundDay = line.foundDay {
      adjustments[foundDay, default: .zero] += amount
    } else {
      tasks[line.day, default: .zero] += amount
    }
    guard days.contains(line.day) else { return }
    repriced[line.day.number - days.lowerBound.number] += priced.repriced
    actual[line.day.number - days.lowerBound.number] += amount
    guard RepricedSpend.isInMix(line.day, before: days.upperBound + 1) else { return }
    mix += priced.repriced
    for change in priced.changes { changes[change.step, default: .zero] += change.difference }
  }

  /// The known days at the coming prices; nothing is known of those outside of some.
  func series(knownIn known: ClosedRange<CalendarDay>?) -> DailySeries {
    DailySeries(
      firstDay: days.lowerBound,
      values: repriced.enumerated().map { index, amount in
        if let known, !known.contains(days.lowerBound + index) { return nil }
        // Corrections of closed months can leave a day below 0, which no day costs.
        return max(0, ForecastMoney.amount(amount))
      })
  }

  /// The price of each day after the last known one relative to the first of them.
  func ratios(horizon: Int) -> [Double] {
    var amount = mix
    return (0..<horizon).map { step in
      amount += changes[step] ?? .zero
      guard mix > .zero else { return 1 }
      return ForecastMoney.amount(amount) / ForecastMoney.amount(mix)
    }
  }

  /// What counts in some days, each day's sum valued by a closure.
  func spent(
    in days: ClosedRange<CalendarDay>, valuedBy value: (Points, CalendarDay) -> Points
  ) -> Points {
    [tasks, adjustments].reduce(.zero) { sum, amounts in
      amounts.reduce(sum) { days.contains($1.key) ? $0 + value($1.value, $1.key) : $0 }
    }
  }

  /// What the tasks of some days come to; changes of closed months are not of these days.
  func begun(in days: ClosedRange<CalendarDay>) -> Points {
    tasks.reduce(.zero) { days.contains($1.key) ? $0 + $1.value : $0 }
  }

  /// What known days cost more, or less, at the coming prices than they did.
  func priceEffect(in days: ClosedRange<CalendarDay>) -> Points {
    let first = self.days.lowerBound
    return repriced.indices.reduce(.zero) { sum, index in
      days.contains(first + index) ? sum + repriced[index] - actual[index] : sum
    }
  }
}
