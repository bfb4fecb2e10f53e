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
}
