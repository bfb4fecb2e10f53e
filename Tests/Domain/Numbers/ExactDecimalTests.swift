import Domain
import TestSupport
import Testing
import Traffic

@Suite struct ExactDecimalTests {
  @Test(
    arguments: [
      ("0", "0"), ("-0", "0"), ("0.000", "0"), ("7", "7"), ("-12", "-12"), ("100", "100"),
      ("0.028", "0.028"), ("-0.5", "-0.5"), ("2.60", "2.6"), ("1e3", "1000"), ("1E+2", "100"),
      ("1.5e-2", "0.015"), ("12e-1", "1.2"), ("0e99999", "0"),
      ("0.1000000000000000000000", "0.1"), ("0.000000000000000001", "0.000000000000000001"),
      ("123456789012345678", "123456789012345678"), ("1234567890.12345678", "1234567890.12345678"),
    ] as [(String, String)])
  func `a decimal is read exactly and written without trailing zeros`(text: String, written: String)
    throws
  {
    let decimal = try #require(ExactDecimal(text))
    #expect(decimal.description == written)
  }

  @Test(arguments: [
    "", "abc", "1,5", "1.", ".5", "+1", "--1", "-", " 1", "1 ", "1\n", "1e", "1e+", "1.5.2",
    "1e2.5", "0x10", "1_000", "1/2", "inf", "nan", "١", "１", "$1", "8s",
  ])
  func `any other text is not a decimal`(text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test(arguments: [
    "1234567890123456789", "0.1234567890123456789", "0.0000000000000000001", "1e-19", "1e19",
    "1e99999", "1e-99999", "99999999999999999999999999999999999999",
  ])
  func `a number beyond 18 digits or 18 decimals is refused, not rounded`(text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test(arguments: ["1e18", "5e18", "1000000000000000000", "5000000000000000000.0"])
  func `trailing zeros do not count as digits, however the number is written`(text: String) throws {
    let decimal = try #require(ExactDecimal(text))
    #expect(ExactDecimal(decimal.description) == decimal)
  }

  @Test(
    arguments: [
      ("12", 12), ("1e3", 1_000), ("2.0", 2), ("-4", -4), ("0", 0), ("2.5", nil), ("0.028", nil),
    ] as [(String, Int64?)])
  func `a number without decimals is whole`(text: String, whole: Int64?) throws {
    let decimal = try #require(ExactDecimal(text))
    #expect(decimal.whole == whole)
  }

  @Test func `digits and decimals are kept apart`() throws {
    let decimal = try #require(ExactDecimal("-0.0280"))
    #expect(decimal.mantissa == -28)
    #expect(decimal.scale == 3)
    #expect(decimal.ratio == Ratio(-7, over: 250))
  }

  @Test func `a number is the same however it is written`() {
    #expect(ExactDecimal("2.60") == ExactDecimal("2.6"))
    #expect(ExactDecimal("1e3") == ExactDecimal(1_000))
    #expect(ExactDecimal("2.6") != ExactDecimal("2.60000001"))
    #expect(Set(["1", "1.0", "1.00", "10e-1"].map { ExactDecimal($0) }).count == 1)
  }

  @Test func `a part of a text is read like a text`() {
    #expect(ExactDecimal("8s".dropLast()) == ExactDecimal(8))
  }

  @Test(arguments: [1, 3, 9, 27, 81, 243] as [UInt64])
  func `a written number is read as digits over a power of ten`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let mantissa = Int64.random(
        in: -999_999_999_999_999_999...999_999_999_999_999_999, using: &random)
      let scale = Int.random(in: 0...18, using: &random)
      let text = Self.text(mantissa: mantissa, scale: scale)
      let denominator = (0..<scale).reduce(Int128(1)) { power, _ in power * 10 }
      #expect(ExactDecimal(text)?.ratio == Ratio(Int128(mantissa), over: denominator), "\(text)")
    }
  }

  @Test(arguments: [2, 4, 8, 16, 32, 64] as [UInt64])
  func `a number reads back from its text`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let mantissa = Int64.random(in: -999_999_999...999_999_999, using: &random)
      let scale = Int.random(in: 0...18, using: &random)
      let decimal = try #require(ExactDecimal(Self.text(mantissa: mantissa, scale: scale)))
      #expect(ExactDecimal(decimal.description) == decimal, "\(decimal)")
    }
  }

  private static func text(mantissa: Int64, scale: Int) -> String {
    let digits = String(mantissa.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let sign = mantissa < 0 ? "-" : ""
    guard scale > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }
}
