import Foundation

/// Checks JSON against a JSON Schema (draft 2020-12), as far as the tool's schemas use it.
///
/// It is closed: members that the schema does not name are complaints, so that none is forgotten.
package struct SchemaValidator {
  package struct Unsupported: Error {
    package let keyword: String
  }

  private static let annotations: Set<String> = ["$schema", "$id", "title", "description"]

  private let schema: Any

  /// - Parameter text: the schema.
  /// - Throws: an error if it is no JSON.
  package init(_ text: String) throws {
    schema = try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  /// What is wrong in a text, each with its place; empty if it is valid.
  ///
  /// - Throws: ``Unsupported`` if the schema has a keyword that is not checked here.
  package func complaints(of text: String) throws -> [String] {
    let value = try JSONSerialization.jsonObject(
      with: Data(text.utf8), options: .fragmentsAllowed)
    return try complaints(value, schema, at: "$")
  }

  private func complaints(_ value: Any, _ schema: Any, at place: String) throws -> [String] {
    guard let keywords = schema as? [String: Any] else { return ["\(place): no schema"] }
    var complaints: [String] = []
    for (keyword, content) in keywords.sorted(by: { $0.key < $1.key }) {
      switch keyword {
      case "type": complaints += typeComplaints(value, content as? String ?? "", at: place)
      case "enum":
        let words = content as? [String] ?? []
        if !words.contains(value as? String ?? "\u{0}") {
          complaints.append("\(place): expected one of \(words), found \(value)")
        }
      case "pattern":
        if let text = value as? String, try !Self.matches(text, content as? String ?? "") {
          complaints.append("\(place): expected \(content), found \(text)")
        }
      case "format":
        if let text = value as? String, try !Self.hasFormat(text, content as? String ?? "") {
          complaints.append("\(place): expected a \(content), found \(text)")
        }
      case "anyOf":
        let all = try (content as? [Any] ?? []).map { try self.complaints(value, $0, at: place) }
        if !all.contains([]) {
          complaints.append("\(place): fits no alternative: \(all.map { $0.first ?? "" })")
        }
      case "items":
        for (index, element) in (value as? [Any] ?? []).enumerated() {
          complaints += try self.complaints(element, content, at: "\(place)[\(index)]")
        }
      case "required":
        let members = value as? [String: Any] ?? [:]
        complaints += (content as? [String] ?? []).filter { members[$0] == nil }
          .map { "\(place): lacks \($0)" }
      case "properties", "additionalProperties": continue
      default:
        guard Self.annotations.contains(keyword) else { throw Unsupported(keyword: keyword) }
      }
    }
    return try complaints + memberComplaints(value, keywords, at: place)
  }

  private func memberComplaints(
    _ value: Any, _ keywords: [String: Any], at place: String
  ) throws -> [String] {
    guard let members = value as? [String: Any],
      let known = keywords["properties"] as? [String: Any]
    else { return [] }
    return try members.sorted { $0.key < $1.key }.flatMap { name, member in
      let inner = "\(place).\(name)"
      guard let schema = known[name] ?? keywords["additionalProperties"] else {
        return ["\(inner): is in no schema"]
      }
      return try complaints(member, schema, at: inner)
    }
  }

  private func typeComplaints(_ value: Any, _ type: String, at place: String) -> [String] {
    let number = value as? NSNumber
    let isBool = number.map { String(cString: $0.objCType) == "c" } ?? false
    let fits =
      switch type {
      case "object": value is [String: Any]
      case "array": value is [Any]
      case "string": value is String
      case "boolean": isBool
      case "integer": !isBool && number.map { $0.doubleValue.rounded() == $0.doubleValue } ?? false
      case "null": value is NSNull
      default: false
      }
    return fits ? [] : ["\(place): expected \(type), found \(value)"]
  }

  private static func matches(_ text: String, _ pattern: String) throws -> Bool {
    try text.firstMatch(of: Regex(pattern)) != nil
  }

  private static func hasFormat(_ text: String, _ format: String) throws -> Bool {
    switch format {
    case "date": try matches(text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    case "date-time":
      try matches(text, #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$"#)
    default: throw Unsupported(keyword: "format \(format)")
    }
  }
}
