import Foundation
import TestSupport
import Testing

/// The manual's catalogue of messages: each is printed as it stands there, none is missing, and the
/// article says what the rows say.
@Suite struct MessageCatalogueTests {
  private static let article = "Sources/piledger/piledger.docc/Errors.md"
  private static let rows = MessageSubject.all.flatMap(\.rows)

  /// A folder with an answer, its row of the history, the account, and a ledger of the answer.
  private static let prepared = Result {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope + "\n", to: "task.json")
    try tool.folder.write(UsageLineText.images + "\n", to: "line.json")
    try tool.folder.write(HistoryText.page() + "\n", to: "history.json")
    try tool.folder.write(AccountText.answer() + "\n", to: "account.json")
    try tool.run("import", "task.json")
    return try FolderContents(of: tool.folder)
  }

  @Test(arguments: rows)
  func `a message is printed with its status`(row: MessageRow) throws {
    switch row.proof {
    case .run(let lines):
      let tool = try Tool(try Self.prepared.get())
      try tool.linkBinary()
      var environment = tool.typicalEnvironment
      environment["PILEDGER_DB"] = tool.folder.path("ledger.db")
      environment["TMPDIR"] = tool.folder.path
      let result = try tool.shell(lines, environment: environment)
      let text = (result.errors + result.output).replacing(tool.folder.path, with: "…")
      #expect(text.contains(row.text), "\(row.place): found \(text)")
      #expect(result.status == row.status, "\(row.place): \(text)")
    case .test(let name):
      let file = TestFiles.names(under: "Tests", ending: "/\(name).swift").first
      let text = try TestFiles.text(try #require(file, "\(row.place): no test \(name)"))
      // A test has values of its own.
      let words = row.text.matches(of: /[A-Za-z][A-Za-z ,]+[A-Za-z]/).map(\.0)
      let sentence = try #require(words.max { $0.count < $1.count })
      #expect(text.contains(sentence), "\(row.place): \(name) has other words")
    }
  }

  @Test func `none is missing`() throws {
    let missing = try MessageTemplate.all().filter { template in
      Self.exceptions[template.parts.joined(separator: "…")] == nil
        && !Self.rows.contains { template.matches($0.text) }
    }
    #expect(missing.isEmpty, "\(missing.map(\.description).joined(separator: "\n"))")
  }

  /// What is in the sources and needs no row, with the reason.
  private static let exceptions: [String: String] = [
    "…/…: cannot be removed": "root, as whom tests may run, can remove everything",
    "…: cannot be removed": "root, as whom tests may run, can remove everything",
    "…: cannot be listed": "root, as whom tests may run, can list everything",
    "…: the finding has no figures": "the findings that have ids have figures",
    "exchange_rates, line …: …": "the reader of YAML refuses what could be wrong here",
    "the provider does not have the task (…)": "is counted, and not printed",
    "zlib cannot start: status …": "only without memory",
    "zlib failed: status …": "only without memory",
    "a price that cannot be computed exactly": "18 digits and 12 decimals always can",
    "a price beyond the exact range": "18 digits and 12 decimals never are",
    "sheet …: expected at most … rows, found …; CSV has no limit": "takes ten seconds",
    "the workbook cannot be written: …": "only without memory",
  ]

  @Test func `no exception is out of date`() throws {
    let templates = Set(try MessageTemplate.all().map { $0.parts.joined(separator: "…") })
    #expect(Set(Self.exceptions.keys).subtracting(templates).isEmpty)
  }

  @Test func `the article says what the rows say`() throws {
    #expect(try TestFiles.written(Self.article, found: Self.text) == Self.text)
  }

  /// The article, whose text is made of the rows.
  private static var text: String {
    let subjects = MessageSubject.all.map { subject in
      let rows = subject.rows.map { row in
        "| `\(cell(row.text))` | \(row.status) | \(cell(row.cause)) | \(cell(row.remedy)) |"
      }
      return """
        ## \(subject.title)

        | message | status | what happened | what to do |
        | --- | ---: | --- | --- |
        \(rows.joined(separator: "\n"))
        """
    }
    return """
      # Errors

      Every message, with its exit status, what happened, and what to do.

      A message begins with the name of the tool, and goes to stderr, unless it is about a record
      or a price in a table. `…` stands for a folder, and the names, numbers and days are those of an
      example. The statuses are explained in <doc:ExitStatuses>; a warning leaves the status as it
      is.

      \(subjects.joined(separator: "\n\n"))

      """
  }

  /// Text for a cell of a table.
  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("`", with: "'")
  }
}
