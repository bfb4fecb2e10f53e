import Domain
import RateCards
import Reconciliation
import TestSupport
import Testing
import Traffic

/// Bills of a SKU that the card prices at 0.028 USD per image.
private struct Bills {
  /// Single tasks in order of creation.
  var tasks: [(at: Instant, points: Int64, images: Int64)] = []

  private func sighting(
    _ task: (at: Instant, points: Int64, images: Int64), at: Instant?
  ) throws -> PriceSighting {
    let expected = 280_000 * task.images
    return PriceSighting(
      day: task.at.day, at: at, tasks: 1, billed: Points(task.points), expected: Points(expected),
      verdict: task.points == expected
        ? .matched : task.points > expected ? .overcharged : .undercharged,
      bounds: try #require(
        PriceBounds(
          billed: Points(task.points), quantity: Ratio(task.images), rounding: .halfUp)),
      cardUSD: try #require(Ratio(text: "0.028")))
  }

  func inferred() throws -> InferredSKU {
    let series = PriceSeries(try tasks.map { try sighting($0, at: nil) })
    var ordered: [CalendarDay: [PriceSighting]] = [:]
    for task in tasks where series.unclearDays.contains(task.at.day) {
      ordered[task.at.day, default: []].append(try sighting(task, at: task.at))
    }
    return InferredSKU(
      sku: SKU(model: "studio", taskType: "poster"), lot: "image", unitsPerLot: .one,
      history: series.history(ordered: ordered))
  }

  func drifts(_ waivers: [PriceWaiver] = [], asOf: String = "2026-06-01") throws -> [PriceDrift] {
    PriceDrift.drifts(
      of: try inferred(), waivers: waivers,
      asOf: Instant(startOf: try #require(CalendarDay(asOf))))
  }

  /// This many tasks every hour from a moment on, each with this many images.
  static func hourly(_ points: [Int64], from start: Int64 = 1_777_888_800) -> Bills {
    Bills(
      tasks: points.enumerated().map {
        (Instant(seconds: start + Int64($0.offset) * 3600), $0.element, 1)
      })
  }
}

@Suite struct PriceSeriesTests {
  private static func times(_ count: Int, _ points: Int64) -> [Int64] {
    Array(repeating: points, count: count)
  }

  @Test(arguments: 0..<60)
  func `a planted step is found at its exact task`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var bills = Bills()
    var seconds: Int64 = 1_777_888_800
    let before = Int.random(in: 3...60, using: &random)
    let after = Int.random(in: 3...60, using: &random)
    let price = Int64.random(in: 1...600_000, using: &random)
    for number in 0..<before + after {
      seconds += Int64.random(in: 60...30_000, using: &random)
      let images = Int64.random(in: 1...4, using: &random)
      bills.tasks.append(
        (Instant(seconds: seconds), images * (number < before ? 280_000 : price), images))
    }
    let drifts = try bills.drifts()
    guard price != 280_000 else { return }
    let drift = try #require(drifts.first, "seed \(seed)")
    #expect(drifts.count == 1, "seed \(seed)")
    #expect(drift.since == bills.tasks[before].at, "seed \(seed)")
    #expect(drift.tasks == after, "seed \(seed)")
    #expect(drift.explained.reduce(0) { $0 + $1.tasks } == after, "seed \(seed)")
    #expect(try drift.after == #require(Ratio(text: Points(price).usdText)), "seed \(seed)")
  }

  @Test(arguments: 0..<60)
  func `single bills a point off are exceptions and change no price`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var bills = Bills()
    for number in 0..<120 {
      let images = number < 3 ? 16 : Int64.random(in: 1...16, using: &random)
      bills.tasks.append((Instant(seconds: 1_777_888_800), 280_000 * images, images))
    }
    // Large bills leave the price little room; small ones allow it a point more or less.
    let wrong = Set(
      (0..<Int.random(in: 1...5, using: &random)).map { _ in
        Int.random(in: 3..<120, using: &random)
      })
    for number in wrong { bills.tasks[number].points += Bool.random(using: &random) ? 1 : -1 }
    bills.tasks.shuffle(using: &random)
    let step = Int64.random(in: 600...20_000, using: &random)
    for number in bills.tasks.indices {
      bills.tasks[number].at = Instant(seconds: 1_777_888_800 + Int64(number) * step)
    }
    let history = try bills.inferred().history
    #expect(try bills.drifts().isEmpty, "seed \(seed)")
    #expect(history.prices.count == 1 && !history.isVarying, "seed \(seed)")
    #expect(history.exceptions == wrong.count, "seed \(seed)")
  }

