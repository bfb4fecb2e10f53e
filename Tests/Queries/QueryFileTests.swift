import Foundation
import Queries
import Testing

/// Every statement is in a SQL file once, under the name of its case.
@Suite struct QueryFileTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func files(in folder: String, of pathExtension: String) throws -> [URL] {
    let enumerator = FileManager.default.enumerator(
      at: root.appending(path: folder), includingPropertiesForKeys: nil)
    return try #require(enumerator).compactMap { $0 as? URL }
      .filter { $0.pathExtension == pathExtension }
  }

  /// The text of every Swift file of the project that is not a test.
  private static let sources = try? files(in: "Sources", of: "swift")
    .map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }.joined()

  @Test func `the files are those in the folder`() throws {
    let files = try Self.files(in: "queries", of: "sql").map { Array(try Data(contentsOf: $0)) }
    #expect(Set(files).count == files.count)
    #expect(StatementFile.all.count == files.count)
    #expect(Set(StatementFile.all) == Set(files))
  }

  @Test func `the names in the files are the cases, in the same order`() {
    let names = StatementFile.all.flatMap { StatementFile.statements(of: $0).map(\.0) }
    #expect(names == Query.allCases.map(\.rawValue))
  }

  @Test func `a statement's text is the one below its name`() {
    let statements = StatementFile.all.flatMap { StatementFile.statements(of: $0) }
    for (query, (_, text)) in zip(Query.allCases, statements) {
      #expect(query.sql == text)
    }
  }

  @Test func `a file holds nothing but named statements with an empty line between them`() {
    for file in StatementFile.all {
      let parts = StatementFile.statements(of: file).map { "-- name: \($0)\n\($1)" }
      #expect(parts.joined(separator: "\n") == String(decoding: file, as: UTF8.self))
    }
  }

  @Test func `a file without a name has no statement`() {
    #expect(StatementFile.statements(of: []).isEmpty)
    #expect(StatementFile.statements(of: Array("SELECT 1;\n".utf8)).isEmpty)
  }

  @Test func `a statement with empty lines is one text`() {
    let text = "-- name: one\n-- a\nSELECT 1;\n\nSELECT 2;\n\n-- name: two\n-- b\nSELECT 3;\n"
    let statements = StatementFile.statements(of: Array(text.utf8))
    #expect(statements.map(\.0) == ["one", "two"])
    #expect(statements.map(\.1) == ["-- a\nSELECT 1;\n\nSELECT 2;\n", "-- b\nSELECT 3;\n"])
  }

  @Test(arguments: Query.allCases)
  func `a statement begins with a comment and ends with a semicolon`(query: Query) throws {
    let lines = query.sql.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.first)
    #expect(first.hasPrefix("-- "))
    #expect(first.count > 10)
    #expect(query.sql.hasSuffix(";\n"))
    #expect(!query.sql.hasSuffix("\n\n"))
  }

  @Test(arguments: Query.allCases)
  func `a statement computes no money as a floating-point number`(query: Query) {
    let words = query.sql.lowercased().split { !$0.isLetter && $0 != "_" }
    for word in ["total", "avg", "real", "float", "double"] {
      #expect(!words.contains(Substring(word)))
    }
  }

  @Test(arguments: Query.allCases)
  func `a query is used`(query: Query) throws {
    let migration = Query.migrationFromVersion1
    let made =
      Query.schema + Query.views + Query.questions + migration.before + migration.after
      + Query.migrationFromVersion3 + Query.migrationFromVersion5 + Query.rowsOfEarlierVersions
      + Query.migrationFromVersion6 + Query.migrationFromVersion8 + Query.rowsOfVersion8
    let isMade = made.contains(query)
    let sources = try #require(Self.sources)
    let isNamed = try Regex("\\.\(query.rawValue)(?![A-Za-z])").firstMatch(in: sources) != nil
    #expect(isMade || isNamed)
  }
}
