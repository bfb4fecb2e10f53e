import Rendering
import Reports
import Testing

/// The tasks of a row: programs get all ids, people the first three and where the rest stands.
@Suite struct TaskListTests {
  private static func table(_ ids: [String], of count: Int = 0) -> ReportTable {
    ReportTable(
      name: "findings", title: "Findings",
      columns: [
        ReportTable.Column("kind", .text),
        ReportTable.Column("task_ids", heading: "task ids", .tasks),
      ],
      rows: [
        [
          .word("refund_due"),
          .tasks(TaskList(ids, of: count, command: "piledger explain kqvmzwnt")),
        ]
      ])
  }

  @Test(arguments: [
    ([], 0, ""), (["a"], 1, "a"), (["a", "b", "c"], 3, "a, b, c"),
    (["a", "b", "c", "d"], 4, "a, b, c; all 4 tasks: piledger explain kqvmzwnt"),
    (["a", "b", "c"], 1200, "a, b, c; all 1,200 tasks: piledger explain kqvmzwnt"),
    (["a", "b"], 1, "a, b"),
  ])
  func `people see the first three, and the command that lists all`(
    ids: [String], count: Int, text: String
  ) {
    #expect(TaskList(ids, of: count, command: "piledger explain kqvmzwnt").text == text)
    #expect(
      MarkdownWriter.table(Self.table(ids, of: count)).hasSuffix("| refund due | \(text) |\n"))
  }

  @Test func `programs get all ids`() {
    let table = Self.table(["a", "b", "c", "d"])
    #expect(CSVWriter.text(table) == "kind,task_ids\nrefund_due,a b c d\n")
    #expect(
      JSONNode.table(table).text.replacing(/\s+/, with: "").contains(
        #""task_ids":["a","b","c","d"]"#))
    #expect(JSONNode.table(Self.table([])).text.contains(#""task_ids": []"#))
  }

  @Test func `an id that would be a formula, markup or an escape is none`() {
    let table = Self.table(["=1+1", "<b>|x", "\u{1B}[31m"])
    #expect(CSVWriter.text(table).contains("'=1+1 <b>|x"))
    #expect(MarkdownWriter.table(table).contains(#"=1+1, &lt;b&gt;\|x, \u{1B}\[31m"#))
    let text = TerminalWriter(width: 80, hasColor: false).table(table)
    #expect(text.contains(#"\u{1B}[31m"#) && !text.contains("\u{1B}"))
  }

  @Test func `a column in which no finding has tasks is left out for people`() {
    #expect(Self.table([]).withoutEmptyColumns.columns.map(\.name) == ["kind"])
    #expect(Self.table(["a"]).withoutEmptyColumns.columns.count == 2)
  }
}
