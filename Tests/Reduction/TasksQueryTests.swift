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

  @Test func `numbers narrow the tasks`() throws {
    let text = try Self.text {
      $0.billed = [280_000]
      $0.errorCodes = [7]
    }
    #expect(text.contains("consume IN (280000)\n    AND error_code IN (7)"))
  }

  /// A line of two tasks that were created on the first seconds of a day.
  private static func line(
    batch: String = "may", seconds: ClosedRange<Int64>, consume: Int64 = 280_000,
    readFields: [String] = ["size"]
  ) -> UsageLine {
    let start: Int64 = 1_777_939_200_000_000_000
    let created = Instant(nanoseconds: start + seconds.lowerBound * 1_000_000_000)
    let last = Instant(nanoseconds: start + seconds.upperBound * 1_000_000_000)
    return UsageLine(
      partition: UsagePartition(
        batch: batch, shard: .whole, account: nil, day: CalendarDay("2026-05-05")),
      ranAt: last, timeZoneName: "UTC", created: created...last, endedAt: nil,
      request: Request(
        model: "o'neil", taskType: "txt2img", fields: [Request.Field("size", .word("2K"))]),
      readFields: readFields,
      state: ObservedState(
        account: "studio", status: .completed, isOwnAccount: false, outputCount: nil,
        errorCode: nil, usage: Usage(type: "point", frozen: .zero, consume: Points(consume))),
      isInConflict: false, tasks: 2, waits: 0, waitSeconds: 0)
  }

  @Test func `tasks of lines are known by what they have in common and by their times`() throws {
    let text = try Self.text {
      $0.lines = [
        Self.line(seconds: 0...10), Self.line(seconds: 5...20), Self.line(seconds: 30...30),
        Self.line(seconds: 0...9, consume: 0),
      ].map { line in
        var line = line
        line.readFields = []
        return line
      }
    }
    let key = #"2026-05-05|o''neil|txt2img|{"size":"2K"}|completed|0|0|||point|"#
    #expect(
      text.contains(
        """
        ('\(key)0|0', [1777939200000000000], [1777939209000000000]),
            ('\(key)280000|0', [1777939200000000000, 1777939230000000000], \
        [1777939220000000000, 1777939230000000000])
        """), "\(text.suffix(3000))")
    #expect(text.contains("FROM keyed JOIN sought ON line_key = sought_key\nWHERE "))
  }

  @Test(arguments: [(lines: 1, isLong: false), (lines: 3000, isLong: true)])
  func `ClickHouse is told before a query that is longer than it parses by default`(
    lines: Int, isLong: Bool
  ) throws {
    var selection = TaskSelection()
    selection.lines = (0..<Int64(lines)).map {
      Self.line(seconds: $0...$0, consume: $0, readFields: [])
    }
    let text = try TasksQuery(
      card: try SmallCard.studio(), engine: .clickhouse, source: AnswerSource(path: "a"),
      selection: selection
    ).text()
    let query = try #require(text.firstRange(of: "\nWITH\n"))
    let sizeBytes = text[query.lowerBound...].utf8.count - 1
    #expect((sizeBytes > 262_144) == isLong)
    #expect(text.contains("\nSET max_query_size = \(sizeBytes), max_ast_elements = ") == isLong)
  }

  @Test func `lines that tell other fields than the query reads are refused`() throws {
    let refused = #expect(throws: ReductionError.self) {
      try Self.text { $0.lines = [Self.line(batch: "may\n", seconds: 0...1)] }
    }
    #expect(
      refused?.description == """
        the lines of batch may\\u{A} were made with a rate card that reads other fields of \
        o'neil/txt2img; run the query of piledger scale sql again, and import its lines
        """)
  }

  @Test func `nothing asked for means every task`() throws {
    #expect(try Self.text { _ in }.contains("FROM dated\nORDER BY"))
  }
}
