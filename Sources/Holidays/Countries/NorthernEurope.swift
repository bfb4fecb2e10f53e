extension Country {
  static let northernEurope = [
    denmark, sweden, norway, finland, iceland, estonia, latvia, lithuania,
  ]

  private static let denmark = Country(
    "DK", "Denmark",
    quietDays: yearEnd + [.easter(40, "Day after Ascension"), .fixed(6, 5, "Constitution Day")],
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(-3, "Maundy Thursday"),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .easter(26, "Great Prayer Day").until(2023),
      .easter(39, "Ascension Day"),
      .easter(49, "Whit Sunday"),
      .easter(50, "Whit Monday"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let sweden = Country(
    "SE", "Sweden", quietDays: yearEnd + [.from(.friday, 6, 19, "Midsummer Eve")],
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany"),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .easter(39, "Ascension Day"),
      .easter(49, "Whit Sunday"),
      .fixed(6, 6, "National Day"),
      .from(.saturday, 6, 20, "Midsummer Day"),
      .from(.saturday, 10, 31, "All Saints' Day"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let norway = Country(
    "NO", "Norway",
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(-3, "Maundy Thursday"),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .easter(39, "Ascension Day"),
      .fixed(5, 17, "Constitution Day"),
      .easter(49, "Whit Sunday"),
      .easter(50, "Whit Monday"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let finland = Country(
    "FI", "Finland",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany"),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .easter(39, "Ascension Day"),
      .easter(49, "Whit Sunday"),
      .from(.friday, 6, 19, "Midsummer Eve"),
      .from(.saturday, 6, 20, "Midsummer Day"),
      .from(.saturday, 10, 31, "All Saints' Day"),
      .fixed(12, 6, "Independence Day"),
      .fixed(12, 24, "Christmas Eve"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let iceland = Country(
    "IS", "Iceland",
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(-3, "Maundy Thursday"),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .from(.thursday, 4, 19, "First Day of Summer"),
      .fixed(5, 1, "Labor Day"),
      .easter(39, "Ascension Day"),
      .easter(49, "Whit Sunday"),
      .easter(50, "Whit Monday"),
      .fixed(6, 17, "National Day"),
      .nth(1, .monday, of: 8, "Commerce Day"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let estonia = Country(
    "EE", "Estonia",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(2, 24, "Independence Day"),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday"),
      .fixed(5, 1, "Labor Day"),
      .easter(49, "Whit Sunday"),
      .fixed(6, 23, "Victory Day"),
      .fixed(6, 24, "Midsummer Day"),
      .fixed(8, 20, "Restoration of Independence"),
      .fixed(12, 24, "Christmas Eve"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let latvia = Country(
    "LV", "Latvia",
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(5, 4, "Restoration of Independence").observed(.nextWorkday),
      .nth(2, .sunday, of: 5, "Mother's Day"),
      .easter(49, "Whit Sunday"),
      .once(2023, 5, 29, "World Championship Medal"),
      .fixed(6, 23, "Midsummer Eve"),
      .fixed(6, 24, "Midsummer Day"),
      .listed([2018: (7, 9), 2023: (7, 10)], "Song and Dance Festival"),
      .once(2018, 9, 24, "Visit of the Pope"),
      .fixed(11, 18, "Proclamation Day").observed(.nextWorkday),
      .fixed(12, 24, "Christmas Eve"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
      .fixed(12, 31, "New Year's Eve"),
    ])

  private static let lithuania = Country(
    "LT", "Lithuania",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(2, 16, "Restoration of the State"),
      .fixed(3, 11, "Restoration of Independence"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .nth(1, .sunday, of: 5, "Mother's Day"),
      .nth(1, .sunday, of: 6, "Father's Day"),
      .fixed(6, 24, "Midsummer Day"),
      .fixed(7, 6, "Statehood Day"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(11, 2, "All Souls' Day").since(2020),
      .fixed(12, 24, "Christmas Eve"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])
}
