import Domain
import RateCards
import Testing

@Suite struct RoundingTests {
  /// An exact amount in USD with the points that each rule makes of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let usd: String
    let halfUp: Int64
    let up: Int64
    let down: Int64

    var testDescription: String { "\(usd) USD" }
  }

  static let cases = [
    Case(usd: "0.0000001", halfUp: 1, up: 1, down: 1),
    Case(usd: "0.00000005", halfUp: 1, up: 1, down: 0),
    Case(usd: "0.000000049999", halfUp: 0, up: 1, down: 0),
    Case(usd: "0.00000015", halfUp: 2, up: 2, down: 1),
    Case(usd: "0.00000025", halfUp: 3, up: 3, down: 2),
    Case(usd: "0.000000000001", halfUp: 0, up: 1, down: 0),
    Case(usd: "0", halfUp: 0, up: 0, down: 0),
  ]

  @Test(arguments: RoundingTests.cases)
  func `a half goes up unless the card says otherwise`(_ item: Case) throws {
    let price = { (rule: String) in
      try TestCard.pricer(TestCard.poster("usd: \(item.usd)\n\(rule)")).poster().expected?.count
    }
    #expect(try price("") == item.halfUp)
    #expect(try price("round: half up") == item.halfUp)
    #expect(try price("round: up") == item.up)
    #expect(try price("round: down") == item.down)
  }

  @Test func `three posters of a third of a point cost one point`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("per: 3\nquantity: posters\nusd: 0.0000001"))
    #expect(try pricer.poster(["posters": 1]).expected == Points(0))
    #expect(try pricer.poster(["posters": 2]).expected == Points(1))
    #expect(try pricer.poster(["posters": 3]).expected == Points(1))
    #expect(try pricer.poster(["posters": 30]).expected == Points(10))
  }

  @Test func `three measures of a third of a point cost one point`() throws {
    let pricer = try TestCard.pricer(
      """
      - model: studio
        task_type: poster
        measures:
          paper: { unit: sheet, per: 3, quantity: 1 }
          ink: { unit: drop, per: 3, quantity: 1 }
          frame: { unit: frame, per: 3, quantity: 1 }
        usd: { paper: 0.0000001, ink: 0.0000001, frame: 0.0000001 }
      """)
    #expect(try pricer.poster().expected == Points(1))
  }
}
