import Domain
import RateCards
import Testing

/// An example of the built-in card, named as in the card.
struct ExampleCase: Sendable, CustomTestStringConvertible {
  let example: PriceExample

  var testDescription: String { example.name }

  static let all: [ExampleCase] =
    ((try? BuiltIn.card)?.layers.flatMap(\.examples) ?? []).map { ExampleCase(example: $0) }

  var charge: Charge {
    get throws { try BuiltIn.pricer.charge(for: example.input) }
  }
}

@Suite struct BuiltInExampleTests {
  @Test func `the card has plenty of examples`() throws {
    #expect(try BuiltIn.card.layers.flatMap(\.examples).count >= 230)
    #expect(ExampleCase.all.count >= 230)
  }

  @Test(arguments: ExampleCase.all)
  func `an example costs what it says`(_ item: ExampleCase) throws {
    let charge = try item.charge
    if item.example.isPerLot {
      let lot = try #require(charge.lotPrice, "\(charge.unpricedReason ?? "no lot")")
      #expect(lot.lot.rounded(.halfUp) == Int128(item.example.expected.count))
    } else {
      let expected = try #require(charge.expected, "\(charge.unpricedReason ?? "no price")")
      #expect(expected == item.example.expected)
    }
  }

  @Test(arguments: ExampleCase.all)
  func `an example costs more than nothing`(_ item: ExampleCase) {
    #expect(item.example.expected > .zero)
  }

  @Test func `every rate is reached by an example`() throws {
    let reached = try Set(
      ExampleCase.all.compactMap { item in
        try item.charge.formula.map { "\($0.rate) \($0.period), \($0.place)" }
      })
    let rates = try BuiltIn.card.layers.flatMap(\.groups).flatMap { group in
      group.rates.map { "\(group.name(of: $0)) \($0.period), \(Self.place(of: $0))" }
    }
    #expect(rates.count >= 200)
    #expect(rates.filter { !reached.contains($0) } == [])
  }

  /// As a proof names it: the entry, and for an inherited price where that is.
  private static func place(of rate: Rate) -> String {
    rate.inheritedFrom.map { "\(rate.place), like \($0)" } ?? rate.place.description
  }

  @Test func `every line with a price is reached by an example`() throws {
    let reached = try Set(ExampleCase.all.compactMap { try $0.charge.formula?.place })
    let places = try BuiltIn.card.layers.flatMap(\.groups).flatMap(\.rates)
      .map(Self.place)
    #expect(Set(places).subtracting(reached) == [])
  }
}
