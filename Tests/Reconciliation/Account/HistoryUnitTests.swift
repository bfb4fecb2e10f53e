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
    #expect(!unit.isProved)
    #expect(unit.sentence.contains("not verified"))
  }

  @Test func `equal amounts verify the point, with their share`() throws {
    let unit = try Self.unit([("280000", 280_000, 97), ("420000", 420_000, 2), ("1", 280_000, 1)])
    #expect(unit.outcome == .point)
    #expect(unit.sentence == "history: usage is in points in 99 of 100 tasks known to both")
  }

  @Test func `another exact ratio is reported as it is and converts whole points`() throws {
    let unit = try Self.unit([("0.028", 280_000, 7), ("0.05", 500_000, 2), ("0.028", 420_000, 1)])
    #expect(unit.outcome == .other(pointsPerUnit: Ratio(10_000_000)))
    #expect(
      unit.sentence
        == "history: usage is not in points: 1 of its units is 10000000 points in 9 of 10 tasks "
        + "known to both; amounts are converted where they are whole points")
    #expect(unit.points(Ratio(3, over: 100)) == Points(300_000))
    #expect(unit.points(Ratio(1, over: 100_000_000)) == nil)
  }

  @Test func `one usage alone that is booked otherwise is no other unit`() throws {
    let unit = try Self.unit([("280000", 140_000, 9)])
    #expect(unit.outcome == .unclear)
    #expect(unit.points(Ratio(280_000)) == nil)
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
    #expect(try Self.unit([("0", 5, 9), ("5", 5, 1)]).compared == 1)
  }

  /// Windows of usage and fall of the balance in points, with a tolerance.
  private static func unit(
    windows: [(usage: Int64, drop: Int64)], toleranceInPoints: Int64 = 0
  ) -> HistoryUnit {
    HistoryUnit(
      [],
      windows: windows.map {
        BalanceWindow(
          usage: Ratio($0.usage), drop: Ratio($0.drop),
          toleranceInPoints: Ratio(toleranceInPoints))
      })
  }

  @Test func `two windows in which the balance fell by the usage prove the unit`() {
    let unit = Self.unit(windows: [(280_000, 280_000), (560_000, 560_000), (0, 0)])
    #expect(unit.outcome == .point)
    #expect(unit.sentence == "history: usage is in points in 2 of 2 windows of the balance")
    let other = Self.unit(windows: [(28, 84), (30, 90), (50, 70)])
    #expect(other.outcome == .other(pointsPerUnit: Ratio(3)))
  }

  @Test(
    arguments: [
      [(280_000, 280_000)],
      [(280_000, 280_000), (280_000, 280_000)],
      [(280_000, 280_000), (560_000, 560_000), (1, 2), (2, 5), (3, 10)],
      [(280_000, 280_001), (560_000, 560_000)],
      [(280_000, -280_000), (560_000, -560_000)],
    ] as [[(Int64, Int64)]])
  func `one amount, or a balance that mostly falls otherwise, proves nothing`(
    windows: [(Int64, Int64)]
  ) {
    #expect(Self.unit(windows: windows.map { (usage: $0.0, drop: $0.1) }).outcome == .unknown)
  }

  @Test func `a balance in cents proves a unit by falls of many cents alone`() {
    let close: [(usage: Int64, drop: Int64)] = [(46_012_345, 46_000_000), (91_987_655, 92_000_000)]
    #expect(Self.unit(windows: close, toleranceInPoints: 100_000).outcome == .point)
    let small: [(usage: Int64, drop: Int64)] = [(100_001, 100_000), (200_001, 200_000)]
    #expect(Self.unit(windows: small, toleranceInPoints: 100_000).outcome == .unknown)
  }

  @Test func `tasks known to both sides say more than the balance`() throws {
    let windows = [
      BalanceWindow(usage: Ratio(1), drop: Ratio(2), toleranceInPoints: .zero),
      BalanceWindow(usage: Ratio(2), drop: Ratio(4), toleranceInPoints: .zero),
    ]
    let pair = HistoryUnit.Pair(usage: ExactDecimal(5), billed: Points(5), tasks: 1)
    #expect(HistoryUnit([pair], windows: windows).outcome == .point)
    #expect(HistoryUnit([], windows: windows).outcome == .other(pointsPerUnit: Ratio(2)))
  }
}
