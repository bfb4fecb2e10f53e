import Domain
import Reconciliation
import Testing

@Suite struct HistoryUnitTests {
  private static func unit(_ pairs: [(String, Int64, Int)]) throws -> HistoryUnit {
    HistoryUnit(
      try pairs.map {
        HistoryUnit.Pair(
          usage: try #require(ExactDecimal($0.0)), billed: Points($0.1), tasks: $0.2)
      })
  }

  @Test func `without a task known to both sides the unit is not known`() throws {
    let unit = try Self.unit([])
    #expect(unit.outcome == .unknown)
    #expect(!unit.isPoint)
    #expect(unit.sentence.contains("not verified"))
  }

  @Test func `equal amounts verify the point, with their share`() throws {
    let unit = try Self.unit([("280000", 280_000, 97), ("420000", 420_000, 2), ("1", 280_000, 1)])
    #expect(unit.outcome == .point)
    #expect(unit.sentence == "history: usage is in points in 99 of 100 tasks known to both")
  }

  @Test func `another exact ratio is reported as it is and nothing is converted`() throws {
    let unit = try Self.unit([("0.028", 280_000, 7), ("0.05", 500_000, 2), ("0.028", 420_000, 1)])
    #expect(unit.outcome == .other(pointsPerUnit: Ratio(10_000_000)))
    #expect(
      unit.sentence
        == "history: usage is not in points: 1 of its units is 10000000 points in 9 of 10 tasks "
        + "known to both; amounts are not converted, and bookings not compared")
  }

  @Test func `a ratio that is no decimal is exact too`() throws {
    let unit = try Self.unit([("3", 10, 2), ("6", 20, 1)])
    #expect(unit.outcome == .other(pointsPerUnit: Ratio(10, over: 3)))
    #expect(unit.sentence.contains("1 of its units is 10/3 points in 3 of 3"))
  }

  @Test func `a ratio shared by fewer than half of the tasks verifies nothing`() throws {
    let unit = try Self.unit([("1", 1, 2), ("1", 2, 1), ("1", 3, 1), ("1", 4, 1)])
    #expect(unit.outcome == .unclear)
    #expect(unit.sentence.contains("the most common ratio holds in 2 of 5 tasks"))
  }

  @Test func `of two equally common ratios, points win`() throws {
    #expect(try Self.unit([("2", 1, 3), ("1", 1, 3)]).outcome == .point)
    #expect(try Self.unit([("1", 1, 3), ("2", 1, 3)]).outcome == .point)
  }

  @Test func `a usage of 0 says nothing about the unit`() throws {
    #expect(try Self.unit([("0", 5, 9), ("5", 5, 1)]).tasks == 1)
  }
}
