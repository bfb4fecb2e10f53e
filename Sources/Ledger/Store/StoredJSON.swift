import Domain
import Foundation
import GRDB
import RateCards

/// Reads the JSON that the ledger stores, with exact numbers.
enum StoredJSON {
  static func value(_ text: String) throws -> JSONValue {
    do { return try JSONValue(Array(text.utf8)) } catch { throw notJSON }
  }

  /// Only a damaged ledger stores other texts.
  private static let notJSON = DatabaseError(message: "a text that should be JSON is none")

  /// An array of texts.
  static func list(_ texts: [String]) -> String {
    "[\(texts.map { JSONText.quoted($0) }.joined(separator: ","))]"
  }

  static func texts(_ text: String) throws -> [String] {
    try value(text).array?.compactMap(\.string) ?? []
  }

  /// The members of an object as request fields.
  static func fields(_ text: String) throws -> [Request.Field] {
    guard case .object(let members) = try value(text) else { return [] }
    return members.compactMap { member in
      switch member.value {
      case .bool(let flag): Request.Field(member.key, .flag(flag))
      case .number(let text):
        ExactDecimal(text).map { Request.Field(member.key, .number($0)) }
      case .string(let text): Request.Field(member.key, .word(text))
      default: nil
      }
    }
  }

  /// Reads other prices: `[[520000,"the unconfirmed …"]]`.
  static func alternatives(_ text: String) throws -> [(points: Points, label: String)] {
    try (value(text).array ?? []).compactMap { entry in
      guard let pair = entry.array, pair.count == 2, let points = pair[0].integer,
        let label = pair[1].string
      else { return nil }
      return (Points(points), label)
    }
  }

  /// Equal values give equal texts.
  static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decoded<Value: Decodable>(_ text: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch { throw notJSON }
  }

  static func text(of alternatives: [Charge.Alternative]) -> String {
    let pairs = alternatives.map { "[\($0.points.count),\(JSONText.quoted($0.label))]" }
    return "[\(pairs.joined(separator: ","))]"
  }

  static func text(of fields: [Request.Field]) -> String {
    let members = fields.map { "\(JSONText.quoted($0.name)):\(JSONText.quoted($0.value.text))" }
    return "{\(members.joined(separator: ","))}"
  }
}
