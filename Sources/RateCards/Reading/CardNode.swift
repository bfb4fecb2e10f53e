import Domain
import Yams

/// A node of a card's YAML with its file and its path, for errors that name file, line and field.
struct CardNode {
  let file: String
  let path: String
  let node: Node

  var line: Int { node.mark?.line ?? 1 }

  func error(_ message: String) -> CardError {
    CardError(file: file, line: line, field: path, message: message)
  }

  /// The node as the root of paths: a list entry is found by its line.
  var asEntry: CardNode { CardNode(file: file, path: "", node: node) }

  private func child(_ node: Node, _ name: String) -> CardNode {
    CardNode(file: file, path: path.isEmpty ? name : "\(path).\(name)", node: node)
  }

  private var kindText: String {
    switch node {
    case .scalar(let scalar):
      scalar.string.isEmpty ? "nothing" : "\"\(scalar.string.prefix(60))\""
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  /// The members of a mapping, all of which must have known names.
  func members(_ names: Set<String>) throws(CardError) -> [String: CardNode] {
    var members: [String: CardNode] = [:]
    for member in try anyMembers() {
      guard names.contains(member.name) else {
        let known = names.sorted().joined(separator: ", ")
        throw child(member.value.node, member.name)
          .error("unknown field; the fields here are \(known)")
      }
      members[member.name] = member.value
    }
    return members
  }

  /// The members of a mapping with arbitrary names, in order.
  func anyMembers() throws(CardError) -> [(name: String, value: CardNode)] {
    guard case .mapping(let mapping) = node else {
      throw error("expected a mapping, found \(kindText)")
    }
    var members: [(name: String, value: CardNode)] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else { throw error("expected names that are texts") }
      members.append((scalar.string, child(value, scalar.string)))
    }
    return members
  }

  func elements() throws(CardError) -> [CardNode] {
    guard case .sequence(let sequence) = node else {
      throw error("expected a list, found \(kindText)")
    }
    return sequence.enumerated().map { index, node in
      CardNode(file: file, path: "\(path)[\(index + 1)]", node: node)
    }
  }

  /// The elements of a list, or the node itself if it is not a list.
  func oneOrMore() throws(CardError) -> [CardNode] {
    isList ? try elements() : [self]
  }

  /// One name pattern or a list of them.
  func namePatterns() throws(CardError) -> [NamePattern] {
    var patterns: [NamePattern] = []
    for element in try oneOrMore() { patterns.append(NamePattern(try element.text())) }
    return patterns
  }

  var isList: Bool {
    if case .sequence = node { true } else { false }
  }

  var isMapping: Bool {
    if case .mapping = node { true } else { false }
  }

  /// The text of a scalar as written, which keeps decimals exact.
  func text() throws(CardError) -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw error("expected a text, found \(kindText)")
    }
    return scalar.string
  }

  /// A decimal number of 0 or more.
  func decimal() throws(CardError) -> ExactDecimal {
    guard let number = ExactDecimal(try text()), number.mantissa >= 0 else {
      throw error("expected a decimal number of 0 or more, found \(kindText)")
    }
    return number
  }

  /// A price in USD, at most a million and with at most 12 decimals, so that products stay exact.
  func price() throws(CardError) -> ExactDecimal {
    let number = try decimal()
    guard number.ratio <= Ratio(1_000_000), number.scale <= 12 else {
      throw error("expected a price of at most 1000000 with 12 decimals, found \(kindText)")
    }
    return number
  }

  func positive() throws(CardError) -> ExactDecimal {
    let number = try decimal()
    guard number.mantissa > 0 else { throw error("expected a number above 0, found \(kindText)") }
    return number
  }

  func whole() throws(CardError) -> Int {
    guard let number = try decimal().whole else {
      throw error("expected a whole number, found \(kindText)")
    }
    return Int(number)
  }

  /// A percentage, written `25%`, possibly negative for a discount or with a plus sign.
  func percent() throws(CardError) -> ExactDecimal {
    let text = try text()
    let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard digits.hasSuffix("%"), !text.hasPrefix("+-"),
      let number = ExactDecimal(digits.dropLast()),
      number.ratio >= Ratio(-100), number.ratio <= Ratio(1000)
    else { throw error("expected a percentage such as 25%, found \(kindText)") }
    return number
  }

  func flag() throws(CardError) -> Bool {
    switch try text() {
    case "true": true
    case "false": false
    default: throw error("expected true or false, found \(kindText)")
    }
  }

  func certainty() throws(CardError) -> Certainty {
    guard let certainty = Certainty(rawValue: try text()) else {
      let known = Certainty.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("expected one of \(known)")
    }
    return certainty
  }

  func day() throws(CardError) -> CalendarDay {
    guard let day = CalendarDay(try text()) else {
      throw error("expected a day such as 2026-02-13, found \(kindText)")
    }
    return day
  }

  /// The period of members `from` and `until`.
  ///
  /// A list of two moments as `from` means that the start lies between them.
  func period(_ members: [String: CardNode]) throws(CardError) -> EffectivePeriod {
    var (earliest, from): (Instant?, Instant?) = (nil, nil)
    if let node = members["from"] {
      if node.isList {
        let bounds = try node.elements()
        guard bounds.count == 2 else {
          throw node.error("expected a moment, or the two between which it starts")
        }
        (earliest, from) = (try bounds[0].instant(), try bounds[1].instant())
        guard let earliest, let from, earliest < from else {
          throw node.error("expected the earlier moment first")
        }
      } else {
        from = try node.instant()
      }
    }
    let period = EffectivePeriod(
      from: from, until: try members["until"]?.instant(), earliestFrom: earliest)
    guard !period.isEmpty else { throw error("until is not after from") }
    return period
  }

  /// A day, which means its first moment in UTC, or a moment.
  func instant() throws(CardError) -> Instant {
    let text = try text()
    if let day = CalendarDay(text) { return Instant(startOf: day) }
    guard let instant = Timestamp(text)?.instant else {
      throw error("expected a day or an RFC 3339 time, found \(kindText)")
    }
    return instant
  }
}

/// Why a rate card cannot be used: file, line, field, what was expected and what was found.
package struct CardError: Error, Hashable, CustomStringConvertible {
  package let file: String
  package let line: Int
  /// The field's path within its rate, empty for the file as a whole.
  package let field: String
  package let message: String

  package var description: String {
    "\(file):\(line): \(field.isEmpty ? "" : field + ": ")\(message)"
  }
}
