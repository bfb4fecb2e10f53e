import Domain
import Holidays
import Testing

@Suite struct HolidayCalendarTests {
  @Test(
    arguments: [
      // The fourth of July is a Saturday, and Friday is off.
      ("US", "2026-07-03", "Independence Day (observed)"), ("US", "2026-07-04", "Independence Day"),
      ("US", "2026-11-25", "Thanksgiving Eve"), ("US", "2026-11-26", "Thanksgiving"),
      ("US", "2026-11-27", "Day after Thanksgiving"),
      // A first of January that is a Saturday is observed in the year before.
      ("US", "2027-12-31", "New Year's Day (observed)"), ("US", "2026-12-31", "New Year's Eve"),
      ("US", "2026-12-26", "Between the years"), ("GB", "2026-12-26", "Boxing Day"),
      // Christmas on a Saturday and a Sunday takes the next two workdays.
      ("GB", "2027-12-27", "Christmas Day (observed)"),
      ("GB", "2027-12-28", "Boxing Day (observed)"),
      ("GB-SCT", "2023-01-03", "New Year's Day (observed)"),
      ("GB", "2026-12-29", "Between the years"),
      ("GB", "2026-04-06", "Easter Monday"), ("GB-SCT", "2026-04-06", nil),
      ("DE", "2026-01-06", nil), ("DE-BY", "2026-01-06", "Epiphany"),
      ("NL", "2025-04-26", "King's Day"), ("NL", "2025-04-27", nil),
      ("NL", "2026-04-27", "King's Day"),
      ("IE", "2030-02-01", "Saint Brigid's Day"), ("IE", "2026-02-02", "Saint Brigid's Day"),
      // A Tuesday between two holidays is one, and a Sunday's holiday passes over the next two.
      ("JP", "2026-09-22", "Citizens' Holiday"),
      ("JP", "2026-05-06", "Constitution Day (observed)"),
      ("JP", "2026-12-24", nil), ("JP", "2027-01-02", "First days of the year"),
      ("SE", "2026-06-19", "Midsummer Eve"), ("SE", "2026-06-20", "Midsummer Day"),
    ] as [(String, String, String?)])
  func `a day has the name of its holiday`(place: String, text: String, name: String?) throws {
    let parts = place.split(separator: "-").map(String.init)
    let country = try #require(Country.named(parts[0]))
    let calendar = HolidayCalendar(
      country: country, region: parts.count > 1 ? parts[1] : nil)
    let day = try #require(CalendarDay(text))
    #expect(calendar.names(in: day...day)[day] == name)
  }

  @Test func `a span has the holidays of its days`() throws {
    let calendar = HolidayCalendar(country: Country.named("DE"))
    let first = try #require(CalendarDay("2014-01-01"))
    let whole = calendar.names(in: first...first + 9000)
    for start in stride(from: 0, to: 8900, by: 61) {
      let span = first + start...first + (start + 90)
      #expect(calendar.names(in: span) == whole.filter { span.contains($0.key) })
    }
  }

  @Test func `a given day comes before the country's, and needs no country`() throws {
    let day = try #require(CalendarDay("2026-12-25"))
    let listed = [day: "Studio closed", day + 100: "Day off"]
    let calendar = HolidayCalendar(country: Country.named("FR"), listed: listed)
    #expect(
      calendar.names(in: day...day + 1) == [day: "Studio closed", day + 1: "Between the years"])
    #expect(
      HolidayCalendar(country: nil, listed: listed).names(in: day...day + 99) == [
        day: "Studio closed"
      ])
  }

  @Test func `days outside of the calendar have no holidays`() throws {
    let calendar = HolidayCalendar(country: Country.named("JP"))
    let first = CalendarDay(number: .min)
    #expect(calendar.names(in: first...CalendarDay(number: -719_163)) == [:])
    #expect(calendar.names(in: CalendarDay(number: 2_932_897)...CalendarDay(number: .max)) == [:])
    let all = calendar.names(in: first...CalendarDay(number: .max))
    #expect(all.count > 9999 * 15)
  }
}
