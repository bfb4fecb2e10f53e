import Domain
import Ledger
import Rendering
import Reports
import TestSupport
import Testing

@Suite struct QueryWriterTests {
  private static let rows: [[QueryValue]] = [
    [.text("=cmd()"), .integer(-280_000), .real(0.5)],
    [.null, .null, .integer(2)],
  ]
  private static let writer = QueryWriter(["name", "billed_points", "share"])

  @Test func `an amount in points is followed by exact USD`() {
    #expect(Self.writer.csvHeader == "name,billed_points,billed_usd,share\n")
    #expect(
      Self.rows.map(Self.writer.csv)
        == ["'=cmd(),-280000,-0.0280000,0.5\n", ",,,2\n"])
  }

  @Test func `USD that the query gives itself is not written twice`() {
    let writer = QueryWriter(["billed_points", "billed_usd"])
    #expect(writer.csvHeader == "billed_points,billed_usd\n")
    #expect(writer.csv([.integer(1), .text("0.0000001")]) == "1,0.0000001\n")
  }

  @Test func `a line of JSON has numbers as numbers, texts quoted, and objects as they are`() {
    let writer = QueryWriter(["task_id", "measures", "billed_points", "raw"])
    let line = writer.jsonLine(
      [.text("a\"b\n"), .text(#"{"image":"1"}"#), .integer(5), .blob([0, 255])],
      objects: ["measures"])
    #expect(
      line == #"{"task_id":"a\"b\n","measures":{"image":"1"},"billed_points":5,"#
        + #""billed_usd":"0.0000005","raw":"00ff"}"# + "\n")
  }

  @Test func `people see amounts in USD, and texts among numbers as they are`() {
    let table = Self.writer.table(name: "sql", title: "SQL", rows: Self.rows)
    #expect(table.columns.map(\.heading) == ["name", "billed USD", "share"])
    #expect(CSVWriter.text(table).hasSuffix("'=cmd(),-280000,-0.0280000,0.5\n,,,2\n"))
    let mixed = QueryWriter(["x_points"]).table(
      name: "sql", title: "SQL", rows: [[.integer(5)], [.text("=1")]])
    #expect(CSVWriter.text(mixed) == "x_points\n5\n'=1\n")
  }

  @Test(arguments: HostileText.examples)
  func `a hostile text is one field of CSV and one line of JSON`(text: String) {
    let writer = QueryWriter(["name"])
    let csv = writer.csv([.text(text)])
    #expect(csv == CSVForm.plain.field(text) + "\n")
    #expect(writer.jsonLine([.text(text)]).filter { $0 == "\n" }.count == 1)
  }
}
