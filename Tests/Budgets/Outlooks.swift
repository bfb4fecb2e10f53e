import Budgets
import Domain
import RateCards
import Reconciliation
import SpendForecasting

/// What the present period of a budget comes to after some spend, whose prices do not change; nil
/// with less than a week of it.
func outlook(
  of budget: Budget, spend: DailySpend, charges: [FixedCharge], lastKnownDay: CalendarDay,
  today: CalendarDay
) throws -> SpendOutlook? {
  guard let period = budget.recurrence.period(of: today) else { return nil }
  let lines = spend.days.sorted { $0.key < $1.key }.flatMap { day, spend in
    [(spend.billed, Points.zero), (nil, spend.commitment)].map { billed, frozen in
      SpendLine(day: day, charge: 0, billed: billed, commitment: frozen, price: nil, tasks: 1)
    }
  }
  let sku = SKU(model: "kling", taskType: "video", fields: [])
  let history = SpendHistory(
    charges: [SpendHistory.Charge(sku: sku, price: nil)], lines: lines,
    lastKnownDay: lastKnownDay)
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
