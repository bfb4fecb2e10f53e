import Domain
import Intake
import Testing

@Suite struct TagFileTests {
  private static func file(_ text: String) -> TagFile { TagFile(Array(text.utf8)) }

  private static func text(_ file: TagFile) -> [String] {
    file.assignments.map { "\($0.id.text) \($0.tag.key)=\($0.tag.value)" }
  }

  @Test(arguments: [
    "task_id,tag\r\na,project=ads\r\nb,team=blue\r\n",
    "a,project=ads\nb,team=blue",
    "\u{FEFF}task_id,tag\n\n\"a\",\"project=ads\"\nb,team=blue\n\n",
  ])
  func `lines are read as spreadsheets write them`(text: String) {
    let file = Self.file(text)
    #expect(Self.text(file) == ["a project=ads", "b team=blue"])
    #expect(file.rejections == [])
  }

  @Test func `quoted fields may have commas, quotes and line ends`() {
    let file = Self.file("a,\"project=x, \"\"y\"\"\nz\"\nb,k=v\n")
    #expect(Self.text(file) == ["a project=x, \"y\"\nz", "b k=v"])
  }

  @Test func `a line that cannot be read is named, and the others count`() {
    let file = Self.file("a,project=ads\nb\nc,project\n,k=v\nd,k=v,w\n\"e\nf\",k=untagged\ng,k=\n")
    #expect(Self.text(file) == ["a project=ads", "g k="])
    #expect(file.rejections.map(\.line) == [2, 3, 4, 5, 6])
    #expect(file.rejections[1].reason == "expected a tag such as project=ads, found project")
  }

  @Test func `a quote that is never closed takes the rest without crashing`() {
    #expect(Self.file("a,\"k=v\nb,k=w\n").assignments.count == 1)
    #expect(Self.file("").assignments == [])
  }

  private static let id = "828a286e-2c1d-5031-91b8-3b9d885c49aa"

  @Test(arguments: [
    "\u{FEFF}task_id;tag\r\n\(id);project=Zürich\r\n", "\(id)\tproject=Zürich\n",
    "task_id,project\n\(id),Zürich\n", "Task ID;project;team;;\r\n\(id);Zürich;;;\r\n",
    "sep=;\r\ntask_id;project\r\n\(id);Zürich\r\n", "project,task_id\nZürich,\(id)\n",
    "task_id,model,project\n\(id),kling,Zürich\n", "\(id);project=Zürich;;\n",
  ])
  func `a table is read as spreadsheets of any country write it`(text: String) {
    let utf16 = Array(text.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let hasMark = text.hasPrefix("\u{FEFF}")
    for bytes in [Array(text.utf8), (hasMark ? [] : [0xFF, 0xFE]) + utf16] {
      let file = TagFile(bytes, ignoring: ["model"])
      #expect(Self.text(file) == ["\(Self.id) project=Zürich"])
      #expect(file.rejections == [])
      #expect(!file.isWindowsText)
    }
  }

  @Test func `a text that is no Unicode is read as Windows-1252, and says so`() {
    let file = TagFile(Array("task_id;project\r\na;Z".utf8) + [0xFC, 0x80] + Array("\r\n".utf8))
    #expect(Self.text(file) == ["a project=Zü€"])
    #expect(file.isWindowsText)
  }

  @Test func `columns of an exported task are no tags, and an empty cell is none`() {
    let file = TagFile(
      Array("task_id,model,status,project,team\na,kling,completed,,blue\n".utf8),
      ignoring: ["model", "status"])
    #expect(Self.text(file) == ["a team=blue"])
    #expect(file.ignoredColumns == ["model", "status"])
    #expect(file.rejections == [])
  }

  @Test(arguments: [
    ("task_id,project\na,x,y\n", 2, "expected at most 2 fields, found 3"),
    ("task_id,project\n,x\n", 2, "expected a task id, found nothing"),
    ("task_id,tag\na,\n", 2, "expected a tag such as project=ads, found nothing"),
    ("task_id,project=ads\na,x\n", 1, "expected the key of a tag as heading, found project=ads"),
    ("task_id,k\na,untagged\n", 2, "untagged stands for no value; choose another"),
    (
      "task_id;k\n\n4,71E+31;x\n", 3,
      "expected a task id, found 4,71E+31, which a spreadsheet took for a number; format the "
        + "column as text"
    ),
  ])
  func `a row of a table that cannot be read is named with its line`(
    text: String, line: Int, reason: String
  ) {
    let file = Self.file(text)
    #expect(file.assignments == [])
    #expect(file.rejections.map(\.line) == [line])
    #expect(file.rejections.map(\.reason) == [reason])
  }

  @Test func `a row counts as a whole or not at all`() {
    let file = Self.file("task_id,tag,tag\na,k=v,broken\nb,k=v,l=w\n")
    #expect(Self.text(file) == ["b k=v", "b l=w"])
    #expect(file.rejections.map(\.line) == [2])
  }
}
