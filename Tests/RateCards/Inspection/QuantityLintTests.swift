import RateCards
import Testing

/// Objections to quantities that no bill can have, and to what is never reached.
@Suite struct QuantityLintTests {
  private static func objection(_ severity: String, _ text: String) -> String {
    "card.yaml:1: \(severity): studio/poster: \(text)"
  }

  static let bounds: [LintCase] = [
    LintCase("bounds in their order", "usd: 1\nquantity: { unknown: [1, 30] }"),
    LintCase(
      "bounds in the wrong order", "usd: 1\nquantity: { unknown: [30, 1] }",
      objection("error", "the quantity of image has its bounds in the wrong order")),
    LintCase(
      "bounds in the wrong order, whatever the length",
      "usd: 1\nquantity: { unknown: [seconds + 7.7, seconds] }",
      objection("error", "the quantity of image has its bounds in the wrong order")),
    LintCase(
      "bounds whose order depends on the task", "usd: 1\nquantity: { unknown: [seconds, limit] }"),
    LintCase("one quantity", "usd: 1\nquantity: { unknown: [5, 5] }"),
    LintCase(
      "bounds between which no quantity is", "usd: 1\nquantity: { unknown: [1.1, 1.4], step: 0.5 }",
      objection("error", "the quantity of image has no multiple of 0.5 between its bounds")),
    LintCase(
      "bounds closer than the step, with a quantity between them",
      "usd: 1\nquantity: { unknown: [1.2, 1.6], step: 0.5 }"),
    LintCase(
      "a step within the bounds",
      "usd: 1\nquantity: { unknown: [seconds, seconds + 7.7], step: 0.5 }"),
    LintCase(
      "a step wider than the bounds",
      "usd: 1\nquantity: { unknown: [seconds, seconds + 7.7], step: 10 }",
      objection(
        "warning", "the quantity of image has bounds 7.7 apart, less than its step of 10")),
    LintCase(
      "a step of lots that are billed in full",
      "usd: 1\nper: 5\nstarted: true\nquantity: { unknown: [1, 30], step: 0.5 }",
      objection(
        "warning", "the quantity of image has a step, but every started lot is billed in full")),
  ]

  static let reach: [LintCase] = [
    LintCase(
      "a quantity behind a number", "usd: 1\nquantity: [2, sheets]",
      objection("warning", "the quantity of image never gets beyond its alternative 1")),
    LintCase(
      "a quantity behind one of a period",
      "usd: 1\nquantity: [{ value: 2, until: 2026-02-01 }, sheets]"),
    LintCase(
      "a field derived from another or else a number",
      "usd: 1\nquantity: area\nfields: { area: [width * height, 4] }"),
    LintCase(
      "a field derived from a number or else another",
      "usd: 1\nquantity: area\nfields: { area: [4, width * height] }",
      objection("warning", "the derived field area never gets beyond its alternative 1")),
  ]

  static let lists: [LintCase] = [
    LintCase("a list price that is rounded up", "usd: 0.0005\nround_price: 0.001"),
    LintCase(
      "a list price of which nothing is left", "usd: 0.0004\nround_price: 0.001",
      "card.yaml:6: error: studio/poster: its list price is rounded to 0 USD; expected a finer "
        + "round_price:"),
    LintCase(
      "a list price that its markup saves", "usd: 0.0004\nmarkup: 25%\nround_price: 0.001"),
    LintCase("a price of nothing", "usd: 0\nround_price: 0.001"),
  ]

  @Test(arguments: QuantityLintTests.bounds)
  func `a quantity that the response lacks is a multiple of its step between its bounds`(
    _ item: LintCase
  ) throws {
    #expect(try item.found == item.objections)
  }

  @Test(arguments: QuantityLintTests.reach)
  func `an alternative that nothing reaches is objected to`(_ item: LintCase) throws {
    #expect(try item.found == item.objections)
  }

  @Test(arguments: QuantityLintTests.lists)
  func `a price that is rounded to nothing is objected to`(_ item: LintCase) throws {
    #expect(try item.found == item.objections)
  }
}
