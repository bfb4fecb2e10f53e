import Domain
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing
import Traffic

/// RFC 4180, without anything that a spreadsheet takes for a formula.
@Suite struct CSVWriterTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a b", "a b"), ("1-2", "1-2"), ("a=b", "a=b"),
    ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("\"", "\"\"\"\""),
    ("one\ntwo", "\"one\ntwo\""), ("one\r\ntwo", "\"one\r\ntwo\""), ("one\rtwo", "\"one\rtwo\""),
    (" lead", "\" lead\""), ("trail ", "\"trail \""), ("a;b", "a;b"), ("é😀", "é😀"),
  ])
  func `a field is quoted where it must be`(text: String, field: String) {
    #expect(CSVForm.plain.field(text) == field)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
    ("\nx", "\"'\nx\""), ("\r\n=1", "\"'\r\n=1\""), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"),
    ("＠a", "'＠a"), ("=\u{301}1", "'=\u{301}1"),
    ("=HYPERLINK(\"h\",\"c\")", "\"'=HYPERLINK(\"\"h\"\",\"\"c\"\")\""),
  ])
  func `a text that looks like a formula stays a text`(text: String, field: String) {
    #expect(Array(CSVForm.plain.field(text).utf8) == Array(field.utf8))
  }

  @Test func `a quote before a combining mark is doubled too`() {
    let field = CSVForm.plain.field("a\"\u{301},b")
    #expect(Array(field.utf8) == Array("\"a\"\"\u{301},b\"".utf8))
  }

  @Test func `money is points and USD of seven decimals, and what is unknown is empty`() {
    let table = ReportTable(
      name: "t", title: "T",
      columns: [
        ReportTable.Column("name", .text), ReportTable.Column("tasks", .count),
        ReportTable.Column("billed", .money),
      ],
      rows: [
        [.text("a"), .count(1200), .money(Points(-15_000_001))], [.none, .none, .none],
      ],
      total: [.text("total"), .count(1200), .money(Points(-15_000_001))])
    #expect(
      CSVWriter.text(table)
        == "name,tasks,billed_points,billed_usd\na,1200,-15000001,-1.5000001\n,,,\n")
  }

  @Test func `a number that is kept as text stays a number`() {
    let table = ReportTable(
      name: "diff", title: "T", columns: [ReportTable.Column("change_percent", .number)],
      rows: [[.text("-5.0")], [.text("0.028")]])
    #expect(CSVWriter.text(table) == "change_percent\n-5.0\n0.028\n")
  }

  @Test func `a heading that a user chose is as safe as a field`() {
    let table = ReportSample.table(["a"], heading: "=1+1,x")
    #expect(CSVWriter.text(table) == "\"'=1+1,x\",tasks\na,1\n")
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `whatever the names, a reader gets every field back`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let names = HostileText.examples + (0..<200).map { _ in HostileText.random(&random) }
    let records = CSVReading.records(CSVWriter.text(ReportSample.table(names)))
    #expect(records.count == names.count + 1)
    for (record, name) in zip(records.dropFirst(), names) {
      #expect(record.count == 2)
      #expect(record.last == Array("1".utf8))
      let isGuarded = record[0].first == UInt8(ascii: "'")
      #expect(Array(record[0].dropFirst(isGuarded ? 1 : 0)) == Array(name.utf8))
      #expect(!Self.isFormula(record[0]))
    }
  }

  private static func isFormula(_ field: [UInt8]) -> Bool {
    let text = String(decoding: field, as: UTF8.self)
    return ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"].contains {
      text.hasPrefix($0)
    }
  }
}

/// Reads CSV as in RFC 4180, byte by byte.
private enum CSVReading {
  static func records(_ text: String) -> [[[UInt8]]] {
    var records: [[[UInt8]]] = []
    var record: [[UInt8]] = []
    var field: [UInt8] = []
    var isQuoted = false
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if isQuoted {
        if byte == UInt8(ascii: "\""), next == UInt8(ascii: "\"") {
          field.append(byte)
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        } else {
          field.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), field.isEmpty {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") {
        record.append(field)
        field = []
      } else if byte == 0x0A {
        records.append(record + [field])
        (record, field) = ([], [])
      } else {
        field.append(byte)
      }
      index += 1
    }
    return records
  }
}
