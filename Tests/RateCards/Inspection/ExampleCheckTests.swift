import Domain
import RateCards
import Testing

/// Examples of a card compared with the card's results.
@Suite struct ExampleCheckTests {
  /// An example with its result.
  struct Case: Sendable, CustomTestStringConvertible {
    let example: String
    let found: String
    let passes: Bool

    var testDescription: String { example }
  }

  static let cases = [
    Case(example: "task_type: poster, usd: 1.5", found: "1.50 USD", passes: true),
    Case(example: "task_type: poster, usd: 1.6", found: "1.50 USD", passes: false),
    Case(example: "task_type: poster, lot_usd: 1.5", found: "1.50 USD", passes: false),
    Case(example: "task_type: film, lot_usd: 0.065", found: "0.065 USD per lot", passes: true),
    Case(example: "task_type: film, lot_usd: 0.06", found: "0.065 USD per lot", passes: false),
    Case(example: "task_type: film, usd: 0.065", found: "0.065 USD per lot", passes: false),
    Case(
      example: "task_type: song, usd: 1",
      found: "no rate for task type song of studio: its task types are film, poster",
      passes: false),
  ]

  @Test(arguments: ExampleCheckTests.cases)
  func `an example passes if the card gives exactly its price`(_ item: Case) throws {
    let card = try TestCard.card(
      """
      rates:
        - { model: studio, task_type: poster, unit: image, usd: 1, times: 1.5 }
        - { model: studio, task_type: film, unit: second, quantity: { unknown: any }, usd: 0.065 }
      examples:
        - { name: x, model: studio, \(item.example) }
      """)
    let check = try #require(ExampleCheck.checks(of: card).first)
    #expect(check.found == item.found)
    #expect(check.passes == item.passes)
    #expect(check.example.name == "x")
    #expect(check.example.place.description == "card.yaml:5")
  }

  @Test func `an example is checked against its own card and those below, and none above`() throws {
    let own = TestCard.source(
      """
      agreements: [{ family: Seedream, percent: -10%, from: 2026-09-01, source: contract 7 }]
      rates: [{ model: Qubico/skyreels, task_type: img2video, unit: generation, usd: 0.1 }]
      examples:
        - { name: ours, model: Qubico/skyreels, task_type: img2video, usd: 0.1 }
        - { name: theirs, model: Qubico/skyreels, task_type: img2video, usd: 0.15 }
        - { name: a 3K image less 10 %, model: seedream, task_type: seedream-5-lite,
            fields: { size: 3K }, outputs: 1, created: 2026-09-02, usd: 0.0378 }
      """)
    let checks = ExampleCheck.checks(of: try RateCard(reading: [own, .builtIn]))
    #expect(checks.count > 200)
    #expect(checks.filter { !$0.passes }.map(\.example.name) == ["theirs"])
  }
}
