import Domain
import RateCards
import Reconciliation
import TestSupport
import Testing
import Traffic

@Suite struct ClaimDraftTests {
  private static let now = Instant(seconds: 1_780_272_000)

  /// A rate of a poster, as a ledger keeps it.
  private static let formula: PriceFormula? = {
    let text = """
      - { model: studio, task_type: poster, unit: image, usd: 0.028, source: a price list }
      """
    let file = CardFile(name: "own.yaml", bytes: Array(text.utf8))
    return try? RateCard(reading: [CardSource(name: "own", files: [file])])
      .formula(of: SKU(model: "studio", taskType: "poster"), at: now)
  }()

  private static func candidate(
    _ verdict: Verdict, billed: Int64? = 300_000, expected: Int64? = 280_000, number: Int = 1,
    hoursAgo: Int64 = 100, isSettled: Bool = true, certainty: Certainty = .high,
    days: ProvedDays = .published, equalPrice: String = ""
  ) -> LedgerTask {
    let end = now.adding(seconds: -hoursAgo * 3600)
    var formula = formula
    formula?.certainty = certainty.rawValue
    formula?.provedDays = days
    let equal = billed.map { LedgerLine.Pricing.Alternative(points: Points($0), label: equalPrice) }
    let pricing = LedgerLine.Pricing(
      sku: SKU(model: "studio", taskType: "poster"),
      alternatives: equalPrice.isEmpty ? [] : [equal].compactMap(\.self),
      rated: formula.map {
        LedgerLine.Pricing.Rated(formula: $0, quantities: BilledQuantities(entries: []))
      })
    return LedgerTask(
      id: TaskID("00000000-0000-4000-8000-\(padded(number, to: 12))"),
      createdAt: end.adding(seconds: -9), endedAt: end,
      line: LedgerLine(
        day: CalendarDay(number: 20_000), pricing: pricing,
        status: isSettled ? .completed : .processing, verdict: verdict,
        billed: billed.map { Points($0) }, price: expected.map { Points($0) }))
  }

  private static func draft(_ candidates: [LedgerTask], claimed: Set<TaskID> = []) -> ClaimDraft {
    ClaimDraft(candidates, drifts: [], claimed: claimed, graceHours: 24, asOf: now)
  }

  @Test(arguments: 0..<50)
  func `the net of a claim is the sum of the variances of its tasks, both directions`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    var sum: Int64 = 0
    let candidates = (0..<Int.random(in: 1...200, using: &random)).map { number in
      let billed = Int64.random(in: 0...900_000, using: &random)
      let expected = Int64.random(in: 0...900_000, using: &random)
      sum += billed - expected
      return Self.candidate(
        billed > expected ? .overcharged : .undercharged, billed: billed, expected: expected,
        number: number)
    }
    let draft = Self.draft(candidates)
    #expect(draft.net == Points(sum), "seed \(seed)")
    #expect(draft.parts.flatMap(\.tasks).count == candidates.count, "seed \(seed)")
  }

  @Test(arguments: [
    (candidate(.overcharged, hoursAgo: 23), ClaimDraft.LeftOut(inGrace: 1)),
    (candidate(.refundDue, hoursAgo: 23), ClaimDraft.LeftOut(inGrace: 1)),
    (candidate(.refundAwaited), ClaimDraft.LeftOut(inGrace: 1)),
    (candidate(.overcharged, isSettled: false), ClaimDraft.LeftOut(unsettled: 1)),
  ])
  func `what may still change is left out`(
    candidate: LedgerTask, leftOut: ClaimDraft.LeftOut
  ) {
    let draft = Self.draft([candidate])
    #expect(draft.parts.isEmpty)
    #expect(draft.leftOut == leftOut)
  }

  @Test(arguments: [
    candidate(.overcharged, certainty: .medium), candidate(.overcharged, certainty: .low),
    candidate(.overcharged, days: .seen(CalendarDay(number: 19_999))),
    candidate(.undercharged, days: .seen(CalendarDay(number: 20_001))),
    candidate(.overcharged, days: .seen()), candidate(.undercharged, equalPrice: "0.03 USD"),
    candidate(.refundDue, expected: 2_800, certainty: .low),
    candidate(.ownAccount, expected: 2_800, days: .seen()),
    candidate(.conflict), candidate(.inconsistent, expected: nil),
    candidate(.stuck, billed: nil, isSettled: false),
  ])
  func `what is not proved is listed separately, and nothing is claimed for it`(
    candidate: LedgerTask
  ) throws {
    let draft = Self.draft([candidate])
    #expect(draft.parts.map(\.cause.isProved) == [false])
    #expect(draft.parts.map(\.cause.detail.isEmpty) == [false])
    #expect(draft.net == .zero)
  }

  @Test(arguments: [
    candidate(.overcharged, days: .seen(CalendarDay(number: 20_000))),
    candidate(
      .undercharged, days: .seen(CalendarDay(number: 19_990), CalendarDay(number: 20_010))),
    candidate(.refundDue, expected: 0, certainty: .low, days: .seen()),
    candidate(.ownAccount, expected: 0, days: .seen()),
  ])
  func `a difference from a price that was seen around its day is claimed, and a refund always`(
    candidate: LedgerTask
  ) {
    let draft = Self.draft([candidate])
    #expect(draft.parts.map(\.cause.isProved) == [true])
    #expect(draft.unproved.tasks == 0)
  }

  @Test func `what is not proved is counted with both directions netted`() {
    let days = ProvedDays.seen(CalendarDay(number: 1))
    let draft = Self.draft([
      Self.candidate(.overcharged, billed: 520_000, number: 1, days: days),
      Self.candidate(.undercharged, billed: 180_000, number: 2, days: days),
      Self.candidate(.overcharged, billed: 300_000, number: 3),
    ])
    #expect(draft.net == Points(20_000))
    #expect(draft.unproved == (2, Points(140_000)))
  }

  @Test func `a task of another open claim is not claimed again`() {
    let task = Self.candidate(.overcharged)
    let draft = Self.draft([task], claimed: [task.id])
    #expect(draft.parts.isEmpty)
    #expect(draft.leftOut.claimed == 1)
  }

  @Test func `a claim is sent once, then answered, and never credited by hand`() {
    let allowed = ClaimState.allCases.flatMap { before in
      ClaimState.allCases.filter { $0.follows(before) }.map { "\(before) → \($0)" }
    }
    #expect(
      allowed == [
        "drafted → sent", "drafted → rejected", "sent → accepted", "sent → rejected",
        "accepted → rejected",
      ])
  }
}
