package import Domain
package import RateCards
package import Reconciliation
package import Reports

/// Histories of spend that are generated from a seed, and what is found unusual in them.
package enum AnomalySamples {
  package static let lastDay = CalendarDay(number: 20_604)

  /// About twenty tasks a day of each model, fewer at weekends, for ten weeks.
  package static func history(
    models: Int, seed: UInt64 = 1,
    change: (Int, CalendarDay) -> (tasks: Int, price: Int64, failures: Int)? = { _, _ in nil }
  ) -> SpendHistory {
    var state = seed
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    let pricings = (0..<models).map {
      LedgerLine.Pricing(sku: SKU(model: "model\($0)", taskType: "t"))
    }
    var lines: [LedgerLine] = []
    for offset in (0..<70).reversed() {
      let day = lastDay + -offset
      for model in 0..<models {
        let noise = (0..<6).reduce(0) { sum, _ in sum + uniform() } - 3
        let usual = (day.number % 7 < 2 ? 10.0 : 20) + 3 * noise
        let found = change(model, day) ?? (Int(usual), 1_000_000, uniform() < 0.3 ? 1 : 0)
        for (tasks, price, isFailure) in [
          (found.tasks - found.failures, found.price, false), (found.failures, 0, true),
        ] where tasks > 0 {
          lines.append(
            LedgerLine(
              day: day, pricing: pricings[model], status: isFailure ? .failed : .completed,
              verdict: isFailure ? .refunded : .matched, billed: Points(price), price: nil,
              tasks: tasks))
        }
      }
    }
    return SpendHistory(lines, lastKnownDay: lastDay)
  }

  package static func anomalies(in history: SpendHistory) throws -> [Anomaly] {
    AnomalyDetector(
      of: lastDay, history: history, keys: nil, pricer: try pricer(), isLedgersCard: true
    )?.anomalies() ?? []
  }

  package static func pricer() throws -> Pricer {
    Pricer(card: try RateCard(reading: [.builtIn]))
  }

  /// What is found when some models have many times their tasks on the last day.
  package static func burst(models: Int, burstsIn bursting: Range<Int>) throws -> [Anomaly] {
    try anomalies(
      in: history(models: models) { model, day in
        day == lastDay && bursting.contains(model) ? (200, 1_000_000, 0) : nil
      })
  }
}
