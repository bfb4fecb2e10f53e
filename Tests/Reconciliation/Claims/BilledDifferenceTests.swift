import Domain
import RateCards
import Reconciliation
import Testing

/// When a difference between bill and card is proved, and otherwise what its proof lacks.
@Suite struct BilledDifferenceTests {
  private static let day = CalendarDay(number: 20_600)
  private static let seenAround = ProvedDays.seen(day + -10, day + 10)

  private static func gaps(
    _ verdict: Verdict = .overcharged, day: CalendarDay? = day, expected: Int64? = 280_000,
    equalPrice: String = "", certainty: Certainty = .high, days: ProvedDays = seenAround,
    confirmed: Set<String> = []
  ) -> [ProofGap] {
    BilledDifference(
      verdict: verdict, day: day, expected: expected.map { Points($0) }, equalPrice: equalPrice,
      proof: PriceProof(certainty: certainty, days: days, confirmedPrices: confirmed), drift: nil
    ).gaps
  }

  @Test(arguments: [
    (gaps(), []),
    (gaps(days: .published), []),
    (gaps(day: nil, days: .published), []),
    (gaps(day: day + -10), []), (gaps(day: day + 10), []),
    (gaps(day: day + -11), ["price_not_seen"]), (gaps(day: day + 11), ["price_not_seen"]),
    (gaps(day: nil), ["price_not_seen"]), (gaps(days: .seen()), ["price_not_seen"]),
    (gaps(.undercharged, certainty: .medium), ["uncertain_price"]),
    (gaps(equalPrice: "0.052 USD"), ["unconfirmed_price"]),
    (gaps(equalPrice: "0.052 USD", confirmed: ["0.052 USD"]), []),
    (
      gaps(day: day + 99, equalPrice: "x", certainty: .low),
      ["unconfirmed_price", "price_not_seen", "uncertain_price"]
    ),
    (gaps(.refundDue, expected: 0, certainty: .low, days: .seen()), []),
    (gaps(.refundDue, expected: 2_800, days: .seen()), ["price_not_seen"]),
    (gaps(.ownAccount, expected: 0, days: .seen()), []),
    (gaps(.conflict), ["conflict"]), (gaps(.inconsistent), ["inconsistent"]),
    (gaps(.stuck), ["stuck"]), (gaps(.matched, days: .seen()), []),
  ])
  func `a proof lacks what is not known about the price, most important first`(
    gaps: [ProofGap], kinds: [String]
  ) {
    #expect(gaps.map(\.kind.rawValue) == kinds)
  }

  @Test func `the reasons are the same for all tasks, so that they are grouped`() {
    #expect(Self.gaps(day: Self.day + 20) == Self.gaps(day: Self.day + 30))
    #expect(
      Self.gaps(day: Self.day + 20).map(\.reason)
        == ["this price was seen only from \(Self.day + -10) to \(Self.day + 10)"])
  }

  private static func row(
    _ offset: Int, billed: Int64, tasks: Int, label: String = ""
  ) throws -> LedgerLine {
    let text = """
      - { model: studio, task_type: poster, unit: image, usd: 0.028, source: a price list,
          seen: [\(day + -10), \(day + 10)] }
      """
    let file = CardFile(name: "own.yaml", bytes: Array(text.utf8))
    let sku = SKU(model: "studio", taskType: "poster")
    let formula = try #require(
      try RateCard(reading: [CardSource(name: "own", files: [file])])
        .formula(of: sku, at: Instant(startOf: day)))
    return LedgerLine(
      day: day + offset,
      pricing: LedgerLine.Pricing(
        sku: sku, skuName: "studio/poster", rate: "studio/poster", unpricedReason: "",
        alternatives: label.isEmpty ? [] : [.init(points: Points(billed), label: label)],
        rated: .init(formula: formula, quantities: BilledQuantities(entries: []))),
      verdict: billed > 280_000 ? .overcharged : .undercharged, billed: Points(billed),
      price: Points(280_000), tasks: tasks)
  }

  @Test func `variance of a period is proved or not to the point`() throws {
    let rows = [
      try Self.row(0, billed: 520_000, tasks: 3, label: "the unconfirmed 0.052"),
      try Self.row(0, billed: 300_000, tasks: 5), try Self.row(12, billed: 180_000, tasks: 2),
      try Self.row(40, billed: 300_000, tasks: 1),
    ]
    let unproved = UnprovedVariance.all(in: rows, drifts: [], inferred: [])
    #expect(unproved.map(\.gap.kind) == [.unconfirmedPrice, .priceNotSeen])
    #expect(unproved.map(\.tasks) == [3, 3])
    #expect(unproved.map(\.variance) == [Points(720_000), Points(-180_000)])
    #expect(unproved.map(\.firstDay) == [Self.day, Self.day + 12])
    #expect(unproved.map(\.lastDay) == [Self.day, Self.day + 40])
    #expect(unproved.allSatisfy { $0.confirmation == nil })
  }
}
