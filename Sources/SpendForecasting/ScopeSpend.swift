import Domain
import Forecasting
import Reconciliation

/// What a scope spent by day: at actual and at future prices.
struct ScopeSpend {
  /// From the first known day through the last.
  let days: ClosedRange<CalendarDay>
  /// Days in between of which nothing is known.
  private let gaps: [ClosedRange<CalendarDay>]
  /// The charges in it, by index.
  private(set) var charges: Set<Int> = []
  /// The spend of each known day at the prices of the day after the last known one.
  private var repriced: [Points]
  /// What the tasks of each day through today were billed or are assumed to cost.
  private var tasks: [Points]
  /// What reports show as billed on each day through today, with changes of closed months on the
  /// day on which they were found.
  private var billed: [CalendarDay: Points] = [:]
  /// Changes of closed months by the day on which they were found.
  private var adjustments: [CalendarDay: Points] = [:]
  /// The recent spend, and how later prices change it, by the number of days after the first one
  /// that is not known.
  private var mix = Points.zero
  private var changes: [Int: Points] = [:]

  private init(_ spend: RepricedSpend) {
    (days, gaps) = (spend.days, spend.gaps)
    repriced = Array(repeating: .zero, count: days.upperBound.number - days.lowerBound.number + 1)
    tasks = Array(
      repeating: .zero, count: spend.today.number - days.lowerBound.number + 1)
  }

  /// The spend of the charges that a closure selects by index.
  init(_ spend: RepricedSpend, contains: (Int) -> Bool) {
    self.init(spend)
    for line in spend.lines where contains(line.spent.charge) { add(line) }
  }

  /// The spend of this many parts; a closure returns the part of a charge.
  static func parts(_ count: Int, of spend: RepricedSpend, part: (Int) -> Int) -> [ScopeSpend] {
    var parts = [ScopeSpend](repeating: ScopeSpend(spend), count: count)
    for line in spend.lines { parts[part(line.spent.charge)].add(line) }
    return parts
  }

  private mutating func add(_ priced: RepricedSpend.Line) {
    let (line, day) = (priced.spent.line, priced.spent.day)
    charges.insert(priced.spent.charge)
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
    guard RepricedSpend.isInMix(day, before: days.upperBound + 1) else { return }
    mix += priced.repriced
    for change in priced.changes { changes[change.step, default: .zero] += change.difference }
  }

  /// The known days at future prices, limited to the given days; nil for an unknown one.
  func series(knownIn known: ClosedRange<CalendarDay>?) -> DailySeries {
    DailySeries(
      firstDay: days.lowerBound,
      values: repriced.enumerated().map { index, amount in
        let day = days.lowerBound + index
        if gaps.contains(where: { $0.contains(day) }) || !(known?.contains(day) ?? true) {
          return nil
        }
        // Corrections of closed months can push a day below 0, which no day really costs.
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

  /// What reports show as billed on some days, each day's sum valued by a closure.
  func billed(
    in span: ClosedRange<CalendarDay>, valuedBy value: (Points, CalendarDay) -> Points
  ) -> Points {
    billed.reduce(.zero) { span.contains($1.key) ? $0 + value($1.value, $1.key) : $0 }
  }

  /// What known tasks of some days are assumed to cost, including running ones, each day's sum
  /// valued by a closure.
  func committed(
    in span: ClosedRange<CalendarDay>, valuedBy value: (Points, CalendarDay) -> Points
  ) -> Points {
    let tasks = sums(in: span).reduce(Points.zero) { $0 + value($1.amount, $1.day) }
    return adjustments.reduce(tasks) { sum, adjustment in
      span.contains(adjustment.key) ? sum + value(adjustment.value, adjustment.key) : sum
    }
  }

  /// The last day, through today, that has tasks; days of which all is known may come after it.
  var lastBegunDay: CalendarDay {
    days.lowerBound + ((tasks.lastIndex { $0 != .zero }) ?? -1)
  }

  /// The cost of a day's tasks; changes of closed months do not belong to it.
  func begun(on day: CalendarDay) -> Points {
    sums(in: day...day).reduce(.zero) { $0 + $1.amount }
  }

  private func sums(
    in span: ClosedRange<CalendarDay>
  ) -> some Sequence<(day: CalendarDay, amount: Points)> {
    let first = days.lowerBound.number
    let places = max(span.lowerBound.number - first, 0)..<max(span.upperBound.number - first + 1, 0)
    return places.clamped(to: tasks.indices).lazy
      .map { (CalendarDay(number: first + $0), tasks[$0]) }
  }

  /// The volume of a known day, in money at the prices of the day after the last known one.
  func volume(on day: CalendarDay) -> Double? {
    days.contains(day) ? ForecastMoney.amount(repriced[day.number - days.lowerBound.number]) : nil
  }
}
