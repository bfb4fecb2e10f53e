import TestSupport
import Testing

@Suite struct HolidaySettingTests {
  private static let calendar = """
    BEGIN:VCALENDAR
    BEGIN:VEVENT
    DTSTART;VALUE=DATE:20260803
    DTEND;VALUE=DATE:20260805
    SUMMARY:Studio closed
    END:VEVENT
    END:VCALENDAR

    """

  /// The value that `config show` has for the setting.
  private static func value(_ settings: String, file: String = calendar) throws -> String {
    let tool = try Tool()
    try tool.folder.write("holidays: \(settings)\n", to: "piledger.yaml")
    try tool.folder.write(file, to: "closures.ics")
    let result = try tool.run("config", "show", "-f", "markdown")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let line = result.output.split(separator: "\n").first { $0.hasPrefix("| holidays ") } ?? ""
    let cells = line.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
    return (cells.last ?? "").replacing(tool.folder.path + "/", with: "")
  }

  @Test(arguments: [
    ("DE", "DE"), ("de-by", "DE-BY"), ("Germany", "DE"), ("NO", "NO"), ("GB-SCT", "GB-SCT"),
    ("{ country: DE, region: BY }", "DE-BY"), ("{ country: DE-BY }", "DE-BY"),
    ("{ country: AU, dates: 2026-12-24 }", "AU (1 given day)"),
    ("{ dates: [2026-12-24, 2026-08-03..2026-08-21] }", "20 given days"),
    ("{ dates: [{ day: 2026-12-24, name: closed }, 2026-12-24] }", "1 given day"),
    ("{ country: US, file: closures.ics }", "US, closures.ics (2 given days)"),
    ("{ file: [closures.ics], dates: [2026-08-04..2026-08-05] }", "closures.ics (3 given days)"),
    (
      "{ file: none.ics }",
      "none.ics (unusable: none.ics: cannot be read: No such file or directory)"
    ),
    (
      "{ file: piledger.yaml }",
      "piledger.yaml (unusable: piledger.yaml: expected a calendar, which begins with "
        + "BEGIN:VCALENDAR)"
    ),
  ])
  func `holidays are a country, dates and files`(settings: String, value: String) throws {
    #expect(try Self.value(settings) == value)
  }

  @Test func `a line of a file that is not read is shown with its place`() throws {
    let file = Self.calendar.replacing("SUMMARY:", with: "RRULE:FREQ=DAILY\nSUMMARY:")
    #expect(
      try Self.value("{ file: closures.ics }", file: file)
        == "closures.ics (2 given days; 1 not read: closures.ics:5: RRULE: expected FREQ=YEARLY, "
        + "found FREQ=DAILY; "
        + "the first day alone is taken)")
  }

  @Test func `a file is looked for beside the configuration`() throws {
    let tool = try Tool()
    try tool.folder.write("holidays: { file: closures.ics }\n", to: "settings/piledger.yaml")
    try tool.folder.write(Self.calendar, to: "settings/closures.ics")
    let result = try tool.run("config", "show", "--config", "settings/piledger.yaml")
    #expect(result.output.contains("settings/closures.ics (2 given days)"))
  }

  @Test(arguments: [
    ("XX", "1: holidays: unknown country XX; the countries are AT, AU, BE, "),
    ("Germani", "1: holidays: unknown country Germani; nearest is DE (Germany); the countries"),
    (
      "DE-XX",
      "1: holidays: unknown region XX of Germany; its regions are BB, BE, BW, BY, HB, HE, HH, "
    ),
    ("FR-75", "1: holidays: unknown region 75 of France; it has none here"),
    ("[DE]", "1: holidays: expected a country such as DE or DE-BY, or a mapping of country, "),
    ("\"\"", "1: holidays: unknown country ; the countries are AT"),
    ("{}", "1: holidays: expected a country such as DE or DE-BY, or a mapping of country, "),
    ("\n  country: DE\n  region: X", "3: holidays: unknown region X of Germany; its regions"),
    ("\n  region: BY", "2: holidays: region: expected a country beside it"),
    ("\n  country: DE-BY\n  region: BW", "3: holidays: region: expected one region, not two"),
    ("\n  country: DE\n  state: BW", "3: holidays: state: unknown field; the fields are country, "),
    (
      "\n  dates:\n    - 2026-12-24\n    - 2026-13-24",
      "4: holidays: dates: expected a day such as 2026-12-24 or a span of at most a year such as"
    ),
    ("\n  dates: [2026-08-21..2026-08-03]", "2: holidays: dates: expected a day such as 2026"),
    ("\n  dates: [2026-08-21..2028-08-03]", "2: holidays: dates: expected a day such as 2026"),
    ("\n  dates: [{ name: closed }]", "2: holidays: day: expected a day such as 2026-12-24, found"),
    ("\n  dates: [{ day: 2026-08-03 }]", "2: holidays: name: expected a name, found nothing"),
  ])
  func `holidays that are not understood end with 78, and say where`(
    settings: String, message: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write("holidays: \(settings)\n", to: "piledger.yaml")
    let result = try tool.run("config", "show")
    #expect(result.status == 78)
    #expect(result.errors.hasPrefix("piledger: piledger.yaml:\(message)"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func `a variable names a country`() throws {
    let tool = try Tool()
    let shown = try tool.run(
      "config", "show", "-f", "csv", environment: ["PILEDGER_HOLIDAYS": "CH-ZH"])
    #expect(shown.output.contains("\nholidays,CH-ZH\n"))
    let wrong = try tool.run("config", "show", environment: ["PILEDGER_HOLIDAYS": "XX"])
    #expect(wrong.status == 78)
    #expect(wrong.errors.hasPrefix("piledger: PILEDGER_HOLIDAYS: expected a country such as DE"))
  }
}
