import Billing
import Forecasting
package import Ledger
package import RateCards

/// Makes forecasts of spend: volume at the coming prices by part, made to add up to the whole.
package struct SpendForecaster {
  private let question: SpendForecast.Question
  private let names: [String]
  private let total: RepricedSpend
  private let parts: RepricedSpend
  private let horizon: Int

  /// Prepares the spend of a ledger.
  ///
  /// `isLedgersCard` says whether the pricer's card is the one that the ledger is priced by.
  ///
  /// - Throws: `SpendForecastError` with fewer than seven known days.
  package init(
    _ history: SpendHistory, question: SpendForecast.Question, pricer: Pricer,
    isLedgersCard: Bool
  ) throws(SpendForecastError) {
    self.question = question
    guard let first = history.firstDay, let last = history.lastKnownDay, first <= last else {
      throw .tooFewDays(0)
    }
    let known = last.number - first.number + 1
    guard known >= Forecaster.leastDays else { throw .tooFewDays(known) }
    let horizon = max(1, question.span.days.upperBound.number - last.number)
    let charges = history.charges.map { question.dimension.name(of: $0) }
    let names = Set(history.lines.map { charges[$0.charge] }).sorted()
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var prices = PriceRatios(
      charges: history.charges, pricer: pricer, isLedgersCard: isLedgersCard)
    func repriced(_ part: [Int], count: Int) -> RepricedSpend {
      RepricedSpend(
        history, firstDay: first, lastDay: last, today: question.today, count: count, part: part,
        previous: question.span.previous, horizon: horizon, prices: &prices)
    }
    total = repriced([Int](repeating: 0, count: charges.count), count: 1)
    parts = repriced(charges.map { places[$0] ?? 0 }, count: max(1, names.count))
    (self.names, self.horizon) = (names, horizon)
  }

  package func forecast() -> SpendForecast {
    let record = SpendRecord(of: total.series[0])
    let whole = part(0, of: total, name: "total", record: record.deciding)
    let isDivided = question.dimension != .total
    var parts =
      isDivided
      ? names.indices.map { index in
        part(index, of: self.parts, name: names[index], record: nil)
      } : []
    for (index, amount) in coherent(parts: parts.map(\.predicted), withTotal: whole.predicted)
      .enumerated()
    {
      parts[index].predicted = amount
    }
    let forecast = path(0, of: total)
    let fixed = SpendForecastPart.fixedCharges(question)
    if isDivided, let fixed { parts.append(fixed) }
    let all = fixed.map { whole.adding($0) } ?? whole
    return SpendForecast(
      question: question, parts: parts, total: all, lastKnownDay: total.lastDay,
      knownDays: total.series[0].knownCount, record: record, days: days(of: forecast),
      budget: question.budget.map { outlook($0, whole: all, forecast: forecast) })
  }

  private func path(_ index: Int, of spend: RepricedSpend) -> Forecast {
    Forecaster.forecast(spend.series[index], days: horizon).priced(at: spend.ratios[index])
  }

  private func part(
    _ index: Int, of spend: RepricedSpend, name: String, record: ForecastRecord?
  ) -> SpendForecastPart {
    let span = question.span.days
    let record = record ?? Self.partRecord(of: spend.series[index])
    let baseline = record.betterBaseline
    let rest = max(spend.lastDay + 1, span.lowerBound)...span.upperBound
    var ahead = path(index, of: spend).sum(rest) ?? PredictedAmount(certain: 0)
    if let baseline, let path = baseline.path(after: spend.series[index], days: horizon) {
      let skipped = rest.lowerBound.number - spend.lastDay.number - 1
      let priced = zip(path, spend.ratios[index]).map { $0 * $1 }
      ahead = ahead.moved(toMean: priced.dropFirst(skipped).reduce(0, +))
    }
    // Spent on days that are not over: the forecast of those days holds it already.
    let open = ForecastMoney.amount(spend.spent(index, in: rest))
    let spent = spend.spent(index, in: span)
    let previous = spend.spent(index, in: question.span.previous)
    return SpendForecastPart(
      name: name, spent: spent,
      predicted: ahead.remaining(after: open).adding(max(0, ForecastMoney.amount(spent))),
      baseline: baseline, previous: previous,
      priceEffect: ForecastMoney.cents(spend.previousRepriced[index])
        - ForecastMoney.cents(
          ForecastMoney.amount(previous)))
  }

  /// A part's record is short, since there may be many parts.
  private static func partRecord(of series: DailySeries) -> ForecastRecord {
    ForecastRecord(
      of: series, questions: series.rollingQuestions(horizon: 14, every: 14, count: 4))
  }

  private func days(of forecast: Forecast) -> [(CalendarDay, PredictedAmount)] {
    forecast.days.enumerated().map { step, amount in
      let day = forecast.origin + (step + 1)
      return (day, amount.adding(ForecastMoney.amount(question.fixedCharges(in: day...day))))
    }.filter { question.span.days.contains($0.0) }
  }

  private func outlook(
    _ budget: Points, whole: SpendForecastPart, forecast: Forecast
  ) -> BudgetOutlook {
    let known =
      question.span.days
      .lowerBound...max(
        question.span.days.lowerBound, total.lastDay)
    let spent = ForecastMoney.amount(total.spent(0, in: known))
    let limit = ForecastMoney.amount(budget)
    let certain = { (day: CalendarDay) in spent + paid(through: day) }
    let day = { (share: Double) -> CalendarDay? in
      // Where it is exceeded already there is no day to come.
      certain(total.lastDay) > limit
        ? nil
        : forecast.day(exceeding: limit, share: share, certain: certain)
          .flatMap { question.span.days.contains($0) ? $0 : nil }
    }
    return BudgetOutlook(
      budget: budget,
      probability: whole.predicted.probability(ofExceeding: ForecastMoney.amount(budget)),
      middleDay: day(0.5), earlyDay: day(0.9))
  }

  /// The fixed charges from the first day of the span through a day.
  private func paid(through day: CalendarDay) -> Double {
    let first = question.span.days.lowerBound
    return day < first ? 0 : ForecastMoney.amount(question.fixedCharges(in: first...day))
  }
}
