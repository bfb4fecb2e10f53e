extension Country {
  static let westernEurope = [
    unitedKingdom, ireland, france, belgium, netherlands, luxembourg,
  ]

  /// Bank holidays; the country alone is England.
  private static let unitedKingdom = Country(
    "GB", "United Kingdom", regions: "ENG NIR SCT WLS", mainRegion: "ENG",
    [
      .fixed(1, 1, "New Year's Day").observed(.nextWorkday),
      .fixed(1, 2, "Second of January").only("SCT").observed(.nextWorkday),
      .fixed(3, 17, "Saint Patrick's Day").only("NIR").observed(.nextWorkday),
      .easter(-2, "Good Friday"),
      .easter(1, "Easter Monday").only("ENG NIR WLS"),
      .nth(1, .monday, of: 5, "May Day").except(2020),
      .once(2020, 5, 8, "May Day"),
      .once(2023, 5, 8, "Coronation of Charles III"),
      .last(.monday, of: 5, "Spring Bank Holiday").except(2022),
      .once(2022, 6, 2, "Spring Bank Holiday"),
      .once(2022, 6, 3, "Platinum Jubilee"),
      .once(2026, 6, 15, "World Cup Holiday").only("SCT"),
      .fixed(7, 12, "Battle of the Boyne").only("NIR").observed(.nextWorkday),
      .nth(1, .monday, of: 8, "Summer Bank Holiday").only("SCT"),
      .last(.monday, of: 8, "Summer Bank Holiday").only("ENG NIR WLS"),
      .once(2022, 9, 19, "Funeral of Elizabeth II"),
      .fixed(11, 30, "Saint Andrew's Day").only("SCT").observed(.nextWorkday),
      .fixed(12, 25, "Christmas Day").observed(.nextWorkday),
      .fixed(12, 26, "Boxing Day").observed(.nextWorkday),
    ])

  private static let ireland = Country(
    "IE", "Ireland",
    [
      .fixed(1, 1, "New Year's Day"),
      // The first Monday of February, or the 1st if that is a Friday.
      .fixed(2, 1, "Saint Brigid's Day").since(2023)
        .moved([.tuesday: 6, .wednesday: 5, .thursday: 4, .saturday: 2, .sunday: 1]),
      .fixed(3, 17, "Saint Patrick's Day"),
      .once(2022, 3, 18, "Day of Remembrance"),
      .easter(1, "Easter Monday"),
      .nth(1, .monday, of: 5, "May Bank Holiday"),
      .nth(1, .monday, of: 6, "June Bank Holiday"),
      .nth(1, .monday, of: 8, "August Bank Holiday"),
      .last(.monday, of: 10, "October Bank Holiday"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Saint Stephen's Day"),
    ])

  private static let france = Country(
    "FR", "France",
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(5, 8, "Victory Day"),
      .easter(39, "Ascension Day"),
      .easter(50, "Whit Monday"),
      .fixed(7, 14, "Bastille Day"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(11, 11, "Armistice Day"),
      .fixed(12, 25, "Christmas Day"),
    ])

  private static let belgium = Country(
    "BE", "Belgium",
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .easter(39, "Ascension Day"),
      .easter(49, "Whit Sunday"),
      .easter(50, "Whit Monday"),
      .fixed(7, 21, "National Day"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(11, 11, "Armistice Day"),
      .fixed(12, 25, "Christmas Day"),
    ])

  private static let netherlands = Country(
    "NL", "Netherlands",
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday"),
      .easter(1, "Easter Monday"),
      .fixed(4, 27, "King's Day").moved([.sunday: -1]),
      // A day off in every fifth year.
      .fixed(5, 5, "Liberation Day").since(1990, every: 5),
      .easter(39, "Ascension Day"),
      .easter(49, "Whit Sunday"),
      .easter(50, "Whit Monday"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let luxembourg = Country(
    "LU", "Luxembourg",
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(5, 9, "Europe Day").since(2019),
      .easter(39, "Ascension Day"),
      .easter(50, "Whit Monday"),
      .fixed(6, 23, "National Day"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Saint Stephen's Day"),
    ])
}
