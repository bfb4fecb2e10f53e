import Domain
import Holidays
import Testing

@Suite struct EasterTests {
  @Test(arguments: 1900...2199)
  func `Western Easter is as Gauss computes it`(year: Int) throws {
    // Gauss with the constants of 1900 to 2199.
    let (m, n) = year < 2100 ? (24, 5) : (24, 6)
    let (a, b, c) = (year % 19, year % 4, year % 7)
    let d = (19 * a + m) % 30
    let e = (2 * b + 4 * c + 6 * d + n) % 7
    var march = 22 + d + e
    if march == 57 { march = 50 }
    if d == 28, e == 6, (11 * m + 11) % 30 < 19 { march = 49 }
    let expected = try #require(CalendarDay(year: year, month: 3, day: 1)) + (march - 1)
    #expect(try Self.day("BE", "Easter Sunday", year) == expected)
    #expect(try Self.day("BE", "Easter Monday", year) == expected + 1)
    #expect(try Self.day("BE", "Whit Sunday", year) == expected + 49)
  }

  @Test(arguments: 1900...2199)
  func `Orthodox Easter follows the full moon of the Julian calendar`(year: Int) throws {
    // The Sunday after the 14th of the paschal moon, from its place in the cycle of 19 years.
    let golden = year % 19
    let table = [
      5, 25, 13, 2, 22, 10, 30, 18, 7, 27, 15, 4, 24, 12, 1, 21, 9, 29, 17,
    ]
    // Days of April of the Julian calendar; a date beyond its end belongs to March.
    let days = table[golden]
    let isMarch = [1, 4, 6, 9, 12, 15, 17].contains(golden)
    let lag = year < 2100 ? 13 : 14
    let full =
      try #require(
        CalendarDay(year: year, month: isMarch ? 3 : 4, day: 1)) + (days - 1 + lag)
    let expected = full + (7 - (full.weekday + 1) % 7)
    #expect(try Self.day("CY", "Easter Sunday", year) == expected)
  }

  private static func day(_ code: String, _ name: String, _ year: Int) throws -> CalendarDay? {
    let country = try #require(Country.named(code))
    return country.legalDays(in: year, region: nil).first { $0.value == name }?.key
  }
}
