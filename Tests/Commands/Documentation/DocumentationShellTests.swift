import Foundation
import TestSupport
import Testing

/// The documentation's lists of commands, typed in a fresh home that has files of the names that they
/// use.
@Suite struct DocumentationShellTests {
  /// Statuses with which a command has done its work, or found nothing to do.
  private static let done: [Int32] = [0, 10, 11, 12, 13, 14, 65, 66]

  /// What needs a provider.
  private static let fetching = ["piledger fetch", "piledger nightly"]

  /// A home with a month of traffic, imported, and the files that the lines name.
  private static func home() throws -> Tool {
    let tool = try Tool()
    try tool.linkBinary()
    try tool.folder.write(TaskText().envelope, to: "november/tasks.ndjson")
    try tool.folder.write(
      #"{"model":"seedream","task_type":"seedream-5-lite","input":{"prompt":"a","size":"2K"}}"#,
      to: "request.json")
    let card = try #require(
      try DocumentationBlock.all("yaml").first { $0.text.hasPrefix("- model: ") })
    try tool.folder.write(card.text, to: "mine.yaml")
    let words = try DocumentationBlock.all("sh").flatMap(\.lines)
      .flatMap { $0.split(separator: " ") }
    for name in words where name.hasPrefix("queries/") {
      try tool.folder.write(try TestFiles.text(String(name)), to: String(name))
    }
    let made = try tool.shell(
      """
      piledger demo --folder demo && cp -r demo/responses piapi-log && mkdir backup \
      && cat piapi-log/*.ndjson | gzip > october.ndjson.gz \
      && piledger backup --db demo/ledger.db ledger.db
      """, environment: tool.typicalEnvironment)
    try #require(made.status == 0, "\(made.errors)")
    return tool
  }

  /// The distinct lines that start with a command, without their explanation.
  private static func lines(of command: String) throws -> [String] {
    var known: Set<String> = []
    return try DocumentationBlock.all("sh").flatMap(\.lines).map { line in
      String(line.prefix(upTo: line.firstRange(of: "  ")?.lowerBound ?? line.endIndex))
    }.filter { line in
      line.hasPrefix("\(command) ") && !fetching.contains { line.hasPrefix($0) }
        && known.insert(line).inserted
    }
  }

  @Test func `every line of piledger works`() throws {
    let tool = try Self.home()
    let lines = try Self.lines(of: "piledger").filter { !$0.contains(" > ") }
    #expect(lines.count > 20)
    for line in lines {
      let typed = line.replacing("/backup/", with: "backup/")
      let result = try tool.shell(typed, environment: tool.typicalEnvironment)
      #expect(Self.done.contains(result.status), "\(line): \(result.status): \(result.errors)")
    }
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"),
      "the sqlite3 shell is not installed"))
  func `every line of the sqlite3 shell is answered`() throws {
    let tool = try Self.home()
    let lines = try Self.lines(of: "sqlite3")
    #expect(lines.count > 1)
    for line in lines {
      let result = try tool.shell(line, environment: tool.typicalEnvironment)
      #expect(result.status == 0 && result.errors.isEmpty, "\(line): \(result.errors)")
      #expect(!result.output.isEmpty, "\(line)")
    }
  }
}
