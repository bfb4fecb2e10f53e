import Domain
import Reconciliation
import TestSupport
import Testing
import Traffic

@Suite struct BalancePrecisionTests {
  /// The windows of balances told in some decimals, after the first snapshot.
  private static func windows(
    decimals: Int, _ balances: [(balance: Int64, billed: Int64)]
  ) -> [WalletWindow] {
    let steps = Wallets.steps(balances.map { ($0.balance, $0.billed, []) }, decimals: decimals)
    return Array(RollForward(steps, topUps: []).windows.dropFirst())
  }

  @Test(arguments: [
    (0, Int64(50_000)), (1, 50_000), (2, 50_000), (3, 5000), (4, 500), (6, 5), (7, 0), (14, 0),
  ])
  func `a figure is exact to half of its last decimal, and never coarser than cents`(
    decimals: Int, half: Int64
  ) {
    #expect(BalancePrecision(decimals: decimals).half == Points(half))
  }

  @Test(
    "each of the two balances may be off by half of its last decimal, and not by a point more",
    arguments: [
      (2, Int64(100_000)), (2, -100_000), (2, 100_001), (2, -100_001), (4, 1000), (4, 1001),
      (7, 0), (7, 1),
    ])
  func bound(decimals: Int, difference: Int64) throws {
    let window = try #require(
      Self.windows(decimals: decimals, [(90_000_000, 0), (80_000_000 + difference, 10_000_000)])
        .first)
    let isWithin = abs(difference) <= 2 * BalancePrecision(decimals: decimals).half.count
    #expect(window.isUnexplained == !isWithin)
    #expect(window.rounding == (isWithin ? Points(difference) : .zero))
    #expect(window.balances)
  }

  @Test("a leak of less than half a cent a day is found once it adds up to more than a cent")
  func leak() {
    let windows = Self.windows(
      decimals: 2, (0...5).map { (90_000_000 - 40_000 * $0, 0) })
    // Two days are within what cents can tell; the third one is not.
    #expect(windows.map(\.isUnexplained) == [false, false, true, false, false])
  }

  @Test("true balances that are told in cents never leave anything unexplained")
  func roundedBalances() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededRandom(seed: seed)
    for decimals in [2, 4] {
      let unit: Int64 = decimals == 2 ? 100_000 : 1000
      var balance: Int64 = 9_000_000_000
      let told = (0..<200).map { index in
        let billed = index == 0 ? 0 : Int64.random(in: 0...2_000_000, using: &random)
        balance -= billed
        return ((balance + unit / 2) / unit * unit, billed)
      }
      let open = Self.windows(decimals: decimals, told).filter {
        $0.isUnexplained || $0.timing != .zero || !$0.balances
      }
      #expect(open.isEmpty, "seed \(seed)")
    }
  }

  @Test("a top-up and a credit pack explain a balance in cents too")
  func topUp() {
    let rise = Int64(500_040_000)
    let steps = Wallets.steps([(90_000_000, 0, []), (90_000_000 + rise, 0, [])], decimals: 2)
    let window = RollForward(steps, topUps: [Wallets.topUp(500_000_000, day: "2026-05-05")])
      .windows[1]
    #expect(window.topUps == Points(500_000_000))
    #expect(window.rounding == Points(40_000))
    let packs = [Wallets.pack("p7", capacity: 500_000_000)]
    let packSteps = Wallets.steps(
      [(90_000_000, 0, []), (90_000_000 + rise, 0, packs)], decimals: 2)
    let recognized = RollForward(packSteps, topUps: []).windows[1]
    #expect(recognized.topUps == Points(500_000_000))
    #expect(recognized.rounding == Points(40_000))
    #expect(recognized.balances)
  }
}

@Suite struct TimingTests {
  private static func windows(_ balances: [(Int64, Int64)], decimals: Int = 7) -> [WalletWindow] {
    let steps = Wallets.steps(balances.map { ($0.0, $0.1, []) }, decimals: decimals)
    return Array(RollForward(steps, topUps: []).windows.dropFirst())
  }

  @Test("neighboring windows that mirror each other are timing, told once, with the later one")
  func mirrored() {
    let windows = Self.windows([(100, 0), (70, 0), (70, 30)])
    #expect(windows.map(\.timing) == [Points(-30), Points(30)])
    #expect(windows.filter(\.isUnexplained) == [])
    #expect(
      windows.map(\.detail) == [
        "",
        "timing: 0.000003 USD settled on the other side of the snapshot at 2026-05-05T02:00:00Z",
      ])
    #expect(windows.filter { !$0.balances } == [])
  }

  @Test(
    "what no neighbor has with the opposite sign stays unexplained",
    arguments: [
      // Not a neighbor.
      [(100, 0), (70, 0), (70, 0), (70, 30)],
      // Another amount.
      [(100, 0), (70, 0), (70, 29)],
      // The same sign.
      [(100, 0), (70, 0), (40, 0)],
    ] as [[(Int64, Int64)]])
  func unmirrored(balances: [(Int64, Int64)]) {
    let windows = Self.windows(balances)
    #expect(windows.count(where: \.isUnexplained) == 2)
    #expect(windows.allSatisfy { $0.timing == .zero })
  }

  @Test("a window is part of one pair only")
  func onePair() {
    let windows = Self.windows([(100, 0), (70, 0), (70, 30), (40, 0)])
    #expect(windows.map(\.unexplained) == [.zero, .zero, Points(-30)])
  }

  @Test("a pair in cents nets to nothing but the rounding of its balances")
  func rounded() {
    let windows = Self.windows(
      [(90_000_000, 0), (87_200_000, 0), (87_200_000, 2_780_000)], decimals: 2)
    #expect(windows.map(\.timing) == [Points(-2_800_000), Points(2_800_000)])
    #expect(windows.map(\.rounding) == [.zero, Points(-20_000)])
    #expect(windows.filter(\.isUnexplained) == [])
  }
}
