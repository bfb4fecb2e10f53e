import Domain
import TestSupport
import Testing
import Traffic

@Suite struct RatioTextTests {
  struct Spelling: Sendable {
    let numerator: Int128
    let denominator: Int128
    let text: String

    init(_ numerator: Int128, _ denominator: Int128, _ text: String) {
      (self.numerator, self.denominator, self.text) = (numerator, denominator, text)
    }
  }

  @Test(arguments: [
    Spelling(0, 1, "0"), Spelling(5, 1, "5"), Spelling(-12, 1, "-12"), Spelling(1, 2, "0.5"),
    Spelling(-1, 20, "-0.05"), Spelling(21, 400, "0.0525"), Spelling(28, 1_000, "0.028"),
    Spelling(9, 8, "1.125"), Spelling(-1, 8, "-0.125"), Spelling(1, 1_024, "0.0009765625"),
    Spelling(1, 3, "1/3"), Spelling(-7, 6, "-7/6"), Spelling(10, 15, "2/3"),
    Spelling(1, 1_048_576, "0.00000095367431640625"), Spelling(1, 2_097_152, "1/2097152"),
  ])
  func `a terminating value is a decimal, any other a fraction`(spelling: Spelling) {
    let ratio = Ratio(spelling.numerator, over: spelling.denominator)
    #expect(ratio.description == spelling.text)
  }

  @Test(arguments: [
    Spelling(21, 400, "0.0525"), Spelling(1, 3, "1/3"), Spelling(-7, 6, "-7/6"),
    Spelling(1, 2, "2/4"), Spelling(1_000, 1, "1e3"), Spelling(-3, 1, "-3"),
    Spelling(-1, 3, "1/-3"),
  ])
  func `a decimal and a fraction of whole numbers are read`(spelling: Spelling) throws {
    let ratio = try #require(Ratio(text: spelling.text))
    #expect(ratio == Ratio(spelling.numerator, over: spelling.denominator))
  }

  @Test(arguments: [
    "", "abc", "1/0", "0/0", "1/2/3", "/", "1/", "/2", "1.5/2", "1 / 2", "1,5", "1/2 ",
    "1//2", "/1/2", "1/2/",
  ])
  func `any other text is not a ratio`(text: String) {
    #expect(Ratio(text: text) == nil)
  }

  @Test(arguments: [1, 6, 28, 496, 8_128] as [UInt64])
  func `a ratio of a price reads back from its text`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<500 {
      let ratio = Ratio(
        Int128.random(in: -1_000_000...1_000_000, using: &random),
        over: Int128.random(in: 1...1_000, using: &random))
      #expect(Ratio(text: ratio.description) == ratio, "\(ratio)")
    }
  }

  @Test(arguments: [
    Spelling(1, 524_288, "19 decimals"), Spelling(3, 1_048_576, "20 decimals"),
    Spelling(1_000_000_000_000_000_000, 1, "a whole number of 19 digits"),
    Spelling(123_456_789_012_345_678_901, 4, "23 digits"),
    Spelling(-170_141_183_460_469_231_731_687_303_715_884_105_727, 1, "the widest whole number"),
  ])
  func `a wide ratio reads back from its text`(spelling: Spelling) {
    let ratio = Ratio(spelling.numerator, over: spelling.denominator)
    #expect(Ratio(text: ratio.description) == ratio, "\(ratio)")
  }
  @Test func `a fraction at the edge of 128 bits does not trap`() async {
    await #expect(processExitsWith: .success) {
      _ = Ratio(text: "1/-170141183460469231731687303715884105728")
    }
  }
}
