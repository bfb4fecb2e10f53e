extension Country {
  static let easternEurope = [
    poland, czechia, slovakia, hungary, slovenia, croatia, romania, bulgaria,
  ]

  private static let poland = Country(
    "PL", "Poland",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(5, 3, "Constitution Day"),
      .easter(49, "Whit Sunday"),
      .easter(60, "Corpus Christi"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(11, 11, "Independence Day"),
      .once(2018, 11, 12, "Centenary of Independence"),
      .fixed(12, 24, "Christmas Eve").since(2025),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let czechia = Country(
    "CZ", "Czechia",
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(-2, "Good Friday").since(2016),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(5, 8, "Victory Day"),
      .fixed(7, 5, "Saints Cyril and Methodius"),
      .fixed(7, 6, "Jan Hus Day"),
      .fixed(9, 28, "Statehood Day"),
      .fixed(10, 28, "Independence Day"),
      .fixed(11, 17, "Freedom and Democracy Day"),
      .fixed(12, 24, "Christmas Eve"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  /// The days off: some holidays no longer are, or are not in 2026.
  private static let slovakia = Country(
    "SK", "Slovakia",
    [
      .fixed(1, 1, "Republic Day"),
      .fixed(1, 6, "Epiphany"),
      .easter(-2, "Good Friday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(5, 8, "Victory Day").except(2026),
      .fixed(7, 5, "Saints Cyril and Methodius"),
      .fixed(8, 29, "National Uprising Day"),
      .fixed(9, 1, "Constitution Day").until(2023),
      .fixed(9, 15, "Our Lady of Sorrows").except(2026),
      .once(2018, 10, 30, "Centenary of the Martin Declaration"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(11, 17, "Freedom and Democracy Day").until(2024),
      .fixed(12, 24, "Christmas Eve"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  /// Without the days off that are worked on a Saturday, which are decreed each year.
  private static let hungary = Country(
    "HU", "Hungary",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(3, 15, "Revolution Day"),
      .easter(-2, "Good Friday").since(2017),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .easter(49, "Whit Sunday"),
      .easter(50, "Whit Monday"),
      .fixed(8, 20, "Saint Stephen's Day"),
      .fixed(10, 23, "Republic Day"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(12, 24, "Christmas Eve").since(2026),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let slovenia = Country(
    "SI", "Slovenia",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 2, "Second of January").since(2017),
      .fixed(2, 8, "Prešeren Day"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(4, 27, "Uprising Day"),
      .fixed(5, 1, "Labor Day"),
      .fixed(5, 2, "Second of May"),
      .easter(49, "Whit Sunday"),
      .fixed(6, 25, "Statehood Day"),
      .once(2023, 8, 14, "Solidarity Day"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(10, 31, "Reformation Day"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Independence and Unity Day"),
    ])

  private static let croatia = Country(
    "HR", "Croatia",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(5, 30, "Statehood Day").since(2020),
      .easter(60, "Corpus Christi"),
      .fixed(6, 22, "Anti-Fascist Struggle Day"),
      .fixed(6, 25, "Statehood Day").until(2019),
      .fixed(8, 5, "Victory Day"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(10, 8, "Independence Day").until(2019),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(11, 18, "Remembrance Day").since(2020),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Saint Stephen's Day"),
    ])

  private static let romania = Country(
    "RO", "Romania",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 2, "Second of January"),
      .fixed(1, 6, "Epiphany").since(2024),
      .fixed(1, 7, "Saint John's Day").since(2024),
      .fixed(1, 24, "Unification Day").since(2017),
      .orthodoxEaster(-2, "Good Friday").since(2018),
      .orthodoxEaster(0, "Easter Sunday"),
      .orthodoxEaster(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(6, 1, "Children's Day").since(2017),
      .orthodoxEaster(49, "Whit Sunday"),
      .orthodoxEaster(50, "Whit Monday"),
      .fixed(8, 15, "Dormition"),
      .fixed(11, 30, "Saint Andrew's Day"),
      .fixed(12, 1, "National Day"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  /// Without the days off that are worked on a Saturday, which are decreed each year.
  private static let bulgaria = Country(
    "BG", "Bulgaria",
    [
      .fixed(1, 1, "New Year's Day").observed(.nextWorkday, since: 2017),
      .fixed(3, 3, "Liberation Day").observed(.nextWorkday, since: 2017),
      .orthodoxEaster(-2, "Good Friday"),
      .orthodoxEaster(-1, "Holy Saturday"),
      .orthodoxEaster(0, "Easter Sunday"),
      .orthodoxEaster(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day").observed(.nextWorkday, since: 2017),
      .fixed(5, 6, "Saint George's Day").observed(.nextWorkday, since: 2017),
      .fixed(5, 24, "Alphabet Day").observed(.nextWorkday, since: 2017),
      .fixed(9, 6, "Unification Day").observed(.nextWorkday, since: 2017),
      .fixed(9, 22, "Independence Day").observed(.nextWorkday, since: 2017),
      .fixed(12, 24, "Christmas Eve").observed(.nextWorkday, since: 2017),
      .fixed(12, 25, "Christmas Day").observed(.nextWorkday, since: 2017),
      .fixed(12, 26, "Second Day of Christmas").observed(.nextWorkday, since: 2017),
    ])
}
