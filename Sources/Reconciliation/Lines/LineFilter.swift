import Domain
import RateCards

/// What figures are narrowed to: `model=kling,size=2K|3K,tag:project!=ads`.
///
/// The reader of lines applies it, so that every figure made of lines agrees. A line belongs to a
/// filter if it meets all conditions. A condition and its negation divide the lines between them.
package struct LineFilter: Hashable, Sendable {
  /// Keeps every line.
  package static let none = LineFilter(conditions: [])

  /// That a dimension has, or does not have, one of some values.
  package struct Condition: Hashable, Sendable {
    package let dimension: Dimension
    package let isNegated: Bool
    /// At least one.
    package let values: [String]

    package init(_ dimension: Dimension, isNegated: Bool = false, values: [String]) {
      (self.dimension, self.isNegated, self.values) = (dimension, isNegated, values)
    }
  }

  package let conditions: [Condition]

  package init(conditions: [Condition]) {
    self.conditions = conditions
  }

  package var isNone: Bool { conditions.isEmpty }

  /// Whether it says nothing but which accounts are kept.
  package var isOfAccounts: Bool { conditions.allSatisfy { $0.dimension == .account } }

  /// What it says of accounts alone.
  package var ofAccounts: LineFilter {
    LineFilter(conditions: conditions.filter { $0.dimension == .account })
  }

  /// Whether an account meets what is said of accounts.
  package func keeps(account: String) -> Bool {
    let pricing = LedgerLine.Pricing(sku: SKU(model: "", taskType: ""))
    return ofAccounts.contains(pricing: pricing, account: account)
  }

  /// Whether a line that is divided by ``division`` belongs to it.
  package func contains(_ line: LedgerLine) -> Bool {
    conditions.allSatisfy { $0.contains(line) }
  }

  /// Whether what an account's tasks were priced by belongs to it, given conditions on nothing but
  /// these two.
  package func contains(pricing: LedgerLine.Pricing, account: String? = nil) -> Bool {
    var line = LedgerLine(day: nil, pricing: pricing, verdict: .unpriced, billed: nil, price: nil)
    line.account = account
    return contains(line)
  }

  /// The lines that belong to it; what a condition says of a SKU is found once for each.
  package func filtered(_ lines: [LedgerLine]) -> [LedgerLine] {
    guard !isNone else { return lines }
    let ofSKU = LineFilter(conditions: conditions.filter { $0.dimension.isOfSKU })
    let others = LineFilter(conditions: conditions.filter { !$0.dimension.isOfSKU })
    var known: [ObjectIdentifier: Bool] = [:]
    return lines.filter { line in
      let pricing = ObjectIdentifier(line.pricing)
      let fits = known[pricing] ?? ofSKU.contains(line)
      known[pricing] = fits
      return fits && others.contains(line)
    }
  }
}

extension LineFilter.Condition {
  package func contains(_ line: LedgerLine) -> Bool {
    values.contains { isMet(by: line, value: $0) } != isNegated
  }

  /// Values are compared as elsewhere: names of the provider ignoring case, with `*` for any
  /// characters, fields by their meaning, tags exactly or with `*`.
  private func isMet(by line: LedgerLine, value: String) -> Bool {
    switch dimension {
    case .field(let name):
      guard let field = line.pricing.sku.fields.first(where: { $0.name == name }) else {
        return value.isEmpty
      }
      return field.value.means(value)
    case .status: return TaskStatus(value) == line.status
    case .verdict: return ProviderName.key(value).replacing("-", with: "_") == line.verdict.name
    case .charge(.tag), .charge(.account):
      return TextPattern(value).fits(dimension.value(of: line))
    case .charge, .sku, .key: return TextPattern(value).fits(name: dimension.value(of: line))
    case .day, .week, .month, .quarter: return value == dimension.value(of: line)
    }
  }
}

