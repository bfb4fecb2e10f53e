import Domain
import Reconciliation
import Testing

@Suite struct WalletUnitTests {
  private static func wallet(_ balance: Int64, _ remaining: Int64) -> WalletSnapshot {
    Wallets.snapshot(balance) { figures in
      figures.walletRemaining = ExactDecimal(remaining)
      figures.walletFrozen = ExactDecimal(3)
    }
  }

  @Test func `a figure in one exact ratio to two different balances has its unit verified`() throws
  {
    let unit = try #require(WalletUnit([Self.wallet(10_000, 1), Self.wallet(30_000, 3)]))
    #expect(unit.basis == .wallet)
    #expect(unit.pointsPerUnit == Ratio(10_000))
    #expect(unit.isOfWallet)
    #expect(!unit.isOfPacks)
    #expect(unit.frozen(Self.wallet(10_000, 1).figures) == Points(30_000))
  }

  @Test(
    arguments: [
      [(10_000, 1)], [(10_000, 1), (10_000, 1)], [(10_000, 1), (30_000, 3), (50_001, 5)],
      [(10_000, 1), (30_000, 0)], [],
    ] as [[(Int64, Int64)]])
  func `one balance, or two ratios, verify nothing`(figures: [(Int64, Int64)]) {
    #expect(WalletUnit(figures.map { Self.wallet($0.0, $0.1) }) == nil)
  }

  @Test func `a balance made of wallet and packs verifies the unit of both`() throws {
    let snapshots = [(Int64(70), Int64(3), Int64(4)), (90, 8, 1)].map { figures in
      Wallets.snapshot(figures.0) {
        $0.walletRemaining = ExactDecimal(figures.1)
        $0.packsAvailable = ExactDecimal(figures.2)
        $0.walletFrozen = ExactDecimal(1)
        $0.packsFrozen = ExactDecimal(1)
      }
    }
    let unit = try #require(WalletUnit(snapshots))
    #expect(unit.basis == .walletAndPacks)
    #expect(unit.isOfPacks && unit.isOfWallet)
    #expect(unit.frozen(snapshots[0].figures) == Points(20))
  }

  @Test(arguments: [("12.34567891", Int64(123_456_789)), ("0.00000005", 1), ("-0.00000005", -1)])
  func `a balance is rounded to the nearest point once`(usd: String, points: Int64) throws {
    #expect(Points(roundingUSD: try #require(ExactDecimal(usd))) == Points(points))
  }

  @Test(
    arguments: [("100", Int64(1_000_000_000)), ("0.0000001", 1), ("0.00000015", nil)]
      as [(String, Int64?)])
  func `a top-up is exact or refused`(usd: String, points: Int64?) throws {
    #expect(Points(exactUSD: try #require(ExactDecimal(usd))) == points.map { Points($0) })
  }
}
