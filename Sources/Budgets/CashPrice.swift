package import Domain
package import Reconciliation
package import SpendForecasting

/// What a dollar of credits cost in cash: everything paid for credits through a day, divided by all
/// credits received for it, including bonuses.
///
/// The price of a day depends on nothing later, so that the past stays as it was reported.
package struct CashPrice: Hashable, Sendable {
  private struct Step: Hashable {
    let day: CalendarDay
    /// Everything paid through the day, and all credits received for it.
    let cash: Points
    let credits: Points
    /// The cash price of one credit.
    let price: Ratio
  }

  /// By day; never empty.
  private let steps: [Step]

  /// The price from the top-ups and the credits included in fixed charges; nil if no credits are
  /// known to have come in.
  package init?(topUps: [TopUp], fixedCharges: [DatedCharge]) {
    var days: [CalendarDay: (cash: Points, credits: Points)] = [:]
    for topUp in topUps {
      let cash = topUp.kind == .cash ? topUp.amount : .zero
      days[topUp.day, default: (.zero, .zero)].cash += cash
      days[topUp.day, default: (.zero, .zero)].credits += topUp.amount
    }
    for payment in fixedCharges where payment.charge.bonus > .zero {
      days[payment.day, default: (.zero, .zero)].credits += payment.charge.bonus
    }
    var (cash, credits) = (Points.zero, Points.zero)
    steps = days.sorted { $0.key < $1.key }.map { day, sums in
      cash += sums.cash
      credits += sums.credits
      return Step(
        day: day, cash: cash, credits: credits,
        price: Ratio(Int128(cash.count), over: Int128(credits.count)))
    }
    guard !steps.isEmpty else { return nil }
  }

  /// The first day on which credits came in; what was spent before counts at that day's price.
  package var firstDay: CalendarDay { steps[0].day }

  /// The cash price of one credit on a day; without a day, the latest price.
  package func price(on day: CalendarDay?) -> Ratio { step(on: day).price }

  private func step(on day: CalendarDay?) -> Step {
    guard let day else { return steps[steps.count - 1] }
    return steps.last { $0.day <= day } ?? steps[0]
  }

  /// How the price of a day is computed, in one line; without a day, the latest price.
  package func note(at day: CalendarDay?) -> String {
    let step = step(on: day)
    return "in cash: \(step.cash.usdText) USD was paid for \(step.credits.usdText) USD of credits "
      + "through \(step.day); what was spent before \(firstDay) counts at that day's price"
  }

  /// The cash value of credits spent on a day.
  package func cash(of credits: Points, on day: CalendarDay?) -> Points {
    CashPrice.cash(of: credits, at: price(on: day))
  }

  /// The money of forecasts in cash: what is still to be spent costs what credits cost today.
  package func creditValue(today: CalendarDay) -> CreditValue {
    let price = price(on: today)
    return CreditValue(coming: Double(price.numerator) / Double(price.denominator)) {
      cash(of: $0, on: $1)
    }
  }

  /// The cash value of an amount of credits: the only place where cash is rounded, half up, to the
  /// point.
  static func cash(of credits: Points, at price: Ratio) -> Points {
    // The terms have 64 bits each, so the product fits in 128.
    let product = Ratio(Int128(credits.count) * price.numerator, over: price.denominator)
    return Points(Int64(product.rounded(.halfUp)))
  }
}

extension CashPrice {
  /// The sums of a day so far, in credits and in cash.
  private struct RunningSum {
    var credits = Points.zero
    var cash = Points.zero

    /// The cash value of additional credits, such that the total is rounded once.
    mutating func add(_ amount: Points, at price: Ratio) -> Points {
      credits += amount
      let sum = CashPrice.cash(of: credits, at: price)
      defer { cash = sum }
      return sum - cash
    }
  }

  /// The rows with their amounts in cash.
  ///
  /// A day's running sum is rounded, and each row gets the increment: so rows, groups and totals
  /// agree to the point however they are grouped, and zero variance stays zero in cash.
  package func rows(inCash rows: [LedgerLine]) -> [LedgerLine] {
    var sums: [CalendarDay?: [RunningSum]] = [:]
    return rows.map { row in
      let price = price(on: row.day)
      let amounts = row.amounts
      var day = sums[row.day] ?? Array(repeating: RunningSum(), count: 3)
      var row = row
      row.cash = LineAmounts(
        billed: day[0].add(amounts.billed, at: price),
        variance: amounts.variance.map { day[1].add($0, at: price) },
        commitment: day[2].add(amounts.commitment, at: price))
      sums[row.day] = day
      return row
    }
  }
}
