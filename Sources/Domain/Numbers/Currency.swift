/// A currency, by its code of three letters (ISO 4217).
package struct Currency: Hashable, Sendable {
  package static let usd = Currency(validCode: "USD")
  package static let eur = Currency(validCode: "EUR")

  /// `EUR`.
  package let code: String

  private init(validCode: String) {
    code = validCode
  }

  /// Reads `EUR` or `eur`; nil for anything but three letters.
  package init?(_ text: some StringProtocol) {
    // Beyond ASCII, capitals can be other letters: those of ſ are S.
    guard text.utf8.count == 3, text.utf8.allSatisfy({ (65...90).contains($0 & 0xDF) }) else {
      return nil
    }
    code = text.uppercased()
  }

  /// A column's name with the currency as its unit: `billed_eur`.
  package func columnName(_ name: String) -> String { "\(name)_\(code.lowercased())" }
}

extension Currency: CustomStringConvertible {
  package var description: String { code }
}

/// How many units of a currency one US dollar is, to twelve decimals.
///
/// A rate that was published the other way round, or against the euro, is rounded to them once, half
/// up; every amount is then exact.
package struct ExchangeRate: Hashable, Sendable {
  fileprivate static let decimals = 12
  private static let perUnit: Int64 = 1_000_000_000_000
  /// Far beyond every currency's rate, so that sums of amounts fit 128 bits.
  private static let range = Ratio(1, over: 1_000_000)...Ratio(1_000_000)

  /// In 10^-12 units of the currency per US dollar.
  fileprivate let count: Int64

  /// Nil if the rate is out of range: below a millionth, or above a million.
  package init?(unitsPerUSD ratio: Ratio) {
    guard ExchangeRate.range.contains(ratio),
      let scaled = try? ratio.times(Ratio(ExchangeRate.perUnit)),
      let count = Int64(exactly: scaled.rounded(.halfUp))
    else { return nil }
    self.count = count
  }

  /// The inverse of a rate in US dollars per unit.
  package init?(usdPerUnit ratio: Ratio) {
    guard let inverse = try? Ratio.one.divided(by: ratio) else { return nil }
    self.init(unitsPerUSD: inverse)
  }

  /// Reads what ``description`` wrote.
  package init?(_ text: String) {
    guard let ratio = Ratio(text: text) else { return nil }
    self.init(unitsPerUSD: ratio)
  }
}

extension ExchangeRate: CustomStringConvertible {
  /// `0.92395823`, with every digit.
  package var description: String {
    Ratio(Int128(count), over: Int128(ExchangeRate.perUnit)).description
  }
}

/// An exact amount in another currency than the US dollar: points times a rate, in 10^-19 units.
///
/// Sums are exact, so that every grouping of the same tasks has the same total. The largest sum of
/// points (``Points/sumLimit``) at the highest rate fits 128 bits.
package struct CurrencyAmount: Hashable, Sendable {
  /// What tables show to people: a hundredth of a cent.
  package static let tableDecimals = 4
  /// The decimals of points, which are 10^-7 USD, and those of rates.
  private static let decimals = 7 + ExchangeRate.decimals

  package static let zero = CurrencyAmount(count: 0)

  private let count: Int128

  private init(count: Int128) {
    self.count = count
  }

  package init(_ points: Points, at rate: ExchangeRate) {
    count = Int128(points.count) * Int128(rate.count)
  }

  package static func + (left: CurrencyAmount, right: CurrencyAmount) -> CurrencyAmount {
    CurrencyAmount(count: left.count + right.count)
  }

  /// Every digit, and at least two decimals.
  package var exactText: String {
    var (digits, rest) = (CurrencyAmount.decimals, count)
    while digits > 2, rest % 10 == 0 { (digits, rest) = (digits - 1, rest / 10) }
    return CurrencyAmount.text(rest, decimals: digits)
  }

  /// The amount for people: the only place where an amount in another currency is rounded, half up
  /// like prices.
  package func text(decimals: Int) -> String {
    var unit: Int128 = 1
    for _ in decimals..<CurrencyAmount.decimals { unit *= 10 }
    return CurrencyAmount.text(Ratio(count, over: unit).rounded(.halfUp), decimals: decimals)
  }

  private static func text(_ count: Int128, decimals: Int) -> String {
    let digits = String(count.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    return "\(count < 0 ? "-" : "")\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}
