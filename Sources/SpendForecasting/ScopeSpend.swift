import Domain
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
  /// What the tasks of each day through today were billed or are taken to cost.
  private var tasks: [Points]
  /// What reports say was billed on each day through today, changes of closed months on the day on
  /// which they were found.
  private var billed: [CalendarDay: Points] = [:]
  /// Changes of closed months by the day on which they were found.
  private var adjustments: [CalendarDay: Points] = [:]
  /// The recent spend, and how later prices change it, by the number of days after the first one
  /// that is not known.
  private var mix = Points.zero
  private var changes: [Int: Points] = [:]

  private init(_ spend: RepricedSpend) {
    days = spend.days
    repriced = Array(repeating: .zero, count: days.upperBound.number - days.lowerBound.number + 1)
    actual = repriced
    tasks = Array(
      repeating: .zero, count: spend.today.number - days.lowerBound.number + 1)
  }

  /// The spend of the charges that a closure takes, by their places.
  init(_ spend: RepricedSpend, contains: (Int) -> Bool) {
    self.init(spend)
    for line in spend.lines where contains(line.spent.charge) { add(line) }
  }

  /// The spend of so many parts; a closure gives the part of a charge.
  static func parts(_ count: Int, of spend: RepricedSpend, part: (Int) -> Int) -> [ScopeSpend] {
    var parts = [ScopeSpend](repeating: ScopeSpend(spend), count: count)
    for line in spend.lines { parts[part(line.spent.charge)].add(line) }
    return parts
  }

  private mutating func add(_ priced: RepricedSpend.Line) {
    let (line, day) = (priced.spent.line, priced.spent.day)
    let amount = line.forecastAmount * line.tasks
    if let booked = line.billed {
      billed[priced.spent.spentDay, default: .zero] += booked * line.tasks
    }
    if let foundDay = line.foundDay {
      adjustments[foundDay, default: .zero] += amount
    } else {
      tasks[day.number - days.lowerBound.number] += amount
    }
    guard days.contains(day) else { return }
    repriced[day.number - days.lowerBound.number] += priced.repriced
    actual[day.number - days.lowerBound.number] += amount
    guard RepricedSpend.isInMix(day, before: days.upperBound + 1) else { return }
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

  /// What reports say was billed in some days, each day's sum valued by a closure.
  func billed(
    in span: ClosedRange<CalendarDay>, valuedBy value: (Points, CalendarDay) -> Points
  ) -> Points {
    billed.reduce(.zero) { span.contains($1.key) ? $0 + value($1.value, $1.key) : $0 }
  }

  /// What the tasks of some days are taken to cost that are known, running ones included, each day's
  /// sum valued by a closure.
  func committed(
    in span: ClosedRange<CalendarDay>, valuedBy value: (Points, CalendarDay) -> Points
  ) -> Points {
    let tasks = sums(in: span).reduce(Points.zero) { $0 + value($1.amount, $1.day) }
    return adjustments.reduce(tasks) { sum, adjustment in
      span.contains(adjustment.key) ? sum + value(adjustment.value, adjustment.key) : sum
    }
  }

  /// What the tasks of some days come to; changes of closed months are not of these days.
  func begun(in span: ClosedRange<CalendarDay>) -> Points {
    sums(in: span).reduce(.zero) { $0 + $1.amount }
  }

  private func sums(
    in span: ClosedRange<CalendarDay>
  ) -> some Sequence<(day: CalendarDay, amount: Points)> {
    let first = days.lowerBound.number
    let places = max(span.lowerBound.number - first, 0)..<max(span.upperBound.number - first + 1, 0)
    return places.clamped(to: tasks.indices).lazy
      .map { (CalendarDay(number: first + $0), tasks[$0]) }
  }

  /// What known days cost more, or less, at the coming prices than they did.
  func priceEffect(in days: ClosedRange<CalendarDay>) -> Points {
    let first = self.days.lowerBound
    return repriced.indices.reduce(.zero) { sum, index in
      days.contains(first + index) ? sum + repriced[index] - actual[index] : sum
    }
  }
}
