import Domain
import RateCards
import Reconciliation
import SpendForecasting

/// A ledger of four kinds of tasks, whose images may change their price on a day.
struct SpendSample {
  /// 2026-05-20.
  static let lastKnownDay = CalendarDay(number: 20_593)
  static let today = lastKnownDay + 1
  /// From the first to the last of May.
  static let may = lastKnownDay + -19...lastKnownDay + 11

  /// Kinds of tasks that a rate prices, with their number on a usual day.
  private static let kinds: [(model: String, taskType: String, tasks: Int)] = [
    ("seedream", "image", 40), ("seedream", "sketch", 15), ("seedance", "video", 8),
    ("speech", "read", 30),
  ]

  let history: SpendHistory
  let pricer: Pricer

  /// Generates the spend of some days through the last known one; without noise each day has the
  /// same tasks.
  init(days: Int, imageChange: CalendarDay? = nil, seed: UInt64 = 1, noise: Double = 1) throws {
    let pricer = try SpendSample.pricer(imageChange: imageChange)
    var state = seed
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    var lines: [LedgerLine] = []
    for offset in (0..<days).reversed() {
      let day = SpendSample.lastKnownDay + -offset
      for kind in SpendSample.kinds {
        let charge = pricer.charge(
          for: PricingInput(
            request: Request(model: kind.model, taskType: kind.taskType, fields: []),
            outputCount: 1, createdAt: Instant(startOf: day)))
        let week = day.number % 7 < 2 ? 1 - 0.5 * noise : 1
        let tasks = Double(kind.tasks) * week * (1 + noise * 0.6 * (uniform() - 0.5))
        let rated = charge.formula.map {
          LedgerLine.Pricing.Rated(formula: $0, quantities: charge.quantities)
        }
        lines.append(
          LedgerLine(
            day: day, pricing: LedgerLine.Pricing(sku: charge.sku, rated: rated),
            verdict: .matched, billed: charge.expected, price: charge.expected,
            tasks: Int(tasks.rounded())))
      }
    }
    self.pricer = pricer
    history = SpendHistory(lines, lastKnownDay: SpendSample.lastKnownDay)
  }

  /// A card on which an image costs 0.028 USD, and half of that from a day on.
  private static func pricer(imageChange: CalendarDay?) throws -> Pricer {
    let prices =
      imageChange.map { "[{ usd: 0.028, until: \($0) }, { usd: 0.014, from: \($0) }]" }
      ?? "[{ usd: 0.028 }]"
    let text = """
      family: Test
      source: a price list
      checked: 2026-05-01
      certainty: high
      rates:
        - { model: seedream, task_type: image, unit: task, prices: \(prices) }
        - { model: seedream, task_type: sketch, unit: task, usd: 0.0125 }
        - { model: seedance, task_type: video, unit: task, usd: 0.4 }
        - { model: speech, task_type: read, unit: task, usd: 0.003 }

      """
    let file = CardFile(name: "sample.yaml", bytes: Array(text.utf8))
    return Pricer(
      card: try RateCard(reading: [CardSource(name: "sample", files: [file])]))
  }

  func forecaster(
    through last: CalendarDay, value: CreditValue = .credits
  ) throws -> SpendForecaster {
    try SpendForecaster(
      history, today: SpendSample.today, through: last, pricer: pricer, isLedgersCard: true,
      value: value)
  }
}
