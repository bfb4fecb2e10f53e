import Domain
import Foundation
import TestSupport
import Testing

/// Files that a spreadsheet opens.
@Suite struct SpreadsheetCommandTests {
  private static let prepared = Result { try FolderContents(of: preparing().folder) }

  private static func preparing() throws -> Tool {
    let tool = try Tool()
    let tasks = [
      TaskText(),
      TaskText.task {
        ($0.taskID, $0.consume) = ("8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71", 300_000)
      },
      TaskText.task {
        ($0.taskID, $0.model) = ("9a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f72", "=HYPERLINK(1)")
      },
    ]
    try tool.run(
      "import", "-", "-z", "Europe/Berlin", input: tasks.map(\.envelope).joined(separator: "\n"))
    return tool
  }

  private static func filled() throws -> Tool { try Tool(prepared.get()) }

  private static func workbook(_ name: String, of tool: Tool) throws -> WorkbookReader {
    try WorkbookReader(Array(Data(contentsOf: URL(filePath: tool.folder.path(name)))))
  }

  @Test(arguments: [
    ["report", "model"], ["report", "daily"], ["report", "sku"], ["report", "units"],
    ["rates", "list"], ["rates", "infer"], ["query", "spend-by-model"], ["quarantine"],
    ["config", "show"], ["claims"], ["acknowledge"],
  ])
  func `a workbook has the values of the CSV`(words: [String]) throws {
    let tool = try Self.filled()
    try tool.run(words + ["-o", "x.csv"])
    let result = try tool.run(words + ["-o", "x.xlsx"])
    #expect(result.status == 0, "\(result.errors)")
    let sheet = try #require(Self.workbook("x.xlsx", of: tool).sheets.first)
    let csv = FigureTable.lines(try tool.folder.text(of: "x.csv"))
    let header = try #require(csv.first)
    // Money is two columns in CSV; its points are not in the workbook.
    let columns = header.indices.filter { index in
      !(header[index].hasSuffix("_points") && index + 1 < header.count
        && header[index + 1].hasSuffix("_usd"))
    }
    #expect(sheet.texts(ofRow: 0).count == columns.count)
    for (row, line) in csv.enumerated().dropFirst() {
      for (place, column) in columns.enumerated() {
        var cell = sheet.cells[[row, place]]
        // The reader of CSV drops quotes.
        cell?.text.removeAll { $0 == "\"" }
        let text = line[column].hasPrefix("'") ? String(line[column].dropFirst()) : line[column]
        #expect(Self.means(cell, text), "\(words) row \(row), \(header[column]): \(text)")
      }
    }
  }

  /// Whether a cell holds what a field of CSV says.
  private static func means(_ cell: WorkbookReader.Cell?, _ text: String) -> Bool {
    guard let cell, !cell.text.isEmpty else { return text.isEmpty }
    guard cell.isNumber else {
      let words = String(text.map { $0 == "_" ? " " : $0 })
      return cell.text == text || cell.text == words
    }
    if cell.format.hasPrefix("yyyy") {
      guard let day = CalendarDay(String(text.prefix(10))), let serial = Double(cell.text) else {
        return false
      }
      // Within the day or its neighbor, which the time zone decides.
      return abs(serial - Double(day.number + 25_569)) < 2
    }
    guard let number = Double(cell.text), let told = Double(text) else { return false }
    return number == told
  }

  @Test func `a month is a workbook of its tables`() throws {
    let tool = try Self.filled()
    let result = try tool.run("report", "month", "2026-05", "-o", "may.xlsx")
    #expect(result.status == 0, "\(result.errors)")
    let book = try Self.workbook("may.xlsx", of: tool)
    #expect(book.sheets.count > 3)
    #expect(book.sheets[0].name == "Summary")
    #expect(book.sheets.flatMap(\.cells.values).allSatisfy { !$0.isFormula })
  }

  @Test(arguments: [["reconcile"], ["report", "model"]])
  func `what must be known stands in the workbook, and a second one is the same file`(
    words: [String]
  ) throws {
    let tool = try Self.filled()
    for name in ["a.xlsx", "b.xlsx"] { try tool.run(words + ["-o", name]) }
    let texts = try Self.workbook("a.xlsx", of: tool).sheets.flatMap(\.cells.values).map(\.text)
    #expect(texts.contains { $0.hasPrefix("Checked 2 of 3 tasks") }, "\(texts)")
    let bytes = try ["a.xlsx", "b.xlsx"].map {
      try Data(contentsOf: URL(filePath: tool.folder.path($0)))
    }
    #expect(bytes[0] == bytes[1])
    #expect(String(tool.folder.mode(of: "a.xlsx"), radix: 8) == "600")
    #expect(!tool.folder.names.contains { $0.hasSuffix(".part") })
  }

  @Test func `a workbook goes through a pipe by its format`() throws {
    let tool = try Self.filled()
    let result = try tool.shell(
      "\(Tool.executable("piledger").path) report model -f xlsx --db ledger.db > piped.xlsx",
      environment: tool.typicalEnvironment)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try Self.workbook("piped.xlsx", of: tool).sheets.count == 1)
  }

  @Test(arguments: [
    ("x.ods", ["report", "model"], ".xlsx, found .ods"),
    ("x.pdf", ["report", "month", "2026-05"], "print the .html from a browser"),
  ])
  func `a format that there is none of is refused with those that there are`(
    name: String, words: [String], message: String
  ) throws {
    let result = try Self.filled().run(words + ["-o", name])
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `a dialect is for all CSV, by flag or by setting, and the flag wins`() throws {
    let tool = try Self.filled()
    let plain = try tool.run("report", "model", "-f", "csv").output
    #expect(!plain.contains("\r") && plain.hasPrefix("model,task_type,"))
    let european = "\u{FEFF}model;task_type;tasks;"
    let flag = ["--csv-dialect", "eu"]
    for words in [
      ["report", "model", "-f", "csv"], ["query", "spend-by-model", "-f", "csv"],
    ] {
      let output = try tool.run(words + flag).output
      #expect(output.hasPrefix(european) && output.contains(";0,0580000;"), "\(output)")
      #expect(output.hasSuffix("\r\n"))
    }
    let tasks = try tool.run(["export", "tasks"] + flag).output
    #expect(tasks.contains(";2026-05-04 12:00:00;"), "\(tasks)")
    try tool.folder.write("csv_dialect: eu\n", to: "piledger.yaml")
    #expect(try tool.run("report", "model", "-f", "csv").output.hasPrefix(european))
    #expect(
      try tool.run("report", "model", "-f", "csv", "--csv-dialect", "plain").output == plain)
    try tool.run("report", "-o", "set/")
    #expect(try tool.folder.text(of: "set/models.csv").hasPrefix(european))
  }

  @Test(arguments: [
    (["report", "model", "--csv-dialect", "eu"], 64, "applies only to CSV"),
    (["export", "tasks", "-f", "ndjson", "--csv-dialect", "eu"], 64, "applies only to CSV"),
    (["report", "model", "--csv-dialect", "us"], 64, "us"),
  ])
  func `a dialect where there is no CSV, or that there is none of, is refused`(
    words: [String], status: Int32, message: String
  ) throws {
    let result = try Self.filled().run(words)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `a wrong dialect in the configuration names those that there are`() throws {
    let tool = try Self.filled()
    try tool.folder.write("csv_dialect: german\n", to: "piledger.yaml")
    let result = try tool.run("report", "model")
    #expect(result.status == 78)
    #expect(result.errors.contains("piledger.yaml:1") && result.errors.contains("plain, excel, eu"))
  }
}
