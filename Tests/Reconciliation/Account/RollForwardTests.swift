import Domain
import Reconciliation
import TestSupport
import Testing
import Traffic

@Suite struct RollForwardTests {
  private static func window(
    _ steps: [RollForward.Step], topUps: [TopUp] = [], at index: Int = 1
  ) -> WalletWindow {
    RollForward(steps, topUps: topUps).windows[index]
  }

  @Test func `a balance that falls by what was billed is explained`() {
    let window = Self.window(Wallets.steps([(100, 0, []), (70, 30, [])]))
    #expect(!window.isUnexplained)
    #expect(window.opening == Points(100))
    #expect(window.closing == Points(70))
  }

  @Test func `the first snapshot opens and is no change`() {
    let window = Self.window(Wallets.steps([(100, 999, [])]), at: 0)
    #expect(window.opening == nil)
    #expect(!window.isUnexplained)
  }

  @Test(arguments: [(Int64(60), Int64(-10)), (71, 1), (70, 0)])
  func `what is missing is negative, what is too much is positive, to the point`(
    closing: Int64, unexplained: Int64
  ) {
    let window = Self.window(Wallets.steps([(100, 0, []), (closing, 30, [])]))
    #expect(window.unexplained == Points(unexplained))
  }

  @Test func `spend that only the history shows explains a fall`() {
    let window = Self.window(Wallets.steps([(100, 0, []), (65, 30, [])], unlogged: 5))
    #expect(!window.isUnexplained)
  }

  @Test func `a top-up of a day counts in the window that it explains to the point`() {
    // The day lies in both windows, and only the first one rose by the amount.
    let steps = Wallets.steps([(100, 0, []), (150, 0, []), (150, 0, [])])
    let books = RollForward(steps, topUps: [Wallets.topUp(50, day: "2026-05-05")])
    #expect(books.windows.map(\.topUps) == [.zero, Points(50), .zero])
    #expect(books.windows.filter(\.isUnexplained) == [])
  }

  @Test func `a top-up that explains nothing counts when its day ends, and shows`() {
    let steps = Wallets.steps([(100, 0, []), (100, 0, []), (100, 0, [])])
    let books = RollForward(steps, topUps: [Wallets.topUp(50, day: "2026-05-05")])
    #expect(books.windows.map(\.unexplained) == [.zero, .zero, Points(-50)])
  }

  @Test func `a top-up with a time counts in the window of that time`() {
    let steps = Wallets.steps([(100, 0, []), (100, 0, []), (150, 0, [])])
    let topUp = Wallets.topUp(50, day: "2026-05-05", at: Wallets.hour(24))
    #expect(RollForward(steps, topUps: [topUp]).windows[1].topUps == Points(50))
    let later = Wallets.topUp(50, day: "2026-05-05", at: Wallets.hour(25))
    #expect(RollForward(steps, topUps: [later]).windows[2].topUps == Points(50))
  }

  @Test func `a top-up after the latest snapshot waits, one before the first is in its balance`() {
    let steps = Wallets.steps([(100, 0, []), (100, 0, [])])
    let early = Wallets.topUp(7, day: "2026-05-01")
    let late = Wallets.topUp(8, day: "2026-05-05")
    let books = RollForward(steps, topUps: [early, late])
    #expect(books.pending.topUps == [late])
    #expect(books.windows.filter(\.isUnexplained) == [])
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func `every window adds up, whatever happened`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let numbers = { (upTo: Int64) in Int64.random(in: 0...upTo, using: &random) }
    let steps = Wallets.steps(
      (0..<40).map { index in
        let packs = (0..<numbers(2)).map { number in
          Wallets.pack(
            "p\(index / 3)-\(number)", capacity: numbers(9), used: numbers(3),
            expires: Wallets.hour(numbers(900)))
        }
        return (numbers(20), numbers(9), packs)
      }, unlogged: 1)
    let topUps = (1...9).map { Wallets.topUp(numbers(9) + 1, day: "2026-05-1\($0)") }
    let windows = RollForward(steps, topUps: topUps).windows
    #expect(windows.filter { !$0.balances } == [])
  }
}

@Suite struct BookingBasisTests {
  @Test func `the basis that leaves fewer windows unexplained is used`() {
    // A task of 30 is created in the first window and ends in the second one.
    let ended = Wallets.steps([(100, 0, []), (70, 0, []), (70, 30, [])])
    let created = Wallets.steps([(100, 0, []), (70, 30, []), (70, 0, [])])
    let books = RollForward(ended: ended, created: created, topUps: [])
    #expect(books.basis == .created)
    #expect(books.windows.filter(\.isUnexplained) == [])
    #expect(RollForward(ended: created, created: ended, topUps: []).basis == .ended)
  }

  @Test func `on a tie, tasks count when they end`() {
    let steps = Wallets.steps([(100, 0, []), (70, 0, [])])
    #expect(RollForward(ended: steps, created: steps, topUps: []).basis == .ended)
  }
}
