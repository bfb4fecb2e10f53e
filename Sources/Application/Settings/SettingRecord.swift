import Domain
import Reconciliation
import Yams

/// The reason a setting's value is invalid, with its line number.
struct SettingError: Error {
  let line: Int
  let message: String
}

/// A mapping in a setting's list, read field by field; an unread field is an error.
struct SettingRecord {
  private let line: Int
  private let fields: [String: Node]

  /// The records of a list.
  static func all(_ node: Node, known names: [String]) throws(SettingError) -> [SettingRecord] {
    guard let nodes = node.sequence else {
      throw SettingError(line: node.mark?.line ?? 1, message: "expected a list of mappings")
    }
    var records: [SettingRecord] = []
    for node in nodes { records.append(try SettingRecord(node, known: names)) }
    return records
  }

  init(_ node: Node, known names: [String]) throws(SettingError) {
    line = node.mark?.line ?? 1
    guard case .mapping(let mapping) = node else {
      throw SettingError(line: line, message: "expected a mapping")
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.string ?? ""
      guard names.contains(name) else {
        throw SettingError(
          line: key.mark?.line ?? line,
          message: "\(name): unknown field; the fields are \(names.joined(separator: ", "))")
      }
      fields[name] = value
    }
    self.fields = fields
  }

  func line(of name: String) -> Int { fields[name]?.mark?.line ?? line }

  /// The elements of a list, or what stands in its place; none if the field is missing.
  func nodes(_ name: String) -> [Node] {
    fields[name].map { $0.sequence.map(Array.init) ?? [$0] } ?? []
  }

  func error(_ name: String, _ expected: String) -> SettingError {
    SettingError(line: line(of: name), message: "\(name): expected \(expected)")
  }

  /// A field parsed by a closure; nil if the field is missing.
  func optional<Value>(
    _ name: String, _ expected: String, _ read: (String) -> Value?
  ) throws(SettingError) -> Value? {
    guard let node = fields[name] else { return nil }
    guard let text = node.string, let value = read(text) else { throw error(name, expected) }
    return value
  }

  func required<Value>(
    _ name: String, _ expected: String, _ read: (String) -> Value?
  ) throws(SettingError) -> Value {
    guard let value = try optional(name, expected, read) else {
      throw error(name, "\(expected), found nothing")
    }
    return value
  }

  /// A string or a list of strings, none empty; an empty list if the field is missing.
  func list<Value>(
    _ name: String, _ expected: String, _ read: (String) -> Value?
  ) throws(SettingError) -> [Value] {
    guard let node = fields[name] else { return [] }
    let texts = node.sequence?.map(\.string) ?? [node.string]
    let values = texts.compactMap { $0.flatMap { $0.isEmpty ? nil : read($0) } }
    guard !values.isEmpty, values.count == texts.count else { throw error(name, expected) }
    return values
  }
}

extension SettingRecord {
  func name() throws(SettingError) -> String {
    try required("name", "a name") { $0.isEmpty ? nil : $0 }
  }

  /// An amount above 0, exact to the point, of at most ``Points/accountLimit``.
  func usd(_ name: String) throws(SettingError) -> Points? {
    try optional(
      name, "an amount in USD above 0, at most ten million, with at most seven decimals"
    ) { text in
      ExactDecimal(text).flatMap { Points(exactUSD: $0) }
        .flatMap { $0 > .zero && $0 <= Points.accountLimit ? $0 : nil }
    }
  }

  func day(_ name: String) throws(SettingError) -> CalendarDay? {
    try optional(name, "a day such as 2026-10-05") { CalendarDay($0) }
  }

  func patterns(_ name: String) throws(SettingError) -> [TextPattern] {
    try list(name, "a text or a list of them, * for any characters") { TextPattern($0) }
  }

  /// A percentage above 0.
  static func percentage(_ text: String) -> ExactDecimal? {
    guard text.hasSuffix("%"), let percent = ExactDecimal(text.dropLast()), percent.mantissa > 0
    else { return nil }
    return percent
  }
}
