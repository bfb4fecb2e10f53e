import Billing

extension Points {
  /// A predicted amount, rounded to a cent: it is no money that anybody booked.
  init(predictedUSD amount: Double) {
    let cents = Int64((min(max(amount, 0), 9e10) * 100).rounded())
    self.init(cents * (Points.perUSD / 100))
  }
}
