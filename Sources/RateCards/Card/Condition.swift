package import Domain

/// A test on one field of a request.
package struct Condition: Hashable, Sendable {
  package enum Test: Hashable, Sendable {
    /// The field is one of these, compared as numbers where both are, else without case.
    case oneOf([String])
    /// The field is a number between bounds.
    case within(Interval)
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
    case .within(let interval):
      guard let number = value.numeric, interval.contains(number.ratio) else { return nil }
      return testText
    }
  }

  private static func isEqual(_ word: String, _ value: FieldValue) -> Bool {
    if let expected = FieldValue.word(word).numeric, let found = value.numeric {
      return expected == found
    }
    return word.lowercased() == value.text.lowercased()
  }

  /// What the test wants: `2K`, `5 or 10`, `<=1048576`.
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
  /// Whether no value can meet the test.
  package var isImpossible: Bool {
    switch test {
    case .oneOf(let words): words.isEmpty
    case .within(let interval): interval.isEmpty
    }
  }

  /// Whether no value can meet both tests.
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
