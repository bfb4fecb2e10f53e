package import Domain

/// A sum of products of numbers and fields: `duration + logs.reference_seconds / 2`.
///
/// Products and quotients are formed first; there are no parentheses, and a term is divided by
/// numbers only, so that every value is exact.
package struct Expression: Hashable, Sendable {
  package enum Operand: Hashable, Sendable {
    case number(ExactDecimal)
    case field(String)
  }

  package struct Term: Hashable, Sendable {
    /// Whether the term is subtracted.
    package let isNegative: Bool
    package let factors: [Operand]
    /// None is 0.
    package let divisors: [ExactDecimal]

    package init(isNegative: Bool = false, factors: [Operand], divisors: [ExactDecimal] = []) {
      (self.isNegative, self.factors, self.divisors) = (isNegative, factors, divisors)
    }
  }

  /// At least one.
  package let terms: [Term]

  package init(terms: [Term]) {
    self.terms = terms
  }

  package init(number: ExactDecimal) {
    self.init(terms: [Term(factors: [.number(number)])])
  }

  package init(field: String) {
    self.init(terms: [Term(factors: [.field(field)])])
  }

  package var fieldNames: [String] { terms.flatMap { $0.factors.compactMap(\.fieldName) } }

  /// The field, if the expression is nothing else.
  package var onlyField: String? {
    guard terms.count == 1, let term = terms.first, !term.isNegative, term.divisors.isEmpty,
      term.factors.count == 1
    else { return nil }
    return term.factors[0].fieldName
  }
}

extension Expression.Operand {
  package var fieldName: String? {
    if case .field(let name) = self { name } else { nil }
  }
}

extension Expression: CustomStringConvertible {
  /// As a card writes it.
  package var description: String {
    terms.enumerated().map { index, term in
      let sign = term.isNegative ? "- " : index == 0 ? "" : "+ "
      let factors = term.factors.map(\.description).joined(separator: " * ")
      return sign + ([factors] + term.divisors.map(\.description)).joined(separator: " / ")
    }.joined(separator: " ")
  }
}

extension Expression.Operand: CustomStringConvertible {
  package var description: String {
    switch self {
    case .number(let number): number.description
    case .field(let name): name
    }
  }
}

extension Expression {
  /// The value with the fields' numbers; nil if one is unknown or negative, or if the value is
  /// negative or does not fit.
  package func value(_ number: (String) -> Ratio?) -> Ratio? {
    var sum = Ratio.zero
    for term in terms {
      guard let amount = Expression.value(of: term, number),
        let next = try? (term.isNegative ? sum.minus(amount) : sum.plus(amount))
      else { return nil }
      sum = next
    }
    return sum.isNegative ? nil : sum
  }

  private static func value(of term: Term, _ number: (String) -> Ratio?) -> Ratio? {
    var product = Ratio.one
    for factor in term.factors {
      let value =
        switch factor {
        case .number(let number): number.ratio
        case .field(let name): number(name)
        }
      guard let value, !value.isNegative, let next = try? product.times(value) else { return nil }
      product = next
    }
    for divisor in term.divisors {
      guard let next = (try? product.divided(by: divisor.ratio)) ?? nil else { return nil }
      product = next
    }
    return product
  }
}

extension Expression {
  /// Reads an expression; nil for anything else.
  ///
  /// `+` and `-` stand between white space, since a name may contain a hyphen.
  init?(_ text: String) {
    var terms: [Term] = []
    var words: [Substring] = []
    var isNegative = false
    let ended: [Substring] = text.split(separator: " ") + ["+"]
    for word in ended {
      guard word == "+" || word == "-" else {
        words.append(word)
        continue
      }
      guard let term = Term(words.joined(separator: " "), isNegative: isNegative) else {
        return nil
      }
      terms.append(term)
      (words, isNegative) = ([], word == "-")
    }
    self.init(terms: terms)
  }
}

extension Expression.Term {
  /// Reads `width * height / 2`.
  fileprivate init?(_ text: String, isNegative: Bool) {
    var factors: [Expression.Operand] = []
    var divisors: [ExactDecimal] = []
    var (word, isDivisor) = ("", false)
    for character in text + "*" {
      guard character == "*" || character == "/" else {
        word.append(character)
        continue
      }
      let operand = word.trimmed
      guard !operand.isEmpty, !operand.contains(" ") else { return nil }
      let number = ExactDecimal(operand)
      if isDivisor {
        guard let number, number.mantissa > 0 else { return nil }
        divisors.append(number)
      } else {
        factors.append(number.map { .number($0) } ?? .field(String(operand)))
      }
      (word, isDivisor) = ("", character == "/")
    }
    self.init(isNegative: isNegative, factors: factors, divisors: divisors)
  }
}
