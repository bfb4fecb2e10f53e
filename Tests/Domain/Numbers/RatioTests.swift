import Domain
import TestSupport
import Testing
import Traffic

@Suite struct RatioTests {
  struct Fraction: Sendable {
    let numerator: Int128
    let denominator: Int128
    let reduced: String
  }

  @Test(arguments: [
    Fraction(numerator: 6, denominator: 8, reduced: "3/4"),
    Fraction(numerator: -6, denominator: 8, reduced: "-3/4"),
    Fraction(numerator: 6, denominator: -8, reduced: "-3/4"),
    Fraction(numerator: -6, denominator: -8, reduced: "3/4"),
    Fraction(numerator: 0, denominator: -5, reduced: "0/1"),
    Fraction(numerator: 7, denominator: 7, reduced: "1/1"),
    Fraction(numerator: 1_125_000, denominator: 1_000_000, reduced: "9/8"),
  ])
  func `a fraction is reduced and its denominator positive`(fraction: Fraction) {
    let ratio = Ratio(fraction.numerator, over: fraction.denominator)
    #expect("\(ratio.numerator)/\(ratio.denominator)" == fraction.reduced)
  }

  @Test func `equal fractions are equal however they were written`() {
    #expect(Ratio(2, over: 4) == Ratio(1, over: 2))
    #expect(Set([Ratio(3, over: 6), Ratio(-1, over: -2), Ratio(1, over: 2)]).count == 1)
    #expect(Ratio(4, over: 2) == Ratio(2))
  }

  @Test func `fractions add, subtract, multiply and divide exactly`() throws {
    let third = Ratio(1, over: 3)
    #expect(try third.plus(Ratio(1, over: 6)) == Ratio(1, over: 2))
    #expect(try third.minus(Ratio(1, over: 2)) == Ratio(-1, over: 6))
    #expect(try third.times(Ratio(-3, over: 4)) == Ratio(-1, over: 4))
    #expect(try third.divided(by: Ratio(-1, over: 6)) == Ratio(-2))
    #expect(try third.times(.zero) == .zero)
  }

  @Test func `nothing is divided by zero`() throws {
    #expect(try Ratio.one.divided(by: .zero) == nil)
    #expect(try Ratio.zero.divided(by: .zero) == nil)
    #expect(try Ratio.zero.divided(by: .one) == .zero)
  }

  @Test func `a fraction knows whether it is whole, negative or zero`() {
    #expect(Ratio(8, over: 4).isWhole)
    #expect(!Ratio(1, over: 4).isWhole)
    #expect(Ratio(1, over: -4).isNegative)
    #expect(!Ratio.zero.isNegative)
    #expect(Ratio(0, over: 9).isZero)
  }

  @Test(
    arguments: [
      ("-2", "-1.5"), ("-1.5", "-1"), ("-1/2", "-1/3"), ("-1/3", "-1/4"), ("-1/4", "0"),
      ("0", "1/9"), ("1/4", "1/3"), ("1/3", "0.334"), ("0.333", "1/3"), ("0.0525", "0.06"),
      ("6/7", "7/8"), ("7/8", "1"), ("1", "10/9"), ("99.999", "100"),
    ] as [(String, String)])
  func `of two fractions the smaller is less`(smaller: String, greater: String) throws {
    let left = try #require(Ratio(text: smaller))
    let right = try #require(Ratio(text: greater))
    #expect(left < right)
    #expect(!(right < left))
    #expect(!(left < left))
  }

  @Test func `fractions that fill 128 bits compare without overflow`() {
    let denominator = Int128(Int64.max)
    #expect(Ratio(Int128.max, over: denominator) < Ratio(Int128.max, over: denominator - 1))
    #expect(Ratio(Int128.max - 1, over: 3) < Ratio(Int128.max, over: 3))
    #expect(Ratio(-Int128.max, over: 7) < Ratio(Int128.max, over: 7))
  }

