extension Country {
  static let americas = [unitedStates, canada, mexico, brazil, colombia]

  private static let unitedStates = Country(
    "US", "United States",
    quietDays: yearEnd + [
      .from(.wednesday, 11, 21, "Thanksgiving Eve"),
      .from(.friday, 11, 23, "Day after Thanksgiving"),
    ],
    [
      .fixed(1, 1, "New Year's Day").observed(.nearestWorkday),
      .nth(3, .monday, of: 1, "Martin Luther King Jr. Day"),
      .nth(3, .monday, of: 2, "Washington's Birthday"),
      .last(.monday, of: 5, "Memorial Day"),
      .fixed(6, 19, "Juneteenth").since(2021).observed(.nearestWorkday),
      .fixed(7, 4, "Independence Day").observed(.nearestWorkday),
      .nth(1, .monday, of: 9, "Labor Day"),
      .nth(2, .monday, of: 10, "Columbus Day"),
      .fixed(11, 11, "Veterans Day").observed(.nearestWorkday),
      .nth(4, .thursday, of: 11, "Thanksgiving"),
      .fixed(12, 25, "Christmas Day").observed(.nearestWorkday),
    ])

  /// Without a region, the days of all provinces, with the substitutes that federal law gives.
  private static let canada = Country(
    "CA", "Canada", regions: "AB BC MB NB NS ON QC SK",
    [
      .fixed(1, 1, "New Year's Day").observed(.nextWorkday),
      .nth(3, .monday, of: 2, "Family Day").only("AB ON SK"),
      .nth(2, .monday, of: 2, "Family Day").only("BC").until(2018),
      .nth(3, .monday, of: 2, "Family Day").only("BC").since(2019),
      .nth(3, .monday, of: 2, "Family Day").only("NB").since(2018),
      .nth(3, .monday, of: 2, "Louis Riel Day").only("MB"),
      .nth(3, .monday, of: 2, "Heritage Day").only("NS"),
      .easter(-2, "Good Friday"),
      .from(.monday, 5, 18, "Victoria Day").only("AB BC MB ON SK"),
      .from(.monday, 5, 18, "Patriots' Day").only("QC"),
      .fixed(6, 24, "Saint-Jean-Baptiste Day").only("QC").observed(.nextWorkdayAfterSunday),
      .fixed(7, 1, "Canada Day").observed(.nextWorkdayAfterSunday),
      .nth(1, .monday, of: 8, "Civic Holiday").only("BC NB SK"),
      .nth(1, .monday, of: 9, "Labor Day"),
      .fixed(9, 30, "Day for Truth and Reconciliation").only("BC").since(2023)
        .observed(.nextWorkday),
      .fixed(9, 30, "Day for Truth and Reconciliation").only("MB").since(2024)
        .observed(.nextWorkday),
      .once(2022, 9, 19, "Funeral of Elizabeth II").only("BC NB NS"),
      .nth(2, .monday, of: 10, "Thanksgiving").only("AB BC MB ON QC SK"),
      .fixed(11, 11, "Remembrance Day").only("AB BC NB NS SK"),
      .fixed(12, 25, "Christmas Day").observed(.nextWorkday),
      .fixed(12, 26, "Boxing Day").only("ON").observed(.nextWorkday),
    ])

  private static let mexico = Country(
    "MX", "Mexico",
    [
      .fixed(1, 1, "New Year's Day"),
      .nth(1, .monday, of: 2, "Constitution Day"),
      .nth(3, .monday, of: 3, "Benito Juárez's Birthday"),
      .fixed(5, 1, "Labor Day"),
      .fixed(9, 16, "Independence Day"),
      .once(2018, 12, 1, "Change of Government"),
      .fixed(10, 1, "Change of Government").since(2024, every: 6),
      .nth(3, .monday, of: 11, "Revolution Day"),
      .fixed(12, 25, "Christmas Day"),
    ])

  private static let brazil = Country(
    "BR", "Brazil",
    // Not by law, and hardly anyone works.
    quietDays: yearEnd + [.easter(-48, "Carnival Monday"), .easter(-47, "Carnival Tuesday")],
    [
      .fixed(1, 1, "New Year's Day"),
      .easter(-2, "Good Friday"),
      .fixed(4, 21, "Tiradentes Day"),
      .fixed(5, 1, "Labor Day"),
      .fixed(9, 7, "Independence Day"),
      .fixed(10, 12, "Our Lady of Aparecida"),
      .fixed(11, 2, "All Souls' Day"),
      .fixed(11, 15, "Republic Day"),
      .fixed(11, 20, "Black Awareness Day").since(2024),
      .fixed(12, 25, "Christmas Day"),
    ])

  // Law 51 of 1983 moves most feasts to the Monday on or after them.
  private static let colombia = Country(
    "CO", "Colombia",
    [
      .fixed(1, 1, "New Year's Day"),
      .from(.monday, 1, 6, "Epiphany"),
      .from(.monday, 3, 19, "Saint Joseph's Day"),
      .easter(-3, "Maundy Thursday"),
      .easter(-2, "Good Friday"),
      .fixed(5, 1, "Labor Day"),
      .easter(43, "Ascension Day"),
      .easter(64, "Corpus Christi"),
      .easter(71, "Sacred Heart"),
      .from(.monday, 6, 29, "Saints Peter and Paul"),
      .from(.monday, 7, 9, "Our Lady of Chiquinquirá").since(2026),
      .fixed(7, 20, "Independence Day"),
      .fixed(8, 7, "Battle of Boyacá"),
      .from(.monday, 8, 15, "Assumption Day"),
      .from(.monday, 10, 12, "Columbus Day"),
      .from(.monday, 11, 1, "All Saints' Day"),
      .from(.monday, 11, 11, "Independence of Cartagena"),
      .fixed(12, 8, "Immaculate Conception"),
      .fixed(12, 25, "Christmas Day"),
    ])
}