extension Dimension {
  /// Whether lines of one SKU have one value.
  package var isOfSKU: Bool {
    switch self {
    case .sku, .field, .charge(.model), .charge(.taskType): true
    case .day, .week, .month, .quarter, .status, .verdict, .key, .charge(.tag), .charge(.account):
      false
    }
  }
}

extension LineFilter {
  /// What lines must be divided by to be told apart by its conditions.
  ///
  /// - Parameters:
  ///   - own: what the figures are divided by.
  ///   - dimensions: what they are grouped by.
  /// - Returns: the division that all of them need.
  /// - Throws: ``LineFilterError`` if both tags and keys are asked for, which nothing divides by.
  package func division(
    besides own: LedgerLine.Division = .whole, of dimensions: [Dimension] = []
  ) throws(LineFilterError) -> LedgerLine.Division {
    var found = own
    for needed in (dimensions + conditions.map(\.dimension)).map(\.division)
    where needed != .whole {
      guard found == .whole || found == needed else { throw .tagsAndKeys }
      found = needed
    }
    return found
  }

  /// Rejects conditions on anything but what a figure is told apart by.
  ///
  /// - Parameters:
  ///   - figure: the figure, as the subject of a sentence in the plural.
  ///   - isTold: whether it is told apart by a dimension.
  /// - Throws: ``LineFilterError``.
  package func require(
    _ figure: String, isTold: (Dimension) -> Bool
  ) throws(LineFilterError) {
    for condition in conditions where !isTold(condition.dimension) {
      throw .notTold(figure, by: condition.dimension)
    }
  }

  /// The conditions that no line meets, in words, with the nearest values.
  ///
  /// - Parameters:
  ///   - fields: the fields of all SKUs.
  ///   - samples: lines that have every value of a dimension.
  /// - Returns: a sentence for each value that no line has.
  /// - Throws: ``LineFilterError`` for a field that no SKU has, unless there are no SKUs.
  package func complaints(
    fields: Set<String>?, samples: (Dimension) throws -> [LedgerLine]
  ) throws -> [String] {
    try conditions.flatMap { condition -> [String] in
      let dimension = condition.dimension
      if case .field(let name) = dimension, let fields, !fields.contains(name) {
        throw LineFilterError.unknown(name, fields: fields)
      }
      guard !dimension.isTime else { return [] }
      let lines = try samples(dimension)
      return condition.values.filter { value in
        !lines.contains(where: Condition(dimension, values: [value]).contains)
      }.map { value in
        let known = Set(lines.map { dimension.value(of: $0) }).subtracting([""])
        return "no task has \(dimension.name) \(VisibleText.line(value, limit: 40))"
          + NearestNames.hint(for: value, among: known)
      }
    }
  }
}

/// Why lines cannot be narrowed to what was asked for.
package enum LineFilterError: Error, Hashable, CustomStringConvertible {
  case notACondition(String)
  case notASpan(Dimension, String)
  case unknown(String, fields: Set<String>)
  case tagsAndKeys
  case notTold(String, by: Dimension)

  package var description: String {
    switch self {
    case .notACondition(let text):
      "--where: expected conditions such as model=kling,size=2K|3K, found "
        + (text.isEmpty ? "nothing" : VisibleText.line(text, limit: 60))
    case .notASpan(let dimension, let text):
      "--where: expected a \(dimension.name) such as "
        + "\(CalendarDay(number: 20_484).description(by: dimension)), found "
        + VisibleText.line(text, limit: 40)
    case .unknown(let name, let fields): "--where: " + Dimension.unknown(name, fields: fields)
    case .tagsAndKeys:
      "tags and API keys cannot be combined: tasks are told apart by one of them at a time; ask "
        + "for each in a run of its own"
    case .notTold(let figure, let dimension):
      "--where: \(figure) are not told apart by \(VisibleText.line(dimension.name, limit: 40))"
    }
  }
}

extension CalendarDay {
  fileprivate func description(by dimension: Dimension) -> String {
    dimension.value(of: self) ?? description
  }
}
