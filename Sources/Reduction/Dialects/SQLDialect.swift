/// The SQL of a query engine.
///
/// JSON values are texts, as the engine writes them: `"2K"` with its quotes, `{"a":1}`, and an empty
/// text where a member is absent, so that all engines compare the same things.
package protocol SQLDialect: Sendable {
  /// Whether a backslash in a text literal escapes what follows.
  var escapesBackslashes: Bool { get }
  /// The `SELECT` that gives each line of the input as `line`.
  func lines(from path: String) -> String
  /// The query that writes the lines of another one to a path.
  func written(_ query: String, to path: String) -> String
  /// Statements that a query needs before it, given its text.
  func preparation(for query: String) -> String
  /// What to know about running the query, a line each.
  var hints: [String] { get }
  /// The moment of the query, in RFC 3339 to the microsecond, so that no two runs share it.
  var now: String { get }

  func integer(_ number: Int64) -> String
  func textList(_ elements: [String]) -> String
  func integerList(_ elements: [String]) -> String
  func fieldList(_ elements: [String]) -> String
  /// A table of constants.
  func constants(_ name: String, _ columns: [ConstantColumn], rows: [String]) -> String

  func mapped(_ list: String, _ variable: String, _ result: String) -> String
  func filtered(_ list: String, _ variable: String, _ condition: String) -> String
  func flattened(_ list: String) -> String
  func joined(_ lists: [String]) -> String
  func count(_ list: String) -> String
  func text(joining list: String, by separator: String) -> String
  func sorted(_ list: String) -> String
  func distinct(_ list: String) -> String
  func contains(_ list: String, _ element: String) -> String
  func first(_ list: String) -> String
  func sum(ofDecimals list: String) -> String
  /// The least element; NULL of an empty list.
  func least(_ list: String) -> String
  /// A record of a name and a value, and its parts.
  func field(_ name: String, _ value: String) -> String
  func name(_ field: String) -> String
  func value(_ field: String) -> String
  func record(_ members: [(name: String, value: String)]) -> String
  /// A member of such a record, by its name and its place in it from 1.
  func member(_ name: String, at place: Int, of record: String) -> String

  func matches(_ text: String, _ pattern: String) -> String
  /// What a group of the first match captures; empty if nothing matches.
  func captured(_ group: Int, of pattern: String, in text: String) -> String
  func allMatches(_ text: String, _ pattern: String) -> String
  func byteCount(_ text: String) -> String
  func scalarCount(_ text: String) -> String
  func lowercased(_ text: String) -> String
  func trimmed(_ text: String) -> String
  func padded(_ text: String, to length: Int) -> String
  func character(_ code: Int) -> String
  func text(_ value: String) -> String
  /// A whole number from a text; NULL of any other.
  func whole(_ text: String) -> String
  /// A number with 18 decimals from a text; NULL of any other.
  func decimal(_ text: String) -> String
  func quotient(_ dividend: String, _ divisor: Int64) -> String
  func remainder(_ dividend: String, _ divisor: Int64) -> String
  /// A value that is known not to be NULL.
  func present(_ value: String) -> String

  /// A JSON object taken apart, for ``member(_:ofOpened:names:)``.
  func opened(_ json: String, names: [String]) -> String
  func member(_ name: String, ofOpened column: String, names: [String]) -> String
  /// The text that a JSON text stands for.
  func unquoted(_ json: String) -> String
  /// A text as JSON.
  func quoted(_ text: String) -> String
  /// The members of a JSON object, and the elements of a JSON array.
  func members(_ json: String) -> String
  func elements(_ json: String) -> String

  /// Days since 1970 of a date in ISO form; NULL where it does not exist.
  func dayNumber(_ date: String) -> String
  func date(_ dayNumber: String) -> String
  /// The date of a moment in a time zone.
  func date(ofNanoseconds moment: String, in timeZone: String) -> String

  func greatest(_ record: String, where condition: String?) -> String
  func set(of record: String, where condition: String) -> String
  /// The record of the row with the least key.
  func record(_ record: String, ofLeast key: String) -> String
  func count(where condition: String) -> String
  /// A number below a count that follows from a text, the same in every engine.
  func bucket(of text: String, among count: Int) -> String
}

/// A column of a table of constants.
package struct ConstantColumn: Sendable {
  enum Kind {
    case text
    case integer
    case texts
    case integers
  }

  let name: String
  let kind: Kind
}

extension SQLDialect {
  /// A text literal: a quote doubled or escaped, so that no name can end it.
  func literal(_ text: String) -> String {
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\" where escapesBackslashes: quoted += "\\\\"
      case "'": quoted += escapesBackslashes ? "\\'" : "''"
      case "\n" where escapesBackslashes: quoted += "\\n"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return "'\(quoted)'"
  }

  func literals(_ texts: [String]) -> String { textList(texts.map { literal($0) }) }

  func isObject(_ json: String) -> String { "\(json) LIKE '{%'" }
  func isList(_ json: String) -> String { "\(json) LIKE '[%'" }
  func isText(_ json: String) -> String { "\(json) LIKE '\"%'" }

  /// A column or expression among texts: `status IN ('failed', 'cancelled')`.
  func isAmong(_ value: String, _ texts: [String]) -> String {
    "\(value) IN (\(texts.map { literal($0) }.joined(separator: ", ")))"
  }
}
