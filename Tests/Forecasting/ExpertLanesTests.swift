import Testing

@testable import Forecasting

@Suite struct ExpertLanesTests {
  /// Each kind of constants, so that no lane equals its neighbors.
  private static let smoothings = [
    Smoothing(level: 0.2, profile: 0.3),
    Smoothing(level: 0.4, profile: 0.1, isRobust: false),
    Smoothing(level: 0.1, profile: 0.15, trend: 0.05, damping: 0.93),
    Smoothing(level: 0.03, profile: 0.1, swing: 0.5, swingDamping: 0.9),
  ]

  private static let values: [Double] =
    SeededSeries(kind: .bursts, days: 80, seed: 5).values.enumerated().map { day, value in
      day == 33 ? .nan : value / 20
    }

  /// The paths of four columns, drawn on several days.
  private static func paths(
    _ smoothings: [Smoothing], _ start: (SmoothingLanes, WeekProfile) -> some ExpertState
  ) -> [Double] {
    values.withUnsafeBufferPointer { values in
      var experts = start(SmoothingLanes(smoothings[...]), WeekProfile(of: values))
      let paths = ExpertPaths(steps: 20, experts: 4)
      var drawn: [Double] = []
      for day in values.indices {
        experts.observe(values[day], day: day)
        guard day % 13 == 12 else { continue }
        experts.draw(into: paths, column: 0, steps: 20, after: day)
        for step in 0..<20 { drawn += (0..<4).map { paths[step, $0] } }
      }
      return drawn
    }
  }

  private static func expectAlone(
    _ start: (SmoothingLanes, WeekProfile) -> some ExpertState
  ) {
    let together = paths(smoothings, start)
    for lane in 0..<4 {
      // Its own constants in all four lanes, which makes a column that every lane has.
      let alone = paths([smoothings[lane]], start)
      for place in stride(from: lane, to: together.count, by: 4) {
        #expect(together[place] == alone[place], "expert \(lane), value \(place / 4)")
      }
    }
    #expect(together.allSatisfy { $0.isFinite && $0 >= 0 } && together.count == 6 * 20 * 4)
  }

  @Test func `four additive experts side by side expect what each expects alone`() {
    Self.expectAlone { AdditiveExperts($0, start: $1) }
    Self.expectAlone { AdditiveExperts($0, start: $1, hasDrift: true) }
  }

  @Test func `four multiplicative experts side by side expect what each expects alone`() {
    Self.expectAlone { MultiplicativeExperts($0, start: $1) }
  }

  @Test func `an absolute value keeps all bits but the sign`() {
    let sizes = Lanes(-1.5, 2.5, -0.0, -.infinity).sizes
    #expect(sizes == Lanes(1.5, 2.5, 0, .infinity) && sizes[2].sign == .plus)
  }

  @Test func `bounds hold lane by lane`() {
    let lanes = Lanes(-2, -1, 1, 2)
    #expect(lanes.atLeast(Lanes(0, -3, 0, 3)) == Lanes(0, -1, 1, 3))
    #expect(lanes.atMost(Lanes(0, -3, 0, 3)) == Lanes(-2, -3, 0, 2))
  }
}
