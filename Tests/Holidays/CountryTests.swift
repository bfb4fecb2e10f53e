import Domain
import Holidays
import Testing

@Suite struct CountryTests {
  @Test(arguments: VerifiedDates.table.split(separator: "\n").map(String.init))
  func `a country has the days off of its law`(line: String) throws {
    let fields = line.split(separator: " ").map(String.init)
    let place = fields[0].split(separator: "-").map(String.init)
    let country = try #require(Country.named(place[0]))
    let region = place.count > 1 ? country.region(named: fields[0]) : nil
    #expect((region != nil) == (place.count > 1))
    let year = try #require(Int(fields[1]))
    // A first of January may be observed in the year before.
    let days = [year, year + 1].flatMap { country.legalDays(in: $0, region: region).keys }
      .filter { $0.date.year == year }.sorted()
    let found = days.map { padded($0.date.month, to: 2) + padded($0.date.day, to: 2) }
    #expect(found == Array(fields[2...]), "\(line.prefix(11))")
  }

  @Test func `every country stands in the table of verified dates`() {
    let verified = VerifiedDates.table.split(separator: "\n").map { $0.prefix(2) }
    #expect(Set(verified) == Set(Country.all.map { $0.code[...] }))
  }

  @Test(arguments: Country.all.map(\.code))
  func `a holiday by law is one day of a year, with one name`(code: String) throws {
    let country = try #require(Country.named(code))
    for region in [nil] + country.regions.map(Optional.some) {
      for year in 2015...2060 {
        let names = country.legalDays(in: year, region: region).values
          .filter { $0 != "Citizens' Holiday" }
        #expect(Set(names).count == names.count, "\(code)-\(region ?? ""), \(year)")
      }
    }
  }

  /// Holidays that are not held each year.
  private static let occasional: Set<String> = [
    "Change of Government", "Citizens' Holiday", "Liberation Day",
  ]

  @Test(arguments: Country.all.map(\.code))
  func `a holiday keeps its name in all years`(code: String) throws {
    let country = try #require(Country.named(code))
    for region in [nil] + country.regions.map(Optional.some) {
      let years = (2038...2052).map { year in
        Set(
          country.legalDays(in: year, region: region).values.filter { !$0.hasSuffix("(observed)") }
        )
        .subtracting(Self.occasional)
      }
      let always = years.reduce(years[0]) { $0.intersection($1) }
      // Two feasts may be on one day, which has the name of one.
      for names in years { #expect(names.subtracting(always).count <= 2, "\(code): \(names)") }
      #expect(always.count >= 4)
    }
  }

  @Test(arguments: Country.all.map(\.code))
  func `each year from 1 to 9999 has its holidays`(code: String) throws {
    let country = try #require(Country.named(code))
    let years =
      [1, 2, 3, 4, 1581, 1582, 1583, 9998, 9999] + Array(stride(from: 7, to: 9999, by: 97))
    for year in years {
      let days = country.legalDays(in: year, region: country.regions.first)
      #expect(days.count >= 4)
      #expect(days.keys.allSatisfy { abs($0.date.year - year) <= 1 })
    }
  }

  @Test(
    arguments: [
      ("us", "US"), ("De", "DE"), ("NO", "NO"), ("UK", "GB"), ("germany", "DE"), ("", nil),
      ("DEU", nil), ("CN", nil),
    ] as [(String, String?)])
  func `a country is found by its code or its name`(text: String, code: String?) {
    #expect(Country.named(text)?.code == code)
  }

  @Test(
    arguments: [
      ("BY", "BY"), ("by", "BY"), ("DE-BY", "BY"), ("AT-BY", nil), ("Bavaria", nil), ("", nil),
    ] as [(String, String?)])
  func `a region is found by its code, with the country or without`(text: String, code: String?) {
    #expect(Country.named("DE")?.region(named: text) == code)
  }

  @Test func `a country has a code, a name and regions of its own`() {
    #expect(Country.all.count == 40)
    #expect(Set(Country.all.map(\.code)).count == Country.all.count)
    #expect(Set(Country.all.map(\.name)).count == Country.all.count)
    for country in Country.all {
      #expect(country.code.count == 2)
      #expect(Set(country.regions).count == country.regions.count)
      #expect(country.mainRegion.map(country.regions.contains) ?? true)
    }
  }
}
