import Domain
import Foundation
import RateCards
import Testing

/// A price recomputed from the texts of a formula with Foundation's decimal numbers.
private struct DecimalProof {
  let formula: PriceFormula
  let quantities: BilledQuantities

  /// The points of the task.
  func points() throws -> Decimal {
    var usd = Decimal(0)
    for line in formula.lines {
      let billed = try started(quantity(line.measure), of: line)
      usd += try price(of: line) * billed / number(line.per)
    }
    for surcharge in formula.surcharges where quantities[surcharge.unit] != nil {
      let beyond = try quantity(surcharge.unit) - number(surcharge.beyond)
      if beyond > 0 { usd += try number(surcharge.usd) * beyond }
    }
    if let minimum = formula.minimum { usd = try max(usd, number(minimum)) }
    return rounded(usd * 10_000_000, .plain)
  }

  /// The points of one lot of the one measure.
  func lotPoints() throws -> Decimal {
    let line = try #require(formula.lines.first)
    return try rounded(price(of: line) * 10_000_000, .plain)
  }

  /// The USD of a lot, with multiplier and markups.
  private func price(of line: PriceFormula.Line) throws -> Decimal {
    var usd = try number(line.usd)
    if let multiplier = formula.multiplier { usd *= try number(multiplier) }
    for markup in formula.markups { usd *= try (100 + number(markup)) / 100 }
    guard let step = try formula.priceStep.map(number) else { return usd }
    return rounded(usd / step, .plain) * step
  }

  private func started(_ quantity: Decimal, of line: PriceFormula.Line) throws -> Decimal {
    guard line.isPerStarted else { return quantity }
    return try rounded(quantity / number(line.per), .up) * number(line.per)
  }

  private func quantity(_ name: String) throws -> Decimal {
    try number(try #require(quantities[name]).description)
  }

  private func number(_ decimal: ExactDecimal) throws -> Decimal {
    try number(decimal.description)
  }

  private func number(_ text: String) throws -> Decimal {
    try #require(Decimal(string: text), "\(text) is no decimal number")
  }

  private func rounded(_ value: Decimal, _ mode: NSDecimalNumber.RoundingMode) -> Decimal {
    var exact = value
    var whole = Decimal(0)
    NSDecimalRound(&whole, &exact, 0, mode)
    return whole
  }
}

@Suite struct BuiltInProofTests {
  @Test(arguments: ExampleCase.all)
  func `the proof of an example adds up when computed with other arithmetic`(
    _ item: ExampleCase
  ) throws {
    let charge = try item.charge
    let proof = DecimalProof(
      formula: try #require(charge.formula), quantities: charge.quantities)
    let found = try item.example.isPerLot ? proof.lotPoints() : proof.points()
    #expect(found == Decimal(item.example.expected.count))
  }

  @Test(arguments: ExampleCase.all)
  func `the steps of an example end in its price`(_ item: ExampleCase) throws {
    let charge = try item.charge
    let formula = try #require(charge.formula)
    var pipeline = PricePipeline(formula)
    guard !item.example.isPerLot else { return }
    #expect(try pipeline.price(charge.quantities) == item.example.expected)
    let order = [
      "base", "multiplier", "markup", "list price", "quantity", "surcharge", "minimum", "rounding",
    ]
    #expect(pipeline.steps.first?.operation == "base")
    #expect(pipeline.steps.last?.operation == "rounding")
    #expect(pipeline.steps.allSatisfy { order.contains($0.operation) })
    let points = item.example.expected
    #expect(pipeline.steps.last?.result == "\(points.count) points = \(points.usdText) USD")
  }

  @Test(arguments: ExampleCase.all)
  func `the proof of an example survives being stored`(_ item: ExampleCase) throws {
    let formula = try #require(try item.charge.formula)
    let stored = try JSONEncoder().encode(formula)
    #expect(try JSONDecoder().decode(PriceFormula.self, from: stored) == formula)
  }
}
