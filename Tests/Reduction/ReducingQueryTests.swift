import Domain
import RateCards
import TestSupport
import Testing

@testable import Reduction

/// The queries of a small card, byte for byte: whether engines run them, and agree, is tested with
/// the engines.
@Suite struct ReducingQueryTests {
  private static func query(
    _ engine: QueryEngine, from path: String = "log/*.ndjson.gz", batch: String = "may",
    _ change: (inout ReducingQuery) -> Void = { _ in }
  ) throws -> ReducingQuery {
    var query = ReducingQuery(
      card: try SmallCard.studio(), engine: engine, source: AnswerSource(path: path), batch: batch)
    change(&query)
    return query
  }

  @Test(arguments: QueryEngine.allCases)
  func `a query reads as it did`(engine: QueryEngine) throws {
    let found = try Self.query(engine).text()
    let golden = try TestFiles.golden("Reduction/\(engine.rawValue).sql", found: found)
    #expect(found == golden)
  }

  @Test(arguments: QueryEngine.allCases)
  func `one query counts what is in no line`(engine: QueryEngine) throws {
    let text = try Self.query(engine).rejects()
    #expect(text.hasSuffix("GROUP BY fault\nORDER BY records DESC, fault;\n"))
    #expect(!text.contains("merged AS"))
  }

  @Test(
    arguments: [
      ("s3://logs/*.gz", "s3"), ("https://store.example/logs/*.gz", "s3"),
      ("http://127.0.0.1:9000/logs/*.gz", "s3"), ("logs/s3/*.gz", "file"),
    ])
  func `ClickHouse reads object storage by its address, and files by their paths`(
    path: String, function: String
  ) throws {
    let text = try Self.query(.clickhouse, from: path).text()
    #expect(text.contains("FROM \(function)('\(path)', 'LineAsString', 'line String')"))
  }

  @Test func `no name ends a text`() throws {
    let hostile = #"a'; DROP TABLE t; --\"# + "\n"
    let duck = DuckDB().literal(hostile)
    #expect(duck == "'a''; DROP TABLE t; --\\\n'")
    #expect(ClickHouse().literal(hostile) == #"'a\'; DROP TABLE t; --\\\n'"#)
    #expect(SparkSQL().literal(hostile) == ClickHouse().literal(hostile))
    #expect(SparkSQL().lines(from: "a`b").hasSuffix("text.`a``b`"))
    for engine in QueryEngine.allCases where engine != .spark {
      let quoted = engine.dialect.literal(hostile)
      #expect(try Self.query(engine, from: hostile).text().contains(quoted))
    }
  }

  @Test(arguments: QueryEngine.allCases)
  func `a batch is JSON within a text`(engine: QueryEngine) throws {
    let text = try Self.query(engine, batch: #"it's "may""#).text()
    let json = #"{"piledger_lines":1,"batch":"it's \"may\"","shard":"1/1","run":""#
    #expect(text.contains(engine.dialect.literal(json)))
  }

  @Test func `a shard keeps the tasks whose id falls into it`() throws {
    let text = try Self.query(.duckdb) { $0.shard = UsageShard("2/4") ?? .whole }.text()
    #expect(text.contains("% 4) = 1\n"))
    #expect(text.contains(#""shard":"2/4""#))
  }

  @Test(arguments: ["0/4", "5/4", "1", "1/", "a/b", "1/10001", "1/2/3"])
  func `anything else is no shard`(text: String) {
    #expect(UsageShard(text) == nil)
  }

  @Test(arguments: QueryEngine.allCases)
  func `days are those of the time zone, and bound the lines`(engine: QueryEngine) throws {
    var query = try Self.query(engine)
    query = ReducingQuery(
      card: query.card, engine: engine,
      source: AnswerSource(
        path: "a", timeZoneName: "Asia/Tokyo", since: CalendarDay("2026-05-01"),
        until: CalendarDay("2026-05-31")), batch: "may")
    let text = try query.text()
    #expect(text.contains("'Asia/Tokyo'"))
    #expect(text.contains("WHERE day >= '2026-05-01' AND day <= '2026-05-31'"))
  }

  @Test(arguments: [
    (QueryEngine.clickhouse, "INSERT INTO FUNCTION s3('s3://b/x.gz', 'TSVRaw', 'line String')"),
    (.spark, "INSERT OVERWRITE DIRECTORY 's3://b/x.gz' USING text"), (.duckdb, "COPY ("),
  ])
  func `a query can write its lines`(engine: QueryEngine, beginning: String) throws {
    let text = try Self.query(engine) { $0.destination = "s3://b/x.gz" }.text()
    #expect(text.contains("\n\(beginning)\n"))
  }

  @Test func `the spellings of a status are those of the ledger`() {
    for word in ["success", "finished"] { #expect(TaskStatus(word) == .completed) }
    #expect(TaskStatus("canceled") == .cancelled)
  }
}
