import Domain
import Testing

@Suite struct EffectivePeriodTests {
  struct Bounds: Sendable {
    let from: Int64?
    let until: Int64?

    init(_ from: Int64?, _ until: Int64?) {
      (self.from, self.until) = (from, until)
    }

    var period: EffectivePeriod {
      EffectivePeriod(
        from: from.map { Instant(seconds: $0) }, until: until.map { Instant(seconds: $0) })
    }
  }

  @Test(
    arguments: [
      (Bounds(10, 20), [false, true, true, false]), (Bounds(nil, 20), [true, true, true, false]),
      (Bounds(10, nil), [false, true, true, true]), (Bounds(nil, nil), [true, true, true, true]),
      (Bounds(10, 10), [false, false, false, false]),
    ] as [(Bounds, [Bool])])
  func `a period lasts from its start until just before its end`(bounds: Bounds, holds: [Bool]) {
    let moments = [
      9_999_999_999, 10_000_000_000, 19_999_999_999, 20_000_000_000,
    ].map { Instant(nanoseconds: $0) }
    #expect(moments.map(bounds.period.contains) == holds)
  }

  @Test(
    arguments: [
      (Bounds(10, 20), Bounds(15, 25)), (Bounds(10, 20), Bounds(12, 18)),
      (Bounds(10, 20), Bounds(10, 20)), (Bounds(10, 20), Bounds(nil, 11)),
      (Bounds(10, 20), Bounds(19, nil)), (Bounds(10, 20), Bounds(nil, nil)),
      (Bounds(nil, 20), Bounds(nil, 5)), (Bounds(10, nil), Bounds(99, nil)),
      (Bounds(10, nil), Bounds(nil, 11)), (Bounds(nil, nil), Bounds(nil, nil)),
    ] as [(Bounds, Bounds)])
  func `periods with a moment in common overlap`(left: Bounds, right: Bounds) {
    #expect(left.period.overlaps(right.period))
    #expect(right.period.overlaps(left.period))
  }

  @Test(
    arguments: [
      (Bounds(10, 20), Bounds(20, 30)), (Bounds(10, 20), Bounds(25, 30)),
      (Bounds(10, 20), Bounds(20, nil)), (Bounds(10, 20), Bounds(nil, 10)),
      (Bounds(nil, 10), Bounds(10, nil)), (Bounds(nil, 10), Bounds(11, nil)),
    ] as [(Bounds, Bounds)])
  func `a period that starts where another ends does not overlap it`(left: Bounds, right: Bounds) {
    #expect(!left.period.overlaps(right.period))
    #expect(!right.period.overlaps(left.period))
  }

  @Test(
    arguments: [
      (Bounds(10, 10), true), (Bounds(10, 9), true), (Bounds(10, 11), false),
      (Bounds(nil, 10), false), (Bounds(10, nil), false), (Bounds(nil, nil), false),
    ] as [(Bounds, Bool)])
  func `a period that ends where it starts, or before, is empty`(bounds: Bounds, isEmpty: Bool) {
    #expect(bounds.period.isEmpty == isEmpty)
  }

  @Test(
    arguments: [
      (Bounds(nil, nil), "without limit"), (Bounds(1_773_619_200, nil), "from 2026-03-16"),
      (Bounds(nil, 1_773_655_200), "until 2026-03-16T10:00:00Z"),
      (Bounds(1_773_619_200, 1_777_852_800), "from 2026-03-16 until 2026-05-04"),
    ] as [(Bounds, String)])
  func `a period is written in days if its bounds are midnights`(bounds: Bounds, text: String) {
    #expect(bounds.period.description == text)
  }

  @Test func `a period without bounds is always in force`() {
    #expect(EffectivePeriod.always == EffectivePeriod(from: nil, until: nil))
  }
}
