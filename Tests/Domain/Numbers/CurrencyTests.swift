import Domain
import Testing
import Traffic

@Suite struct CurrencyTests {
  @Test(arguments: [
    ("EUR", "EUR"), ("eur", "EUR"), ("EURO", nil), ("EU", nil), ("E1R", nil), ("", nil),
    ("ÄÖÜ", nil), ("=A1", nil), ("ſſi", nil),
  ])
  func `a currency has three letters`(text: String, code: String?) {
    #expect(Currency(text)?.code == code)
  }

  @Test(arguments: [
    ("0.92395823", "0.92395823"), ("1", "1"), ("157.3", "157.3"), ("0.000001", "0.000001"),
    ("1000000", "1000000"), ("0.1234567890125", "0.123456789013"),
  ])
  func `a rate is kept to twelve decimals`(text: String, description: String) throws {
    let rate = try #require(ExchangeRate(text))
    #expect(rate.description == description)
    #expect(ExchangeRate(rate.description) == rate)
  }

  @Test(arguments: ["0", "-1", "0.0000009", "1000000.1", "x", "", "1,5"])
  func `a rate beyond every currency's is none`(text: String) {
    #expect(ExchangeRate(text) == nil)
  }

  @Test(arguments: [("1.0823", "0.923958237088"), ("1", "1"), ("1.25", "0.8")])
  func `a rate per euro is turned round once, half up`(perUnit: String, description: String) throws
  {
    let ratio = try #require(ExactDecimal(perUnit)).ratio
    let rate = try #require(ExchangeRate(usdPerUnit: ratio))
    #expect(rate.description == description)
  }

  @Test(
    arguments: [
      (10_000_000, "0.92395823", 2, "0.92"), (10_000_000, "0.925", 2, "0.93"),
      (-10_000_000, "0.925", 2, "-0.93"), (1, "0.5", 4, "0.0000"), (-1, "0.5", 4, "0.0000"),
      (500, "1", 4, "0.0001"), (-500, "1", 4, "-0.0001"), (499, "1", 4, "0.0000"),
      (0, "157.3", 2, "0.00"), (12_345_678_900_000, "1", 2, "1234567.89"),
    ] as [(Int64, String, Int, String)])
  func `an amount is rounded half up when it is shown, and never to minus nothing`(
    points: Int64, rate: String, decimals: Int, text: String
  ) throws {
    let amount = CurrencyAmount(Points(points), at: try #require(ExchangeRate(rate)))
    #expect(amount.text(decimals: decimals) == text)
  }

  @Test func `an exact amount has every digit, and at least two decimals`() throws {
    let rate = try #require(ExchangeRate("0.123456789012"))
    #expect(CurrencyAmount(Points(1), at: rate).exactText == "0.0000000123456789012")
    #expect(CurrencyAmount.zero.exactText == "0.00")
    #expect(
      CurrencyAmount(Points(-25_000_000), at: try #require(ExchangeRate("2"))).exactText == "-5.00")
  }

  @Test func `the most that a ledger can hold fits at the highest rate`() throws {
    let rate = try #require(ExchangeRate("1000000"))
    let amount = CurrencyAmount(Points.sumLimit, at: rate)
    #expect(amount.exactText == "461168601842738790.40")
  }

  @Test(arguments: [UInt64(11), 12, 13])
  func `at a rate of one an amount is that in USD`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let rate = try #require(ExchangeRate("1"))
    for _ in 0..<200 {
      let points = Points(Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random))
      #expect(CurrencyAmount(points, at: rate).exactText == points.usdText)
    }
  }
}
