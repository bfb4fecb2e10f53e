import Domain
import RateCards
import Testing

@testable import Reduction

@Suite struct TasksQueryTests {
  private static func text(_ change: (inout TaskSelection) -> Void) throws -> String {
    var selection = TaskSelection()
    change(&selection)
    return try TasksQuery(
      card: try SmallCard.studio(), engine: .duckdb, source: AnswerSource(path: "a"),
      selection: selection, limit: 5
    ).text()
  }

  @Test func `names are compared in the ledger's spelling`() throws {
    let text = try Self.text {
      $0.models = ["QUBICO/x", "o'neil"]
      $0.statuses = [.failed]
    }
    #expect(text.contains("WHERE model IN ('Qubico/x', 'o''neil')\n    AND status IN ('failed')\n"))
    #expect(text.hasSuffix("ORDER BY created_at, task_id\nLIMIT 5;\n"))
  }

  @Test func `numbers and fields narrow the tasks`() throws {
    let text = try Self.text {
      $0.billed = [280_000]
      $0.errorCodes = [7]
      $0.fields = [Request.Field("size", .word("2K"))]
    }
    #expect(text.contains("consume IN (280000)\n    AND error_code IN (7)"))
    #expect(text.contains(#"replace(read_values, '{"size":"2K"}', '') <> read_values"#))
  }

  @Test func `nothing asked for means every task`() throws {
    #expect(try Self.text { _ in }.contains("FROM dated\nORDER BY"))
  }
}
