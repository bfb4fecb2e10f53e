import Domain
import Forecasting
import Testing

@Suite struct SeriesFileTests {
  private static func file(_ lines: [String]) throws -> SeriesFile {
    try SeriesFile("series_id,date,value\n" + lines.joined(separator: "\n"))
  }

  private static let lines = [
    "a,2026-01-30,1", "a,2026-01-31,2", "a,2026-02-02,4", "a,2026-02-03,nan", "a,2026-02-05,6.5",
  ]

  @Test(arguments: [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 3, 1], [3, 0, 4, 2, 1]])
  func `lines in any order make the same series, and days between are unknown`(
    _ order: [Int]
  ) throws {
    let file = try Self.file(order.map { Self.lines[$0] })
    #expect(file.rejections.isEmpty)
    #expect(
      file.series["a"]
        == DailySeries(
          firstDay: try #require(CalendarDay("2026-01-30")), values: [1, 2, nil, 4, nil, nil, 6.5]))
  }

  @Test func `a day that is given twice keeps its first value, even an unknown one`() throws {
    let file = try Self.file(["a,2026-01-02,", "a,2026-01-01,1", "a,2026-01-02,5"])
    #expect(file.series["a"]?.values == [1, nil])
    #expect(file.rejections.map(\.description) == ["4: 2026-01-02 appears twice"])
  }

  @Test func `a day that is more than a century away does not stretch the series`() throws {
    let file = try Self.file(["a,2026-01-01,1", "a,1900-01-01,2", "a,2025-12-31,3"])
    #expect(file.series["a"]?.values == [3, 1])
    #expect(file.rejections.count == 1)
  }

  @Test(arguments: ["", "NaN", "na", "NULL", "nan"])
  func `these words are an unknown value`(_ word: String) throws {
    let file = try Self.file(["a,2026-01-01,\(word)"])
    #expect(file.series["a"]?.values == [nil] && file.rejections.isEmpty)
  }

  @Test(arguments: ["inf", "-1", "1,5x", "1e999", "zero"])
  func `these are not values`(_ word: String) throws {
    let file = try Self.file(["a,2026-01-01,\"\(word)\""])
    #expect(file.series.isEmpty && file.rejections.count == 1)
  }
}
