extension Country {
  static let southernEurope = [italy, spain, portugal, greece, cyprus, malta]

  private static let italy = Country(
    "IT", "Italy", quietDays: yearEnd + ferragosto,
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(4, 25, "Liberation Day"),
      .fixed(5, 1, "Labor Day"),
      .fixed(6, 2, "Republic Day"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(10, 4, "Saint Francis of Assisi").since(2026),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(12, 8, "Immaculate Conception"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Saint Stephen's Day"),
    ])

  /// The week of 15 August, in which factories and offices close.
  private static let ferragosto = (11...17).map { HolidayRule.fixed(8, $0, "Ferragosto week") }

  /// The days of all communities, each of which may move one that is on a Sunday.
  private static let spain = Country(
    "ES", "Spain",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany"),
      .easter(-2, "Good Friday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(10, 12, "National Day"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(12, 6, "Constitution Day"),
      .fixed(12, 8, "Immaculate Conception"),
      .fixed(12, 25, "Christmas Day"),
    ])

  private static let portugal = Country(
    "PT", "Portugal",
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday"),
      .fixed(4, 25, "Freedom Day"),
      .fixed(5, 1, "Labor Day"),
      .easter(60, "Corpus Christi").since(2016),
      .fixed(6, 10, "Portugal Day"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(10, 5, "Republic Day").since(2016),
      .fixed(11, 1, "All Saints' Day").since(2016),
      .fixed(12, 1, "Restoration of Independence").since(2016),
      .fixed(12, 8, "Immaculate Conception"),
      .fixed(12, 25, "Christmas Day"),
    ])

  private static let greece = Country(
    "GR", "Greece",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany"),
      .orthodoxEaster(-48, "Clean Monday"),
      .fixed(3, 25, "Independence Day"),
      .orthodoxEaster(-2, "Good Friday"),
      .orthodoxEaster(1, "Easter Monday"),
      // A minister moves it out of Holy Week, as in 2021 and 2024, and from Sunday to Monday.
      .fixed(5, 1, "Labor Day").except(2024).observed(.nextWorkdayAfterSunday, since: 2022),
      .once(2024, 5, 7, "Labor Day"),
      .listed([2021: (5, 4), 2027: (5, 4), 2032: (5, 4)], "Labor Day (observed)"),
      .orthodoxEaster(50, "Whit Monday"),
      .fixed(8, 15, "Dormition"),
      .fixed(10, 28, "Ohi Day"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let cyprus = Country(
    "CY", "Cyprus",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany"),
      .orthodoxEaster(-48, "Clean Monday"),
      .fixed(3, 25, "Greek Independence Day"),
      .fixed(4, 1, "Cyprus National Day"),
      .orthodoxEaster(-2, "Good Friday"),
      .orthodoxEaster(0, "Easter Sunday"),
      .orthodoxEaster(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .orthodoxEaster(50, "Whit Monday"),
      .fixed(8, 15, "Dormition"),
      .fixed(10, 1, "Cyprus Independence Day"),
      .fixed(10, 28, "Ohi Day"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let malta = Country(
    "MT", "Malta",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(2, 10, "Saint Paul's Shipwreck"),
      .fixed(3, 19, "Saint Joseph's Day"),
      .fixed(3, 31, "Freedom Day"),
      .easter(-2, "Good Friday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(6, 7, "Sette Giugno"),
      .fixed(6, 29, "Saints Peter and Paul"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(9, 8, "Our Lady of Victories"),
      .fixed(9, 21, "Independence Day"),
      .fixed(12, 8, "Immaculate Conception"),
      .fixed(12, 13, "Republic Day"),
      .fixed(12, 25, "Christmas Day"),
    ])
}
