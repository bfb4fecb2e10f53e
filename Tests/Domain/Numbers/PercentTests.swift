import Domain
import Testing

@Suite struct PercentTests {
  @Test(
    arguments: [
      (2018, 2019, "99.9"), (2019, 2019, "100.0"), (0, 7, "0.0"), (1, 3, "33.3"), (-1, 8, "-12.5"),
      (3, 2, "150.0"), (.max, 1 << 62, "199.9"),
    ] as [(Int64, Int64, String)])
  func `a share is truncated to a tenth, so that only all of it is 100`(
    part: Int64, whole: Int64, text: String
  ) {
    #expect(Percent(part, of: whole)?.text == text)
  }

  @Test func `nothing has no share, and nothing before has no change`() {
    #expect(Percent(0, of: 0) == nil)
    #expect(Percent(1, of: -1) == nil)
    #expect(Percent(from: .zero, to: .one) == nil)
  }

  @Test(arguments: [
    (Ratio(28), Ratio(30), "+7.1"), (Ratio(80), Ratio(48), "-40.0"), (Ratio(3), Ratio(3), "+0.0"),
    (Ratio(2000), Ratio(1999), "-0.1"), (Ratio(2000), Ratio(2001), "+0.1"),
  ])
  func `a change has its sign and is rounded half away from zero`(
    before: Ratio, after: Ratio, text: String
  ) {
    #expect(Percent(from: before, to: after)?.signedText == text)
  }

  @Test(arguments: [(0.1236, "12.4 %"), (-0.2, "0.0 %"), (1.5, "150.0 %")])
  func `an estimated share is rounded to a tenth`(share: Double, text: String) {
    #expect(Percent(share: share).description == text)
  }
}
