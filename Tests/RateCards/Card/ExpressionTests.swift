import Domain
import RateCards
import Testing

/// Sums of products, as cards write quantities.
@Suite struct ExpressionTests {
  private static func quantity(_ text: String, _ fields: [String: Value]) throws -> String {
    let charge = try TestCard.pricer(
      TestCard.poster("quantity: \(text)\nusd: 1")
    ).poster(fields)
    return charge.quantities["image"]?.description ?? charge.unpricedReason ?? ""
  }

  static let values: [(String, String)] = [
    ("width", "6"), ("2", "2"), ("width * height", "24"), ("width*height", "24"),
    ("width + height", "10"), ("width - height", "2"), ("width + height / 2", "8"),
    ("width / 2 / 3", "1"), ("width * height / 5", "4.8"), ("2 * width + 3 * height - 1", "23"),
    ("half-size + width", "6.5"), ("width + seconds", "14"), ("width - 6", "0"),
  ]

  @Test(arguments: ExpressionTests.values)
  func `products and quotients come before sums and differences`(
    _ text: String, _ value: String
  ) throws {
    let fields: [String: Value] = [
      "width": 6, "height": 4, "half-size": .decimal("0.5"), "seconds": "8 S",
    ]
    #expect(try Self.quantity(text, fields) == value)
  }

  @Test func `an expression with an unknown field, or below 0, is no quantity`() throws {
    #expect(
      try Self.quantity("width + height / 2", ["width": 6])
        == "the number of images is not known: the request lacks height")
    #expect(
      try Self.quantity("[width - height, 1]", ["width": 1, "height": 2]) == "1",
      "less than nothing can't be billed")
  }

  @Test(arguments: [
    "width *", "width + ", "* width", "width height", "width / height", "width / 0", "width / -2",
    "+ width", "width ++ height", "width + - height",
  ])
  func `anything else is refused with an example`(_ text: String) throws {
    let refusal = try #require(
      TestCard.refusal(of: TestCard.poster("quantity: \"\(text)\"\nusd: 1")))
    #expect(
      refusal.contains(
        "expected an expression such as width * height or duration + extra / 2, found"))
  }

  @Test func `an expression is written back as it was read`() {
    let texts = ["width", "width * height / 2", "a + b / 2 - 3 * c", "0.5"]
    for text in texts {
      let charge = try? TestCard.card(TestCard.poster("quantity: \(text)\nusd: 1"))
      let value = charge?.layers[0].groups[0].measures[0].quantity.alternatives[0].value
      guard case .known(let expression) = value else {
        Issue.record("\(text) was not read")
        continue
      }
      #expect(expression.description == text)
    }
  }
}
