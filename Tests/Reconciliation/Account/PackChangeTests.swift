import Domain
import Reconciliation
import Testing

@Suite struct PackChangeTests {
  /// The window between two snapshots with packs, where nothing was billed.
  private static func window(
    from opening: Int64, _ before: [CreditPack], to closing: Int64, _ after: [CreditPack]
  ) -> WalletWindow {
    RollForward(
      Wallets.steps([(opening, 0, before), (closing, 0, after)]), topUps: []
    ).windows[1]
  }

  @Test func `a pack that appears is a top-up if the balance rose by exactly its capacity`() {
    let window = Self.window(
      from: 100, [], to: 600, [Wallets.pack("p7", capacity: 500)])
    #expect(window.topUps == Points(500))
    #expect(!window.isUnexplained)
    #expect(window.detail == "top-up of 0.00005 USD by credit pack p7, counted in points")
  }

  @Test func `a capacity may turn out to be in USD`() {
    let window = Self.window(
      from: 0, [], to: 250_000_000, [Wallets.pack("p7", capacity: 25)])
    #expect(window.topUps == Points(250_000_000))
    #expect(window.detail == "top-up of 25.00 USD by credit pack p7, counted in USD")
  }

  @Test(arguments: [Int64(599), 601])
  func `a pack that does not explain the rise to the point is only listed`(closing: Int64) {
    let window = Self.window(
      from: 100, [], to: closing, [Wallets.pack("p7", capacity: 500)])
    #expect(window.topUps == .zero)
    #expect(window.unexplained == Points(closing - 100))
    #expect(window.detail == "credit pack p7 of 500 in the provider's units appeared")
  }

  @Test func `the rest of an expired pack counts as expired if the balance fell by it`() {
    let pack = Wallets.pack("p1", capacity: 500, used: 200, expires: Wallets.hour(5))
    let window = Self.window(from: 1000, [pack], to: 700, [])
    #expect(window.expired == Points(300))
    #expect(!window.isUnexplained)
    #expect(window.balances)
  }

  @Test
  func `what the closing snapshot says of an expired pack counts before what the opening said`() {
    let expires = Wallets.hour(5)
    let window = Self.window(
      from: 1000, [Wallets.pack("p1", capacity: 500, used: 200, expires: expires)], to: 750,
      [Wallets.pack("p1", capacity: 500, used: 250, expires: expires, isActive: false)])
    #expect(window.expired == Points(250))
  }

  @Test func `a pack that expires with something left is listed if that explains nothing`() {
    let pack = Wallets.pack("p1", capacity: 500, used: 200, expires: Wallets.hour(5))
    let window = Self.window(from: 1000, [pack], to: 999, [])
    #expect(window.unexplained == Points(-1))
    #expect(window.detail == "credit pack p1 expired with 300 in the provider's units left")
  }

  @Test(arguments: [Int64(24), 25])
  func `a pack expires in the window that contains its end`(hours: Int64) {
    let pack = Wallets.pack("p1", capacity: 300, expires: Wallets.hour(hours))
    let window = Self.window(from: 1000, [pack], to: 700, [pack])
    #expect(window.isUnexplained == (hours == 25))
  }

  @Test func `a balance that is explained without packs leaves them alone`() {
    let window = Self.window(from: 100, [], to: 100, [Wallets.pack("p7", capacity: 500)])
    #expect(window.topUps == .zero)
    #expect(window.detail.isEmpty)
  }
}
