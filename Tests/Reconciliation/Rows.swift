import Domain
import Reconciliation
import TestSupport
import Traffic

extension LedgerLine {
  /// A row of posters; a test gives only what matters to it.
  static func row(
    _ verdict: Verdict, sku: String = "studio/poster", day: String? = "2026-05-04",
    billed: Int64? = nil, expected: Int64? = nil, frozen: Int64 = 0, tasks: Int = 1,
    isSettled: Bool = true, reason: String = "", alternatives: [(Int64, String)] = []
  ) -> LedgerLine {
    LedgerLine(
      day: day.flatMap { CalendarDay($0) },
      pricing: Pricing(
        sku: SKU(model: "studio", taskType: "poster"), skuName: sku, rate: sku,
        unpricedReason: reason,
        alternatives: alternatives.map {
          Pricing.Alternative(points: Points($0.0), label: $0.1)
        }),
      status: isSettled ? .completed : .pending, verdict: verdict,
      billed: billed.map { Points($0) }, price: expected.map { Points($0) },
      frozen: Points(frozen), tasks: tasks)
  }
}

extension SeededRandom {
  /// Rows of all verdicts with amounts as the judge gives them.
  mutating func rows(_ count: Int) -> [LedgerLine] {
    (0..<count).map { _ in row() }
  }

  private mutating func row() -> LedgerLine {
    let verdict = Verdict.allCases.randomElement(using: &self) ?? .matched
    let price = Int64.random(in: 1...1_000_000_000, using: &self)
    let other = price + Int64.random(in: 1...1_000_000, using: &self)
    let (billed, expected): (Int64?, Int64?) =
      switch verdict {
      case .matched, .consistent, .penalty: (price, price)
      case .overcharged: (other, price)
      case .undercharged: (price, other)
      case .inconsistent, .unpriced, .unlogged: (price, nil)
      case .refunded: (0, 0)
      case .refundAwaited, .refundDue: (price, Bool.random(using: &self) ? 0 : price / 100)
      case .ownAccount: (Bool.random(using: &self) ? nil : price, 0)
      case .provisional, .stuck: (nil, Bool.random(using: &self) ? nil : price)
      case .unmetered, .otherUnit: (nil, price)
      case .conflict: (price, other)
      }
    return .row(
      verdict, sku: ["a", "b", "c"].randomElement(using: &self) ?? "a", billed: billed,
      expected: expected, frozen: verdict.isOpen ? price : 0,
      tasks: Int.random(in: 1...50, using: &self),
      isSettled: !verdict.isOpen && Bool.random(using: &self))
  }
}
