import Domain
import RateCards
import TestSupport
import Testing
import Traffic

/// Whether no value can meet two conditions, which finds contradictions in a card.
@Suite struct ConditionExclusionTests {
  /// Two tests of one field, and whether they cannot be combined.
  struct Case: Sendable, CustomTestStringConvertible {
    let left: Condition
    let right: Condition
    let excludes: Bool

    init(_ left: Condition.Test, _ right: Condition.Test, _ excludes: Bool) {
      self.left = Condition(field: "x", test: left)
      self.right = Condition(field: "x", test: right)
      self.excludes = excludes
    }

    var testDescription: String {
      "\(left) and \(right) \(excludes ? "cannot be combined" : "may hold together")"
    }
  }

  private static let five = ExactDecimal(5)
  private static let six = ExactDecimal(6)

  static let cases: [Case] = [
    Case(.oneOf(["a"]), .oneOf(["b"]), true),
    Case(.oneOf(["a"]), .oneOf(["A"]), false),
    Case(.oneOf(["a", "b"]), .oneOf(["b", "c"]), false),
    Case(.oneOf(["2.0"]), .oneOf(["2"]), false),
    Case(.oneOf(["5"]), .within(.atMost(five)), false),
    Case(.oneOf(["5"]), .within(.below(five)), true),
    Case(.oneOf(["6", "7"]), .within(.atMost(five)), true),
    Case(.oneOf(["5", "7"]), .within(.atMost(five)), false),
    Case(.oneOf(["8s"]), .within(.above(five)), false),
    Case(.within(.atMost(five)), .within(.atLeast(five)), false),
    Case(.within(.atMost(five)), .within(.above(five)), true),
    Case(.within(.below(five)), .within(.atLeast(five)), true),
    Case(.within(.below(five)), .within(.above(five)), true),
    Case(.within(.atMost(five)), .within(.atLeast(six)), true),
    Case(.within(.atMost(six)), .within(.atLeast(five)), false),
    Case(.within(.atMost(five)), .within(.below(six)), false),
    Case(.within(.above(five)), .within(.above(six)), false),
  ]

  @Test(arguments: ConditionExclusionTests.cases)
  func `two conditions cannot be combined in whatever order they are asked`(_ item: Case) {
    #expect(item.left.excludes(item.right) == item.excludes)
    #expect(item.right.excludes(item.left) == item.excludes)
  }

  @Test func `conditions on two fields never cannot be combined`() {
    let left = Condition(field: "x", test: .oneOf(["a"]))
    let right = Condition(field: "y", test: .oneOf(["b"]))
    #expect(!left.excludes(right))
  }

  @Test func `seconds as a text and as a number are the same seconds`() {
    let number = Condition(field: "x", test: .oneOf(["8"]))
    let text = Condition(field: "x", test: .oneOf(["8s"]))
    #expect(number.match(.word("8s")) != nil)
    #expect(text.match(.word("8s")) != nil)
    #expect(!text.excludes(number), "8s meets both")
    #expect(!number.excludes(text), "8s meets both")
  }

  private static func randomTest(_ random: inout SeededRandom) -> Condition.Test {
    let bound = ExactDecimal(Int64.random(in: 0...4, using: &random))
    switch Int.random(in: 0...4, using: &random) {
    case 0: return .within(.atMost(bound))
    case 1: return .within(.below(bound))
    case 2: return .within(.atLeast(bound))
    case 3: return .within(.above(bound))
    default:
      let words = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        ["0", "1", "2.0", "3", "4", "a", "B"].randomElement(using: &random) ?? "a"
      }
      return .oneOf(words)
    }
  }

  private static let values: [FieldValue] =
    (Int64(-1)...5).map { FieldValue.number(ExactDecimal($0)) }
    + ["0.5", "1.5", "2.5", "3.5", "a", "b", "B", "2"].map { FieldValue.word($0) }

  @Test(arguments: [UInt64](1...50))
  func `no value meets two conditions that cannot be combined`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<40 {
      let left = Condition(field: "x", test: Self.randomTest(&random))
      let right = Condition(field: "x", test: Self.randomTest(&random))
      let meetsBoth = Self.values.first { left.match($0) != nil && right.match($0) != nil }
      #expect(left.excludes(right) == right.excludes(left), "\(left) and \(right)")
      if let meetsBoth {
        #expect(!left.excludes(right), "\(meetsBoth) meets \(left) and \(right)")
      }
    }
  }
}
