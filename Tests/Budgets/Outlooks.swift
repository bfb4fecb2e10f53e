import Budgets
import Domain
import RateCards
import Reconciliation
import SpendForecasting

/// The outlook for the current period of a budget after some spend at constant prices; nil with
/// less than a week of it.
func outlook(
  of budget: Budget, spend: DailySpend, charges: [FixedCharge], lastKnownDay: CalendarDay,
  today: CalendarDay
) throws -> SpendOutlook? {
  guard let period = budget.recurrence.period(of: today) else { return nil }
  let pricing = LedgerLine.Pricing(sku: SKU(model: "kling", taskType: "video"))
  let lines = spend.days.sorted { $0.key < $1.key }.flatMap { day, spend in
    [(spend.billed, Points.zero), (nil, spend.commitment)].map { billed, frozen in
      LedgerLine(
        day: day, pricing: pricing, verdict: .matched, billed: billed, price: nil,
        frozen: frozen)
    }
  }
  let history = SpendHistory(lines, lastKnownDay: lastKnownDay)
  let pricer = Pricer(card: try RateCard(reading: [.builtIn]))
  do {
    return try SpendForecaster(
      history, today: today, through: period.last, pricer: pricer, isLedgersCard: true
    ).total(
      of: period.days,
      fixedCharges: budget.scope.isAll ? charges.payments(in: period).amountsByDay : [:])
  } catch {
    return nil
  }
}