  @Test(
    arguments: [
      ("7/2", 3), ("-7/2", -4), ("-4", -4), ("4", 4), ("0", 0), ("-1/9", -1), ("1/9", 0),
    ] as [(String, Int128)])
  func `the floor is the whole number not above the value`(text: String, floor: Int128) throws {
    let ratio = try #require(Ratio(text: text))
    #expect(ratio.floor == floor)
  }
}

@Suite struct RatioLawTests {
  private static func ratio(using random: inout SeededRandom) -> Ratio {
    Ratio(
      Int128.random(in: -100_000...100_000, using: &random),
      over: Int128.random(in: 1...10_000, using: &random))
  }

  @Test(arguments: [1, 4, 9, 16, 25, 36] as [UInt64])
  func `sums and products obey the laws of arithmetic`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let (a, b) = (Self.ratio(using: &random), Self.ratio(using: &random))
      let c = Self.ratio(using: &random)
      #expect(try a.plus(b) == b.plus(a), "\(a) \(b)")
      #expect(try a.times(b) == b.times(a), "\(a) \(b)")
      #expect(try a.plus(b).minus(b) == a, "\(a) \(b)")
      #expect(try a.times(b.plus(c)) == a.times(b).plus(a.times(c)), "\(a) \(b) \(c)")
      guard !b.isZero else { continue }
      #expect(try a.times(b).divided(by: b) == a, "\(a) \(b)")
    }
  }

  @Test(arguments: [2, 3, 5, 7, 11, 13] as [UInt64])
  func `the order of two fractions is that of their cross products`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let (a, b) = (Self.ratio(using: &random), Self.ratio(using: &random))
      let isLess = a.numerator * b.denominator < b.numerator * a.denominator
      #expect((a < b) == isLess, "\(a) \(b)")
    }
  }
}

@Suite struct ArithmeticOverflowTests {
  private static let huge = Ratio(Int128.max, over: 1)
  private static let tiny = Ratio(1, over: Int128.max)

  @Test func `a sum that does not fit is reported`() {
    #expect(throws: ArithmeticOverflow.self) { try Self.huge.plus(.one) }
    #expect(throws: ArithmeticOverflow.self) { try Self.huge.minus(Ratio(-1)) }
    #expect(throws: ArithmeticOverflow.self) { try Self.tiny.plus(Ratio(1, over: 2)) }
  }

  @Test func `a product or quotient that does not fit is reported`() {
    #expect(throws: ArithmeticOverflow.self) { try Self.huge.times(Ratio(2)) }
    #expect(throws: ArithmeticOverflow.self) { try Self.tiny.times(Ratio(1, over: 2)) }
    #expect(throws: ArithmeticOverflow.self) { try Self.huge.divided(by: Ratio(1, over: 2)) }
  }

  @Test func `what cancels out is not an overflow`() throws {
    #expect(try Self.huge.times(Self.tiny) == .one)
    #expect(try Self.huge.divided(by: Self.huge) == .one)
    #expect(try Self.huge.minus(Self.huge) == .zero)
  }

  @Test func `an overflow says what is wrong`() {
    #expect(
      ArithmeticOverflow().description == "the amount is too large to compute exactly")
  }

  @Test func `subtracting the smallest number of 128 bits does not trap`() async {
    await #expect(processExitsWith: .success) {
      _ = try? Ratio.zero.minus(Ratio(Int128.min, over: 1))
    }
  }

  @Test func `dividing by the smallest number of 128 bits does not trap`() async {
    await #expect(processExitsWith: .success) {
      _ = try? Ratio.one.divided(by: Ratio(Int128.min, over: 1))
    }
  }
  @Test func `comparing two wide negative fractions does not trap`() async {
    await #expect(processExitsWith: .success) {
      _ = Ratio(-Int128.max, over: 7) < Ratio(-Int128.max, over: 7)
    }
  }
}
