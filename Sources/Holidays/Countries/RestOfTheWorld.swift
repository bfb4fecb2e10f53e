extension Country {
  static let restOfTheWorld = [australia, newZealand, japan, southAfrica]

  /// Without a region, the days of all states.
  ///
  /// Where a state moves a day from a weekend to a workday, both are here. Not here: the day before
  /// Melbourne's football final and Brisbane's show day, which are announced each year.
  private static let australia = Country(
    "AU", "Australia", regions: "ACT NSW NT QLD SA TAS VIC WA",
    [
      .fixed(1, 1, "New Year's Day").observed(.nextWorkday),
      .fixed(1, 26, "Australia Day").observed(.nextWorkday),
      .nth(1, .monday, of: 3, "Labor Day").only("WA"),
      .nth(2, .monday, of: 3, "Labor Day").only("TAS VIC"),
      .nth(2, .monday, of: 3, "Canberra Day").only("ACT"),
      .nth(2, .monday, of: 3, "Adelaide Cup Day").only("SA"),
      .easter(-2, "Good Friday"),
      .easter(-1, "Easter Saturday").only("ACT NSW NT QLD SA VIC"),
      .easter(0, "Easter Sunday").only("NSW"),
      .easter(0, "Easter Sunday").only("ACT VIC").since(2016),
      .easter(0, "Easter Sunday").only("QLD").since(2017),
      .easter(0, "Easter Sunday").only("WA").since(2022),
      .easter(0, "Easter Sunday").only("NT SA").since(2024),
      .easter(0, "Easter Sunday").only("TAS").since(2027),
      .easter(1, "Easter Monday"),
      .fixed(4, 25, "Anzac Day"),
      .fixed(4, 25, "Anzac Day").only("WA").observed(.nextWorkday),
      .fixed(4, 25, "Anzac Day").only("ACT NT QLD").observed(.nextWorkdayAfterSunday),
      .listed([2026: (4, 27), 2027: (4, 26)], "Anzac Day (observed)").only("NSW"),
      .listed([2020: (4, 27), 2026: (4, 27)], "Anzac Day (observed)").only("ACT"),
      .once(2021, 4, 26, "Anzac Day (observed)").only("SA"),
      .nth(1, .monday, of: 5, "Labor Day").only("NT"),
      .once(2015, 10, 5, "Labor Day").only("QLD"),
      .nth(1, .monday, of: 5, "Labor Day").only("QLD").since(2016),
      .from(.monday, 5, 27, "Reconciliation Day").only("ACT").since(2018),
      .nth(1, .monday, of: 6, "Western Australia Day").only("WA"),
      .nth(2, .monday, of: 6, "King's Birthday").only("ACT NSW NT SA TAS VIC"),
      .once(2015, 6, 8, "King's Birthday").only("QLD"),
      .nth(1, .monday, of: 8, "Picnic Day").only("NT"),
      .once(2022, 9, 22, "Mourning of Elizabeth II"),
      .last(.monday, of: 9, "King's Birthday").only("WA").except(2024),
      .once(2024, 9, 23, "King's Birthday").only("WA"),
      .nth(4, .monday, of: 9, "Family and Community Day").only("ACT").until(2017),
      .nth(1, .monday, of: 10, "Labor Day").only("ACT NSW SA"),
      .nth(1, .monday, of: 10, "King's Birthday").only("QLD").since(2016),
      .nth(1, .tuesday, of: 11, "Melbourne Cup Day").only("VIC"),
      .fixed(12, 25, "Christmas Day").observed(.nextWorkday),
      .fixed(12, 26, "Boxing Day").observed(.nextWorkday),
    ])

  private static let newZealand = Country(
    "NZ", "New Zealand",
    [
      .fixed(1, 1, "New Year's Day").observed(.nextWorkday),
      .fixed(1, 2, "Second of January").observed(.nextWorkday),
      .fixed(2, 6, "Waitangi Day").observed(.nextWorkday),
      .easter(-2, "Good Friday"),
      .easter(1, "Easter Monday"),
      .fixed(4, 25, "Anzac Day").observed(.nextWorkday),
      .nth(1, .monday, of: 6, "King's Birthday"),
      matariki,
      .once(2022, 9, 26, "Mourning of Elizabeth II"),
      .nth(4, .monday, of: 10, "Labor Day"),
      .fixed(12, 25, "Christmas Day").observed(.nextWorkday),
      .fixed(12, 26, "Boxing Day").observed(.nextWorkday),
    ])

  /// The Maori new year follows the moon: its dates are a schedule of the act of 2022.
  private static let matariki = HolidayRule.listed(
    [
      2022: (6, 24), 2023: (7, 14), 2024: (6, 28), 2025: (6, 20), 2026: (7, 10), 2027: (6, 25),
      2028: (7, 14), 2029: (7, 6), 2030: (6, 21), 2031: (7, 11), 2032: (7, 2), 2033: (6, 24),
      2034: (7, 7), 2035: (6, 29), 2036: (7, 18), 2037: (7, 10), 2038: (6, 25), 2039: (7, 15),
      2040: (7, 6), 2041: (7, 19), 2042: (7, 11), 2043: (7, 3), 2044: (6, 24), 2045: (7, 7),
      2046: (6, 29), 2047: (7, 19), 2048: (7, 3), 2049: (6, 25), 2050: (7, 15), 2051: (6, 30),
      2052: (6, 21),
    ], "Matariki")

  private static let japan = Country(
    "JP", "Japan", bridgeName: "Citizens' Holiday", quietDays: japaneseQuietDays,
    [
      .fixed(1, 1, "New Year's Day").observed(.nextWorkdayAfterSunday),
      .nth(2, .monday, of: 1, "Coming of Age Day"),
      .fixed(2, 11, "Foundation Day").observed(.nextWorkdayAfterSunday),
      .fixed(2, 23, "Emperor's Birthday").since(2020).observed(.nextWorkdayAfterSunday),
      .equinox(.vernal, "Vernal Equinox").observed(.nextWorkdayAfterSunday),
      .fixed(4, 29, "Showa Day").observed(.nextWorkdayAfterSunday),
      .once(2019, 5, 1, "Enthronement Day"),
      .fixed(5, 3, "Constitution Day").observed(.nextWorkdayAfterSunday),
      .fixed(5, 4, "Greenery Day").observed(.nextWorkdayAfterSunday),
      .fixed(5, 5, "Children's Day").observed(.nextWorkdayAfterSunday),
      .nth(3, .monday, of: 7, "Marine Day").except(2020, 2021),
      .listed([2020: (7, 23), 2021: (7, 22)], "Marine Day"),
      .fixed(8, 11, "Mountain Day").since(2016).except(2020, 2021)
        .observed(.nextWorkdayAfterSunday),
      .listed([2020: (8, 10), 2021: (8, 8)], "Mountain Day").observed(.nextWorkdayAfterSunday),
      .nth(3, .monday, of: 9, "Respect for the Aged Day"),
      .equinox(.autumnal, "Autumnal Equinox").observed(.nextWorkdayAfterSunday),
      // Called Health and Sports Day until 2019; in the years of the Olympics it was in July.
      .nth(2, .monday, of: 10, "Sports Day").except(2020, 2021),
      .listed([2020: (7, 24), 2021: (7, 23)], "Sports Day"),
      .once(2019, 10, 22, "Enthronement Ceremony"),
      .fixed(11, 3, "Culture Day").observed(.nextWorkdayAfterSunday),
      .fixed(11, 23, "Labor Thanksgiving Day").observed(.nextWorkdayAfterSunday),
      .fixed(12, 23, "Emperor's Birthday").until(2018).observed(.nextWorkdayAfterSunday),
    ])

  /// Offices close at the turn of the year and for the feast of the ancestors.
  private static let japaneseQuietDays =
    (29...31).map { HolidayRule.fixed(12, $0, "Year-end") }
    + (2...3).map { HolidayRule.fixed(1, $0, "First days of the year") }
    + (13...16).map { HolidayRule.fixed(8, $0, "Obon") }

  private static let southAfrica = Country(
    "ZA", "South Africa",
    [
      .fixed(1, 1, "New Year's Day").observed(.nextWorkdayAfterSunday),
      .fixed(3, 21, "Human Rights Day").observed(.nextWorkdayAfterSunday),
      .easter(-2, "Good Friday"),
      .easter(1, "Family Day"),
      .fixed(4, 27, "Freedom Day").observed(.nextWorkdayAfterSunday),
      .fixed(5, 1, "Workers' Day").observed(.nextWorkdayAfterSunday),
      .fixed(6, 16, "Youth Day").observed(.nextWorkdayAfterSunday),
      .fixed(8, 9, "Women's Day").observed(.nextWorkdayAfterSunday),
      .fixed(9, 24, "Heritage Day").observed(.nextWorkdayAfterSunday),
      .fixed(12, 16, "Day of Reconciliation").observed(.nextWorkdayAfterSunday),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Day of Goodwill").observed(.nextWorkdayAfterSunday),
      // A Christmas Day on a Sunday gives no Monday, which is a holiday anyway, but for a decree.
      .listed([2016: (12, 27), 2022: (12, 27)], "Christmas Day (observed)"),
      .once(2023, 12, 15, "World Cup Holiday"),
      .listed(
        [
          2016: (8, 3), 2019: (5, 8), 2021: (11, 1), 2024: (5, 29), 2026: (11, 4),
        ], "Election Day"),
    ])
}
