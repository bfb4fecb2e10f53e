package import Domain

/// A test on one field of a request.
package struct Condition: Hashable, Sendable {
  package enum Test: Hashable, Sendable {
    /// The field means one of these (``FieldValue/means(_:)``).
    case oneOf([String])
    /// The field is a number between bounds.
    case within(Interval)
  }

  package let field: String
  package let test: Test

  package init(field: String, test: Test) {
    (self.field, self.test) = (field, test)
  }

  /// The card's spelling of what the value matches; nil if it does not.
  package func match(_ value: FieldValue?) -> String? {
    guard let value else { return nil }
    switch test {
    case .oneOf(let words): return words.first { value.means($0) }
    case .within(let interval):
      guard let number = value.numeric, interval.contains(number.ratio) else { return nil }
      return testText
    }
  }

  /// What the test requires: `2K`, `5 or 10`, `<=1048576`.
  package var testText: String {
    switch test {
    case .oneOf(let words): words.joined(separator: " or ")
    case .within(let interval): interval.description
    }
  }
}

extension Condition: CustomStringConvertible {
  package var description: String {
    if case .oneOf = test { "\(field)=\(testText)" } else { "\(field)\(testText)" }
  }
}

extension Condition {
  /// Whether no value can pass the test.
  package var isImpossible: Bool {
    switch test {
    case .oneOf(let words): words.isEmpty
    case .within(let interval): interval.isEmpty
    }
  }

  /// Whether no value can pass both tests.
  package func excludes(_ other: Condition) -> Bool {
    guard field == other.field else { return false }
    switch (test, other.test) {
    case (.oneOf(let words), _):
      return words.allSatisfy { other.match(.word($0)) == nil }
    case (_, .oneOf): return other.excludes(self)
    case (.within(let interval), .within(let otherInterval)):
      return interval.isDisjoint(from: otherInterval)
    }
  }
}

/// The numbers between two bounds, each of which may be missing, inclusive or exclusive.
package struct Interval: Hashable, Sendable {
  package struct Bound: Hashable, Sendable {
    package let number: ExactDecimal
    package let isIncluded: Bool
  }

  package private(set) var lower: Bound?
  package private(set) var upper: Bound?

  package func contains(_ number: Ratio) -> Bool {
    let isAbove = lower.map {
      number > $0.number.ratio || ($0.isIncluded && number == $0.number.ratio)
    }
    let isBelow = upper.map {
      number < $0.number.ratio || ($0.isIncluded && number == $0.number.ratio)
    }
    return isAbove ?? true && isBelow ?? true
  }

  /// Whether no number lies between the bounds.
  package var isEmpty: Bool { Interval.isNothing(from: lower, to: upper) }

  /// Whether no number lies in both.
  package func isDisjoint(from other: Interval) -> Bool {
    Interval.isNothing(from: lower, to: other.upper)
      || Interval.isNothing(from: other.lower, to: upper)
  }

  private static func isNothing(from lower: Bound?, to upper: Bound?) -> Bool {
    guard let lower, let upper else { return false }
    let (low, high) = (lower.number.ratio, upper.number.ratio)
    return high < low || (high == low && !(lower.isIncluded && upper.isIncluded))
  }
}

extension Interval {
  package static func atMost(_ number: ExactDecimal) -> Interval {
    Interval(upper: Bound(number: number, isIncluded: true))
  }

  package static func below(_ number: ExactDecimal) -> Interval {
    Interval(upper: Bound(number: number, isIncluded: false))
  }

  package static func atLeast(_ number: ExactDecimal) -> Interval {
    Interval(lower: Bound(number: number, isIncluded: true))
  }

  package static func above(_ number: ExactDecimal) -> Interval {
    Interval(lower: Bound(number: number, isIncluded: false))
  }

  /// From the lower bound of one to the upper bound of another; nil if either lacks that bound or
  /// has a second one.
  package init?(from lowerBounded: Interval, to upperBounded: Interval) {
    guard let lower = lowerBounded.lower, let upper = upperBounded.upper,
      lowerBounded.upper == nil, upperBounded.lower == nil
    else { return nil }
    self.init(lower: lower, upper: upper)
  }
}

extension Interval: CustomStringConvertible {
  /// `<=1048576`, or of two bounds `>524288 and <=1048576`.
  package var description: String {
    let lowerText = lower.map { "\($0.isIncluded ? ">=" : ">")\($0.number)" }
    let upperText = upper.map { "\($0.isIncluded ? "<=" : "<")\($0.number)" }
    return [lowerText, upperText].compactMap(\.self).joined(separator: " and ")
  }
}
