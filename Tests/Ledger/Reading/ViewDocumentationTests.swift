import GRDB
import Ledger
import Queries
import Testing

/// The documentation of the views is accurate.
@Suite struct ViewDocumentationTests {
  private static let views = try? {
    let database = try DatabaseQueue()
    return try database.write { database in
      for query in Query.schema + Query.views { try database.execute(sql: query.sql) }
      let names = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
      return try names.map { name in
        (
          name,
          try String.fetchAll(
            database, sql: "SELECT name FROM pragma_table_info(?)", arguments: [name])
        )
      }
    }
  }()

  @Test func `every view is documented except those that they build on`() throws {
    let views = try #require(Self.views).filter { $0.0.hasPrefix("v_") }
    #expect(views.count == Query.views.count - Query.innerViews.count)
    #expect(ViewDocumentation.all.map(\.name).sorted() == views.map(\.0))
  }

  @Test(arguments: ViewDocumentation.all)
  func `every column of a view is documented, in its order`(view: ViewDocumentation) throws {
    let columns = try #require(Self.views?.first { $0.0 == view.name }?.1)
    #expect(view.columns.map(\.name) == columns)
    #expect(view.columns.allSatisfy { !$0.meaning.isEmpty })
  }
}
