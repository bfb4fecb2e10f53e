package import Domain

/// A country's holidays, as rules.
///
/// The rules hold from 2015 on; what a law changed before that isn't told.
package struct Country: Sendable {
  /// The code of ISO 3166-1, in capitals.
  package let code: String
  package let name: String
  /// The regions that have rules of their own, by the code of ISO 3166-2 without the country.
  package let regions: [String]
  /// The region that the country alone stands for; nil for the holidays that all regions have.
  package let mainRegion: String?
  /// Public holidays by law.
  let rules: [HolidayRule]
  /// Days that are no holidays by law and that many take off.
  let quietDays: [HolidayRule]
  /// The name of a day between two holidays that is one itself by that; nil if there is none.
  let bridgeName: String?

  init(
    _ code: String, _ name: String, regions: String = "", mainRegion: String? = nil,
    bridgeName: String? = nil, quietDays: [HolidayRule] = Country.yearEnd, _ rules: [HolidayRule]
  ) {
    (self.code, self.name, self.mainRegion) = (code, name, mainRegion)
    (self.rules, self.quietDays, self.bridgeName) = (rules, quietDays, bridgeName)
    self.regions = regions.split(separator: " ").map(String.init)
  }

  /// All countries, sorted by code.
  package static let all =
    (americas + westernEurope + germanSpeaking + southernEurope
    + northernEurope + easternEurope + restOfTheWorld).sorted { $0.code < $1.code }

  /// The codes by which the European Union knows two of them.
  private static let otherCodes = ["EL": "GR", "UK": "GB"]

  /// The country of a code or a name, in capitals or not.
  package static func named(_ text: String) -> Country? {
    let upper = text.uppercased()
    let code = otherCodes[upper] ?? upper
    return all.first { $0.code == code || $0.name.uppercased() == upper }
  }

  /// The region of a code, in capitals or not, with the country before it or without.
  package func region(named code: String) -> String? {
    let code = code.uppercased()
    let prefix = self.code + "-"
    let bare = code.hasPrefix(prefix) ? String(code.dropFirst(prefix.count)) : code
    return regions.first { $0 == bare }
  }
}

extension Country {
  /// The days around the turn of the year: they are not holidays, and much is closed.
  static let yearEnd: [HolidayRule] =
    [.fixed(12, 24, "Christmas Eve"), .fixed(12, 31, "New Year's Eve")] + betweenTheYears

  /// A holiday on 26 December keeps its own name.
  private static let betweenTheYears = (26...30).map {
    HolidayRule.fixed(12, $0, "Between the years")
  }

  /// The days off of a year by law, with their names: the holidays, then their substitutes.
  ///
  /// A substitute may lie in the year before.
  package func legalDays(in year: Int, region: String?) -> [CalendarDay: String] {
    let region = region ?? mainRegion
    let held = rules.filter { rule in
      rule.regions.map { codes in region.map(codes.contains) ?? false } ?? true
    }.compactMap { rule in rule.day(in: year).map { (rule: rule, day: $0) } }
    let holidays = Dictionary(held.map { ($0.day, $0.rule.name) }) { first, _ in first }
    var names = holidays
    for (rule, day) in held.sorted(by: { $0.day < $1.day }) where rule.isSubstituted(in: year) {
      guard let substitute = Country.substitute(rule, day, taken: names) else { continue }
      names[substitute] = rule.name + " (observed)"
    }
    if let bridgeName {
      for day in holidays.keys where holidays[day + 2] != nil && names[day + 1] == nil {
        if !CalendarMath.isWeekend(day + 1) { names[day + 1] = bridgeName }
      }
    }
    return names
  }

  private static func substitute(
    _ rule: HolidayRule, _ day: CalendarDay, taken: [CalendarDay: String]
  ) -> CalendarDay? {
    guard CalendarMath.isWeekend(day) else { return nil }
    let isSunday = day.weekday == 6
    switch rule.substitute {
    case .nearestWorkday: return day + (isSunday ? 1 : -1)
    case .nextWorkdayAfterSunday where !isSunday: return nil
    case .nextWorkday, .nextWorkdayAfterSunday:
      var next = day + 1
      while CalendarMath.isWeekend(next) || taken[next] != nil { next = next + 1 }
      return next
    case nil: return nil
    }
  }

  /// The days of a year that many take off, with their names; some may be days off by law.
  func quietDays(in year: Int) -> [CalendarDay: String] {
    Dictionary(
      quietDays.compactMap { rule in rule.day(in: year).map { ($0, rule.name) } }
    ) { first, _ in first }
  }
}
