import Foundation
import Queries
import Testing

/// Every statement stands in a file of its own, under the name of its case.
@Suite struct QueryFileTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "queries")

  /// The text of every Swift file of the project that is no test.
  private static let sources = try? {
    let folder = QueryFileTests.folder.deletingLastPathComponent().appending(path: "Sources")
    let enumerator = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return try #require(enumerator).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" }
      .map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }.joined()
  }()

  /// The SQL files under `queries/`, by name.
  private static func files() throws -> [String: URL] {
    let enumerator = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let urls = try #require(enumerator).compactMap { $0 as? URL }
    return Dictionary(grouping: urls.filter { $0.pathExtension == "sql" }) { $0.lastPathComponent }
      .compactMapValues { $0.count == 1 ? $0[0] : nil }
  }

  /// `chargeById` stands in `charge_by_id.sql`.
  private static func fileName(of query: Query) -> String {
    query.rawValue.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined() + ".sql"
  }

  @Test func `every file is named by exactly one query`() throws {
    let named = Query.allCases.map(Self.fileName)
    #expect(Set(named).count == named.count)
    #expect(try Set(Self.files().keys) == Set(named))
  }

  @Test(arguments: Query.allCases)
  func `a query is the text of its file`(query: Query) throws {
    let url = try #require(try Self.files()[Self.fileName(of: query)])
    #expect(try Data(contentsOf: url) == Data(query.sql.utf8))
  }

  @Test(arguments: Query.allCases)
  func `a file begins with a comment and ends with a semicolon`(query: Query) throws {
    let lines = query.sql.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.first)
    #expect(first.hasPrefix("-- "))
    #expect(first.count > 10)
    #expect(query.sql.hasSuffix(";\n"))
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
      + Query.migrationFromVersion3
    let isMade = made.contains(query)
    let sources = try #require(Self.sources)
    let isNamed = try Regex("\\.\(query.rawValue)(?![A-Za-z])").firstMatch(in: sources) != nil
    #expect(isMade || isNamed)
  }
}
