import Domain
import Forecasting
import SpendForecasting

extension SpendForecastPart {
  static let fixedChargesName = "fixed charges"

  /// The fixed charges of the span as a part of their own, which is certain; nil without any.
  static func fixedCharges(_ question: SpendForecast.Question) -> SpendForecastPart? {
    let span = question.span.days
    let (due, previous) = (
      question.fixedCharges(in: span), question.fixedCharges(in: question.span.previous)
    )
    guard due != .zero || previous != .zero else { return nil }
    let paid =
      question.today < span.lowerBound
      ? Points.zero
      : question.fixedCharges(in: span.lowerBound...min(question.today, span.upperBound))
    return SpendForecastPart(
      name: fixedChargesName, actual: paid,
      predicted: PredictedAmount(certain: ForecastMoney.amount(due)), baseline: nil,
      previous: previous, priceEffect: .zero)
  }
}
