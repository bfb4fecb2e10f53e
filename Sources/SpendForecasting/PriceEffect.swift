package import Domain
import Reconciliation

/// The change between two periods that prices explain; the rest is volume.
extension SpendForecaster {
  /// How much more the tasks of earlier days would have cost at the prices of an outlook's span.
  ///
  /// The span's price of a charge is the mean of its days' prices, each weighted with the volume of
  /// all spend on that day: so a change in the middle of the span counts for the days that it
  /// affects, and with the same tasks on each day all of the change between the periods is price.
  /// (It is the price variance of cost accounting, with the quantities of the earlier period.)
  ///
  /// Each line is rounded half up to a whole point, so that the parts add up to the total.
  package func priceEffect(
    of outlook: SpendOutlook, on earlier: ClosedRange<CalendarDay>
  ) -> Points {
    let volumes = total(of: outlook.span).volumes
    var shares: [Int: [PriceShare]] = [:]
    return tasks(of: outlook.charges, on: earlier).reduce(.zero) { effect, line in
      let periods =
        shares[line.charge]
        ?? PriceShare.all(
          from: priceChanges(of: line.charge, in: outlook.span), volumes: volumes)
      shares[line.charge] = periods
      let actual = ForecastMoney.amount(line.line.forecastAmount * line.line.tasks)
      let later = periods.reduce(0) { sum, period in
        sum + period.share * ForecastMoney.amount(amount(of: line, on: period.firstDay))
      }
      return effect + ForecastMoney.points(sum: later - actual)
    }
  }
}

/// Days of one price, with their share (0 to 1) of a span's volume.
private struct PriceShare {
  let firstDay: CalendarDay
  let share: Double

  /// The days of a span, divided where the price changes.
  static func all(
    from changes: [CalendarDay], volumes: [(day: CalendarDay, amount: Double)]
  ) -> [PriceShare] {
    let total = volumes.reduce(0) { $0 + $1.amount }
    var shares: [PriceShare] = []
    for (day, amount) in volumes {
      // Without any volume all days count alike.
      let share = total > 0 ? amount / total : 1 / Double(volumes.count)
      if let last = shares.last, !changes.contains(day) {
        shares[shares.count - 1] = PriceShare(
          firstDay: last.firstDay, share: last.share + share)
      } else {
        shares.append(PriceShare(firstDay: day, share: share))
      }
    }
    return shares
  }
}