  @Test func `a change of less than a tenth of a percent shows its exact prices`() throws {
    let bills = Bills.hourly(Self.times(20, 280_000) + Self.times(20, 280_001))
    let drift = try #require(bills.drifts().first)
    #expect(
      drift.text.hasPrefix(
        "0.028 → 0.0280001 USD per image since 2026-05-05T06:00:00Z, less than "
          + "0.1 %; the card says 0.028"))
  }

  private static let toAndFro: [Int64] = (0..<40).map { $0 % 2 == 0 ? 280_000 : 520_000 }

  private static let calm: [(String, [Int64])] = [
    ("a constant price", times(20, 280_000)),
    ("a constant price that the card never had", times(20, 300_000)),
    ("one exception", times(9, 280_000) + [520_000] + times(9, 280_000)),
    ("two exceptions in a row", times(19, 280_000) + times(2, 520_000) + times(19, 280_000)),
    ("two tasks with another price at the end", times(20, 280_000) + times(2, 520_000)),
    ("a price that goes to and fro", toAndFro),
    ("a price that becomes the card's", times(20, 300_000) + times(20, 280_000)),
  ]

  @Test(arguments: calm)
  func `is no alarm`(name: String, points: [Int64]) throws {
    #expect(try Bills.hourly(points).drifts().isEmpty, "\(name)")
  }

  @Test func `a price that goes back and forth varies, and its prices are listed`() throws {
    let inferred = try Bills.hourly(Self.toAndFro).inferred()
    #expect(inferred.history.isVarying)
    #expect(inferred.prices.compactMap(\.billedUSD?.description).sorted() == ["0.028", "0.052"])
  }

  @Test func `two steps are two drifts, in order`() throws {
    let bills = Bills.hourly(
      Self.times(30, 280_000) + Self.times(30, 300_000) + Self.times(30, 310_000))
    let drifts = try bills.drifts()
    #expect(drifts.map(\.since) == [bills.tasks[30].at, bills.tasks[60].at])
    #expect(drifts.map(\.text)[1].hasPrefix("0.03 → 0.031 USD per image since "))
    #expect(drifts.map(\.percentText) == ["+7.1 %", "+3.3 %"])
  }

  private static func waiver(
    expected: Int64 = 28, billed: Int64 = 52, expires: String = "2026-06-01"
  ) throws -> PriceWaiver {
    let text = """
      rates: [{ model: studio, task_type: poster, unit: image, usd: 1 }]
      waivers:
        - { sku: studio/poster, expected: 0.0\(expected), billed: 0.0\(billed), reason: asked,
            expires: \(expires) }
      """
    let file = CardFile(name: "card.yaml", bytes: Array(text.utf8))
    let card = try RateCard(reading: [CardSource(name: "card", files: [file])])
    return try #require(card.waivers.first)
  }

  @Test func `a waiver applies while both prices stay, through its last day`() throws {
    let bills = Bills.hourly(Self.times(20, 280_000) + Self.times(20, 520_000))
    let isWaived = { (waiver: PriceWaiver, day: String) in
      try bills.drifts([waiver], asOf: day).first?.waiver != nil
    }
    #expect(try isWaived(Self.waiver(), "2026-06-01"))
    #expect(try !isWaived(Self.waiver(), "2026-06-02"))
    #expect(try !isWaived(Self.waiver(expected: 29), "2026-06-01"))
    #expect(try !isWaived(Self.waiver(billed: 53), "2026-06-01"))
  }

  @Test func `a task is reported once: by the change, and no longer as overcharged`() throws {
    let bills = Bills.hourly(Self.times(24, 280_000) + Self.times(24, 520_000))
    let drifts = try bills.drifts()
    let days = Dictionary(grouping: bills.tasks) { "\($0.at.day) \($0.points)" }
    var rows = days.values.map { tasks in
      LedgerLine.row(
        tasks[0].points == 280_000 ? .matched : .overcharged, day: "\(tasks[0].at.day)",
        billed: tasks[0].points, expected: 280_000, tasks: tasks.count)
    }
    rows.append(.row(.overcharged, billed: 400_000, expected: 280_000))
    let result = ReconciliationResult(
      rows: rows, period: .all, undatedTasks: 0, drifts: drifts)
    #expect(result.findings.map(\.kind) == [PriceDrift.kind, "overcharged"])
    #expect(result.findings.map(\.tasks) == [24, 1])
    #expect(
      result.findings.reduce(.zero) { $0 + ($1.variance ?? .zero) } == result.totals.variance)
    #expect(result.hasAlarmingFindings)
  }
}
