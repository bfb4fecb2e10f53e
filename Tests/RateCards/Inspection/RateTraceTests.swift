import Domain
import RateCards
import TestSupport
import Testing
import Traffic

/// How the price of a request is found.
@Suite struct RateTraceTests {
  private static let card = """
    - model: studio
      task_type: poster
      unit: image
      fields: { area: width * height }
      defaults: { size: A4, width: 2 }
      prices:
        - { when: { size: A3 }, usd: 3 }
        - { when: { size: A4 }, usd: 1, until: 2026-02-01 }
        - { when: { size: A4 }, usd: 2, from: 2026-02-01 }
        - { when: { size: A4, area: "<= 4" }, usd: 1.5 }
        - { when: { size: A4, colour: true }, usd: 5 }
    - { model: "stud*", task_type: "*", unit: image, usd: 9 }
    """

  private static func trace(
    _ fields: [String: Value] = [:], at day: String = "2026-03-01", by pricer: Pricer? = nil
  ) throws -> RateTrace {
    let request = Request(
      model: "studio", taskType: "poster",
      fields: fields.map { Request.Field($0.key, $0.value.field) })
    return try (pricer ?? TestCard.pricer(card)).trace(of: request, at: moment(day))
  }

  private static func verdicts(_ trace: RateTrace) -> [RateTrace.Verdict] {
    trace.candidates.map(\.verdict)
  }

  @Test func `every rate with the name is considered, with what decided`() throws {
    let trace = try Self.trace(["height": 2])
    #expect(
      Self.verdicts(trace) == [
        .chosen, .outranked(by: .moreConditions), .outranked(by: .exactName), .otherTime, .unmet,
        .unmet,
      ])
    #expect(trace.chosen?.rate == "studio/poster size=A4 area<=4")
    #expect(trace.chosen?.prices == ["1.5 USD per image"])
    #expect(trace.reason == nil)
    // The one that another rate accepts the size for is further away.
    #expect(trace.candidates.last?.rate == "studio/poster size=A3")
    let failed = try #require(trace.candidates.first { $0.verdict == .unmet })
    #expect(failed.tests.map(\.field) == ["size", "colour"])
    #expect(failed.tests.map(\.wanted) == ["A4", "true"])
    #expect(failed.tests.map(\.found) == ["A4", nil])
    #expect(failed.tests.map(\.isMet) == [true, false])
  }

  @Test func `the defaults are those that the chosen rate reads and the request omits`() throws {
    #expect(
      try Self.trace(["height": 2]).defaults == [
        Request.Field("size", .word("A4")), Request.Field("width", .number(ExactDecimal(2))),
      ])
    #expect(try Self.trace(["size": "A3"]).defaults == [])
  }

  @Test func `a card above wins, and of equals the first`() throws {
    let pricer = try TestCard.pricer(
      overBuiltIn: """
        - { model: Qubico/skyreels, task_type: img2video, unit: generation, usd: 0.1 }
        - { model: Qubico/skyreels, task_type: img2video, unit: generation, usd: 0.2 }
        """)
    let request = Request(model: "Qubico/skyreels", taskType: "img2video", fields: [])
    #expect(
      try Self.verdicts(pricer.trace(of: request, at: moment("2026-11-15"))) == [
        .chosen, .outranked(by: nil), .outranked(by: .upperCard),
      ])
  }

  @Test func `a request that nothing fits has the reason of its task`() throws {
    let pricer = try TestCard.pricer(Self.card)
    let unknown = Request(model: "atelier", taskType: "statue", fields: [])
    let trace = try pricer.trace(of: unknown, at: moment("2026-03-01"))
    #expect(trace.candidates == [])
    #expect(trace.reason == "no rate for model atelier")
  }

  @Test func `the rate of a trace is the rate of the task, whatever the request`() throws {
    let pricer = try BuiltIn.pricer
    let card = pricer.card
    let groups = card.layers.flatMap(\.groups)
    let conditions = groups.flatMap { $0.rates.flatMap(\.conditions) }
    let seed: UInt64 = 16_7
    var random = SeededRandom(seed: seed)
    for round in 0..<400 {
      let group = try #require(groups.randomElement(using: &random))
      let model = try #require(group.models.first), type = try #require(group.taskTypes.first)
      let own = group.rates.flatMap(\.conditions)
      let fields = (0..<3).compactMap { _ -> Request.Field? in
        guard let condition = (own + conditions.prefix(5)).randomElement(using: &random) else {
          return nil
        }
        let word = condition.testText.split(separator: " ").last.map(String.init) ?? ""
        return Request.Field(condition.field, .word(word))
      }
      let request = Request(model: model.text, taskType: type.text, fields: fields)
      let at = try moment("2026-0\(Int.random(in: 1...9, using: &random))-15")
      let trace = pricer.trace(of: request, at: at)
      let charge = pricer.charge(
        for: PricingInput(request: request, outputCount: 1, createdAt: at))
      #expect(trace.candidates.count { $0.verdict == .chosen } <= 1, "seed \(seed), \(round)")
      if let rate = charge.formula?.rate {
        #expect(trace.chosen?.rate == rate, "seed \(seed), \(round): \(request)")
      } else if trace.chosen == nil {
        #expect(trace.reason == charge.unpricedReason, "seed \(seed), \(round): \(request)")
      }
    }
  }
}
