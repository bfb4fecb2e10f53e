import Domain
import Rendering
import Reports
import TestSupport
import Testing

/// CSV for spreadsheets.
@Suite struct CSVFormTests {
  private static func form(_ dialect: CSVDialect) -> CSVForm {
    CSVForm(dialect, calendar: AccountingCalendar(timeZone: "Europe/Berlin"))
  }

  private static let table = ReportTable(
    name: "t", title: "T",
    columns: [
      ReportTable.Column("name", .text), ReportTable.Column("created_at", .time),
      ReportTable.Column("tasks", .count), ReportTable.Column("billed", .money),
      ReportTable.Column("share", .number),
    ],
    rows: [
      [
        .text("a;b,c"), .text("2026-07-01T22:30:15.987Z"), .count(1200),
        .money(Points(-15_000_001)), .text("-5.25"),
      ],
      [.text("=1"), .text("2026-07-01"), .none, .none, .text("n/a")],
    ])

  @Test(arguments: [
    (
      CSVDialect.plain,
      """
      name,created_at,tasks,billed_points,billed_usd,share
      "a;b,c",2026-07-01T22:30:15.987Z,1200,-15000001,-1.5000001,-5.25
      '=1,2026-07-01,,,,n/a

      """
    ),
    (
      .excel,
      """
      \u{FEFF}name,created_at,tasks,billed_points,billed_usd,share\r
      "a;b,c",2026-07-02 00:30:15,1200,-15000001,-1.5000001,-5.25\r
      '=1,2026-07-01,,,,n/a\r

      """
    ),
    (
      .eu,
      """
      \u{FEFF}name;created_at;tasks;billed_points;billed_usd;share\r
      "a;b,c";2026-07-02 00:30:15;1200;-15000001;-1,5000001;-5,25\r
      '=1;2026-07-01;;;;n/a\r

      """
    ),
  ])
  func `a dialect has its own marks, line ends and times`(dialect: CSVDialect, text: String) {
    #expect(
      Array(CSVWriter.text(Self.table, in: Self.form(dialect)).utf8) == Array(text.utf8))
  }

  @Test(arguments: [
    (
      CSVDialect.plain,
      "billed_points,billed_usd,ended_at,unexplained_usd,share,note\n"
        + "280000,0.0280000,2026-07-01T22:30:15Z,-1.5000000,0.5,'-x\n"
    ),
    (
      .eu,
      "\u{FEFF}billed_points;billed_usd;ended_at;unexplained_usd;share;note\r\n"
        + "280000;0,0280000;2026-07-02 00:30:15;-1,5000000;0,5;'-x\r\n"
    ),
  ])
  func `a query's columns are numbers and times by their names`(
    dialect: CSVDialect, text: String
  ) {
    let names = ["billed_points", "ended_at", "unexplained_usd", "share", "note"]
    let writer = QueryWriter(names, form: Self.form(dialect))
    let row: [QueryValue] = [
      .integer(280_000), .text("2026-07-01T22:30:15Z"), .text("-1.5000000"), .real(0.5),
      .text("-x"),
    ]
    #expect(Array((writer.csvHeader + writer.csv(row)).utf8) == Array(text.utf8))
  }

  @Test(arguments: CSVDialect.allCases, HostileText.examples)
  func `no dialect lets a text become a formula or a second field`(
    dialect: CSVDialect, text: String
  ) {
    let form = Self.form(dialect)
    for field in [form.field(text), form.number(text), form.time(text)] {
      let inside = field.hasPrefix("\"") ? field.dropFirst() : field[...]
      let isNumber = Double(text) != nil
      let first = inside.unicodeScalars.first.map(String.init) ?? ""
      #expect(isNumber || !"=+-@\t\r\n＝＋－＠".contains(first) || first.isEmpty)
      #expect(field.hasPrefix("\"") || !field.contains(form.separator))
    }
  }
}
