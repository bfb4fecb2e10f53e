extension Country {
  static let germanSpeaking = [germany, austria, switzerland]

  /// Without a region, the days of all states.
  private static let germany = Country(
    "DE", "Germany", regions: "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany").only("BW BY ST"),
      .fixed(3, 8, "Women's Day").only("BE").since(2019),
      .fixed(3, 8, "Women's Day").only("MV").since(2023),
      .easter(-2, "Good Friday"),
      .easter(0, "Easter Sunday").only("BB"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .listed([2020: (5, 8), 2025: (5, 8)], "Liberation Day").only("BE"),
      .easter(39, "Ascension Day"),
      .easter(49, "Whit Sunday").only("BB"),
      .easter(50, "Whit Monday"),
      .easter(60, "Corpus Christi").only("BW BY HE NW RP SL"),
      .once(2028, 6, 17, "Anniversary of 17 June 1953").only("BE"),
      .fixed(8, 15, "Assumption Day").only("SL"),
      .fixed(9, 20, "Children's Day").only("TH").since(2019),
      .fixed(10, 3, "German Unity Day"),
      .fixed(10, 31, "Reformation Day").only("BB MV SN ST TH"),
      .fixed(10, 31, "Reformation Day").only("HB HH NI SH").since(2018),
      .once(2017, 10, 31, "Reformation Day"),
      .fixed(11, 1, "All Saints' Day").only("BW BY NW RP SL"),
      .from(.wednesday, 11, 16, "Day of Repentance").only("SN"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Second Day of Christmas"),
    ])

  private static let austria = Country(
    "AT", "Austria",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 6, "Epiphany"),
      .easter(1, "Easter Monday"),
      .fixed(5, 1, "Labor Day"),
      .easter(39, "Ascension Day"),
      .easter(50, "Whit Monday"),
      .easter(60, "Corpus Christi"),
      .fixed(8, 15, "Assumption Day"),
      .fixed(10, 26, "National Day"),
      .fixed(11, 1, "All Saints' Day"),
      .fixed(12, 8, "Immaculate Conception"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Saint Stephen's Day"),
    ])

  /// Without a region, the days of all cantons.
  private static let switzerland = Country(
    "CH", "Switzerland", regions: "AG BE BL BS GE LU SG SH TG TI VD ZG ZH",
    [
      .fixed(1, 1, "New Year's Day"),
      .fixed(1, 2, "Berchtold's Day").only("AG BE LU TG VD"),
      .fixed(1, 6, "Epiphany").only("TI"),
      .fixed(3, 19, "Saint Joseph's Day").only("TI"),
      .easter(-2, "Good Friday").only("AG BE BL BS GE LU SG SH TG VD ZG ZH"),
      .easter(1, "Easter Monday").only("AG BE BL BS GE LU SG SH TG TI VD ZH"),
      .fixed(5, 1, "Labor Day").only("AG BL BS SH TG TI ZH"),
      .easter(39, "Ascension Day"),
      .easter(50, "Whit Monday").only("AG BE BL BS GE LU SG SH TG TI VD ZH"),
      .easter(60, "Corpus Christi").only("AG LU TI ZG"),
      .fixed(6, 29, "Saints Peter and Paul").only("TI"),
      .fixed(8, 1, "National Day"),
      .fixed(8, 15, "Assumption Day").only("AG LU TI ZG"),
      // The Thursday after the first Sunday of September.
      .from(.thursday, 9, 5, "Fast of Geneva").only("GE"),
      // The Monday after the third Sunday of September.
      .from(.monday, 9, 16, "Fast Monday").only("VD"),
      .fixed(11, 1, "All Saints' Day").only("AG LU SG TI ZG"),
      .fixed(12, 8, "Immaculate Conception").only("AG LU TI ZG"),
      .fixed(12, 25, "Christmas Day"),
      .fixed(12, 26, "Saint Stephen's Day").only("AG BE BL BS LU SG SH TG TI ZH"),
      .fixed(12, 31, "Restoration Day").only("GE"),
    ])
}
