package import Billing

/// A test on one field of a request.
package struct Condition: Hashable, Sendable {
  package indirect enum Test: Hashable, Sendable {
    /// The field is one of these, compared as numbers where both are, else without case.
    case oneOf([String])
    case atMost(ExactDecimal)
    case below(ExactDecimal)
    case atLeast(ExactDecimal)
    case above(ExactDecimal)
    /// Two comparisons that both hold: a range.
    case both(Test, Test)
  }

  package let field: String
  package let test: Test

  package init(field: String, test: Test) {
    (self.field, self.test) = (field, test)
  }

  /// The card's own spelling of what the value meets, nil where it does not.
  package func match(_ value: FieldValue?) -> String? {
    guard let value else { return nil }
    switch test {
    case .oneOf(let words): return words.first { Condition.isEqual($0, value) }
    case .atMost(let bound): return compare(value) { $0 <= bound.ratio }
    case .below(let bound): return compare(value) { $0 < bound.ratio }
    case .atLeast(let bound): return compare(value) { $0 >= bound.ratio }
    case .above(let bound): return compare(value) { $0 > bound.ratio }
    case .both(let first, let second):
      let holds = [first, second].allSatisfy {
        Condition(field: field, test: $0).match(value) != nil
      }
      return holds ? testText : nil
    }
  }

  private static func isEqual(_ word: String, _ value: FieldValue) -> Bool {
    if let expected = FieldValue.word(word).numeric, let found = value.numeric {
      return expected == found
    }
    return word.lowercased() == value.text.lowercased()
  }

  private func compare(_ value: FieldValue, _ holds: (Ratio) -> Bool) -> String? {
    guard let number = value.numeric, holds(number.ratio) else { return nil }
    return testText
  }

  /// What the test wants: `2K`, `5 or 10`, `<=1048576`.
  package var testText: String { test.text }
}

extension Condition.Test {
  fileprivate var text: String {
    switch self {
    case .oneOf(let words): words.joined(separator: " or ")
    case .atMost(let bound): "<=\(bound)"
    case .below(let bound): "<\(bound)"
    case .atLeast(let bound): ">=\(bound)"
    case .above(let bound): ">\(bound)"
    case .both(let first, let second): "\(first.text) and \(second.text)"
    }
  }

  fileprivate var span: Condition.Span {
    switch self {
    case .oneOf: Condition.Span()
    case .atMost(let bound): Condition.Span(high: bound.ratio, includesHigh: true)
    case .below(let bound): Condition.Span(high: bound.ratio, includesHigh: false)
    case .atLeast(let bound): Condition.Span(low: bound.ratio, includesLow: true)
    case .above(let bound): Condition.Span(low: bound.ratio, includesLow: false)
    case .both(let first, let second): first.span.narrowed(by: second.span)
    }
  }
}

extension Condition: CustomStringConvertible {
  package var description: String {
    if case .oneOf = test { "\(field)=\(testText)" } else { "\(field)\(testText)" }
  }
}

extension Condition {
  /// Whether no value can meet the test.
  package var isImpossible: Bool { test.span.isEmpty }

  /// Whether no value can meet both tests.
  package func excludes(_ other: Condition) -> Bool {
    guard field == other.field else { return false }
    switch (test, other.test) {
    case (.oneOf(let words), _):
      return words.allSatisfy { other.match(.word($0)) == nil }
    case (_, .oneOf): return other.excludes(self)
    default: return test.span.isDisjoint(from: other.test.span)
    }
  }

  /// The numbers that a comparison admits; a missing bound is open.
  fileprivate struct Span {
    var low: Ratio?
    var high: Ratio?
    var includesLow = false
    var includesHigh = false

    /// The numbers that both admit, where each bounds another side.
    func narrowed(by other: Span) -> Span {
      Span(
        low: low ?? other.low, high: high ?? other.high,
        includesLow: low == nil ? other.includesLow : includesLow,
        includesHigh: high == nil ? other.includesHigh : includesHigh)
    }

    /// Whether no number lies between the bounds.
    var isEmpty: Bool {
      guard let low, let high else { return false }
      return high < low || (high == low && !(includesLow && includesHigh))
    }

    func isDisjoint(from other: Span) -> Bool {
      endsBefore(other) || other.endsBefore(self)
    }

    private func endsBefore(_ other: Span) -> Bool {
      guard let high, let low = other.low else { return false }
      return high < low || (high == low && !(includesHigh && other.includesLow))
    }
  }
}
