import Domain
import TestSupport
import Testing
import Traffic

@Suite struct PointsTests {
  @Test(
    arguments: [
      (0, "0.00"), (1, "0.0000001"), (-1, "-0.0000001"), (100_000, "0.01"), (280_000, "0.028"),
      (1_000_000, "0.10"), (10_000_000, "1.00"), (12_345_678, "1.2345678"), (15_000_000, "1.50"),
      (-7_500_000, "-0.75"), (-10_000_000, "-1.00"), (99_999_999_999, "9999.9999999"),
      (Int64.max, "922337203685.4775807"), (Int64.min, "-922337203685.4775808"),
    ] as [(Int64, String)])
  func `dollars are exact, with at least two decimals and at most seven`(
    count: Int64, text: String
  ) {
    #expect(Points(count).usdText == text)
  }

  @Test(
    arguments: [
      (0, 0), (10_000_000, 0), (-30_000_000, 0), (1_000_000, 1), (100_000, 2), (280_000, 3),
      (12_000, 4), (500, 5), (10, 6), (1, 7), (-1, 7), (-280_000, 3), (Int64.min, 7),
    ] as [(Int64, Int)])
  func `an amount needs the decimals that its last digit other than 0 needs`(
    count: Int64, digits: Int
  ) {
    #expect(Points(count).usdFractionDigits == digits)
  }

  @Test(
    arguments: [
      (0, "0.00"), (1, "<0.01"), (49_999, "<0.01"), (50_000, "0.01"), (149_999, "0.01"),
      (150_000, "0.02"), (-1, ">-0.01"), (-49_999, ">-0.01"), (-50_000, "-0.01"),
      (2_861_805_000, "286.18"), (12_345_678_950_000, "1,234,567.90"),
    ] as [(Int64, String)])
  func `to the cent, half a cent goes away from zero, and only 0 is 0`(
    count: Int64, text: String
  ) {
    #expect(Points(count).centsText == text)
  }

  @Test(
    arguments: [
      (280_000, "0.0280"), (10_000_000, "1.0000"), (-15_000_000, "-1.5000"), (0, "0.0000"),
      (1, "0.0000001"), (12_345_678, "1.2345678"),
    ] as [(Int64, String)])
  func `a column of four decimals fills with zeros and never rounds`(count: Int64, text: String) {
    #expect(Points(count).usdText(fractionDigits: 4) == text)
  }

  @Test(
    arguments: [
      (0, "0"), (10_000_000, "1"), (-20_000_000, "-2"), (280_000, "0.028"), (-1, "-0.0000001"),
    ] as [(Int64, String)])
  func `without decimals asked for, whole dollars have no point`(count: Int64, text: String) {
    #expect(Points(count).usdText(fractionDigits: 0) == text)
  }

  @Test func `amounts with the greatest number of decimals among them align`() {
    let amounts = [Points(280_000), Points(15_000_000), Points(-1_234_500), Points(0)]
    let digits = amounts.map(\.usdFractionDigits).max() ?? 0
    #expect(digits == 5)
    let column = amounts.map { $0.usdText(fractionDigits: digits) }
    #expect(column == ["0.02800", "1.50000", "-0.12345", "0.00000"])
  }

  @Test func `ten million points are one dollar`() {
    #expect(Points.perUSD == 10_000_000)
    #expect(Points.zero.count == 0)
    #expect(Points.taskLimit.usdText == "10000.00")
    #expect(Points.accountLimit.usdText == "10000000.00")
    #expect(Points.sumLimit.count / Points.taskLimit.count == 46_116_860)
  }

  @Test func `amounts add, subtract, multiply and order like whole numbers`() {
    var sum = Points(280_000) + Points(-300_000)
    #expect(sum == Points(-20_000))
    #expect(sum.magnitude == Points(20_000))
    #expect(-sum == Points(20_000))
    sum += Points(50_000)
    #expect(sum == Points(30_000))
    sum -= Points(1)
    #expect(sum == Points(29_999))
    #expect(Points(280_000) * 3 == Points(840_000))
    #expect(Points(5) - Points(7) == Points(-2))
    #expect(Points(-2) < Points(-1))
    #expect([Points(3), Points(-4), Points(0)].sorted() == [Points(-4), Points(0), Points(3)])
  }

  @Test(arguments: [1, 2, 3, 5, 8, 13] as [UInt64])
  func `the dollar text names exactly the points it was made of`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let count = Int64.random(in: -90_000_000_000_000_000...90_000_000_000_000_000, using: &random)
      let text = Points(count).usdText
      #expect(ExactDecimal(text)?.ratio == Ratio(Int128(count), over: 10_000_000), "\(text)")
    }
  }
}
