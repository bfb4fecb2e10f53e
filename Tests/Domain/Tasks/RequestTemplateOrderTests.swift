import Domain
import Testing
import Traffic

/// For two requests with the same varying values, the templates alone decide which is the fuller
/// one.
@Suite struct RequestTemplateOrderTests {
  private static let names = ["a", "aspect", "n", "prompt", "quality", "size", "z"]

  private static func request(_ random: inout SeededRandom, seed: Int) -> Request {
    var fields = names.filter { _ in Bool.random(using: &random) }.map { name in
      Request.Field(
        name,
        Bool.random(using: &random)
          ? .word(["1", "12", "x", "xy"].randomElement(using: &random) ?? "")
          : .number(ExactDecimal(Int64.random(in: 1...12, using: &random))))
    }
    fields.append(Request.Field("seed", .number(ExactDecimal(Int64(seed)))))
    return Request(model: "m", taskType: "t", fields: fields)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `as the requests themselves`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let (left, right) = (
        Self.request(&random, seed: 77), Self.request(&random, seed: 77)
      )
      let (leftTemplate, rightTemplate) = (left.template, right.template)
      #expect(leftTemplate.agrees(with: rightTemplate))
      #expect(
        leftTemplate.isFuller(than: rightTemplate) == left.isFuller(than: right), "seed \(seed)")
    }
  }

  @Test func `templates of other models, task types or varying fields do not agree`() {
    let template = { (model: String, type: String, names: [String]) in
      RequestTemplate(model: model, taskType: type, sharedFields: [], varyingNames: names)
    }
    let one = template("m", "t", ["seed"])
    #expect(one.agrees(with: template("m", "t", ["seed"])))
    #expect(!one.agrees(with: template("n", "t", ["seed"])))
    #expect(!one.agrees(with: template("m", "u", ["seed"])))
    #expect(!one.agrees(with: template("m", "t", [])))
  }
}
