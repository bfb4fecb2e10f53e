/// ClickHouse, and chdb, which is ClickHouse within Python.
struct ClickHouse: SQLDialect {
  let escapesBackslashes = true
  let hints = [
    "Run it with clickhouse-client, clickhouse local or chdb. On a server, file() reads below",
    "user_files_path; s3() takes credentials from the server's configuration.",
  ]
  let now = "formatDateTime(now64(6, 'UTC'), '%Y-%m-%dT%H:%i:%S.%fZ')"

  /// The longest query that ClickHouse parses unless it is told otherwise.
  private static let defaultQueryLimitBytes = 262_144

  /// A query that names thousands of lines has to be allowed.
  ///
  /// An element of the syntax tree takes at least a byte, so that the length bounds their number too.
  func preparation(for query: String) -> String {
    let sizeBytes = query.utf8.count
    guard sizeBytes > ClickHouse.defaultQueryLimitBytes else { return "" }
    let settings = ["max_query_size", "max_ast_elements", "max_expanded_ast_elements"]
    return "SET \(settings.map { "\($0) = \(sizeBytes)" }.joined(separator: ", "));\n"
  }

  func lines(from path: String) -> String {
    "SELECT line\n  FROM \(table(path, "LineAsString"))"
  }

  func written(_ query: String, to path: String) -> String {
    "INSERT INTO FUNCTION \(table(path, "TSVRaw"))\n\(query)"
  }

  private func table(_ path: String, _ format: String) -> String {
    let isStored = ["s3://", "https://", "http://"].contains(where: path.hasPrefix)
    let function = isStored ? "s3" : "file"
    return "\(function)(\(literal(path)), '\(format)', 'line String')"
  }

  func integer(_ number: Int64) -> String { String(number) }
  func textList(_ elements: [String]) -> String { list(elements, of: "String") }
  func integerList(_ elements: [String]) -> String { list(elements, of: "Int64") }
  func fieldList(_ elements: [String]) -> String { list(elements, of: "Tuple(String, String)") }

  /// An empty list has no type of its own.
  private func list(_ elements: [String], of type: String) -> String {
    elements.isEmpty
      ? "CAST([] AS Array(\(type)))" : "[\(elements.joined(separator: ", "))]"
  }

  func constants(_ name: String, _ columns: [ConstantColumn], rows: [String]) -> String {
    let types = columns.map { column in
      let type =
        switch column.kind {
        case .text: "String"
        case .integer: "Int64"
        case .texts: "Array(String)"
        case .integers: "Array(Int64)"
        }
      return "\(column.name) \(type)"
    }
    return "SELECT * FROM values('\(types.joined(separator: ", "))',\n    "
      + rows.joined(separator: ",\n    ") + ")"
  }

  func mapped(_ list: String, _ variable: String, _ result: String) -> String {
    "arrayMap(\(variable) -> \(result), \(list))"
  }
  func filtered(_ list: String, _ variable: String, _ condition: String) -> String {
    "arrayFilter(\(variable) -> \(condition), \(list))"
  }
  func flattened(_ list: String) -> String { "arrayFlatten(\(list))" }
  func joined(_ lists: [String]) -> String { "arrayConcat(\(lists.joined(separator: ", ")))" }
  func count(_ list: String) -> String { "toInt64(length(\(list)))" }
  func text(joining list: String, by separator: String) -> String {
    "arrayStringConcat(\(list), \(separator))"
  }
  func sorted(_ list: String) -> String { "arraySort(\(list))" }
  func distinct(_ list: String) -> String { "arrayDistinct(\(list))" }
  func contains(_ list: String, _ element: String) -> String { "has(\(list), \(element))" }
  func first(_ list: String) -> String { "\(list)[1]" }
  func sum(ofDecimals list: String) -> String { "arraySum(\(list))" }
  func least(_ list: String) -> String { "arrayReduce('minOrNull', \(list))" }

  func field(_ name: String, _ value: String) -> String { "tuple(\(name), \(value))" }
  func name(_ field: String) -> String { "\(field).1" }
  func value(_ field: String) -> String { "\(field).2" }
  func record(_ members: [(name: String, value: String)]) -> String {
    "tuple(\(members.map(\.value).joined(separator: ", ")))"
  }
  func member(_ name: String, at place: Int, of record: String) -> String { "\(record).\(place)" }

  func matches(_ text: String, _ pattern: String) -> String {
    "match(\(text), \(literal(pattern)))"
  }
  func captured(_ group: Int, of pattern: String, in text: String) -> String {
    "regexpExtract(\(text), \(literal(pattern)), \(group))"
  }
  func allMatches(_ text: String, _ pattern: String) -> String {
    "extractAll(\(text), \(literal(pattern)))"
  }
  func byteCount(_ text: String) -> String { "length(\(text))" }
  func scalarCount(_ text: String) -> String { "lengthUTF8(\(text))" }
  func lowercased(_ text: String) -> String { "lowerUTF8(\(text))" }
  func trimmed(_ text: String) -> String { "trim(BOTH ' \\t\\n\\r' FROM \(text))" }
  func padded(_ text: String, to length: Int) -> String { "leftPad(\(text), \(length), '0')" }
  func character(_ code: Int) -> String { "char(\(code))" }
  func text(_ value: String) -> String { "toString(\(value))" }
  func whole(_ text: String) -> String { "toInt64OrNull(\(text))" }
  func decimal(_ text: String) -> String { "toDecimal128OrNull(\(text), 18)" }
  func quotient(_ dividend: String, _ divisor: Int64) -> String {
    "intDiv(\(dividend), \(divisor))"
  }
  func remainder(_ dividend: String, _ divisor: Int64) -> String {
    "modulo(\(dividend), \(divisor))"
  }
  func present(_ value: String) -> String { "assumeNotNull(\(value))" }

  func opened(_ json: String, names: [String]) -> String {
    "CAST(JSONExtractKeysAndValuesRaw(\(json)) AS Map(String, String))"
  }
  func member(_ name: String, ofOpened column: String, names: [String]) -> String {
    "\(column)['\(name)']"
  }
  func unquoted(_ json: String) -> String { "JSONExtractString(\(json))" }
  // JSON may escape a slash, and only this engine does.
  func quoted(_ text: String) -> String { "replaceAll(toJSONString(\(text)), '\\\\/', '/')" }
  func members(_ json: String) -> String { "JSONExtractKeysAndValuesRaw(\(json))" }
  func elements(_ json: String) -> String { "JSONExtractArrayRaw(\(json))" }

  // A 31st of February would count as a day of March.
  func dayNumber(_ date: String) -> String {
    "if(toString(toDate32OrNull(\(date))) = \(date), "
      + "toInt64(toInt32(toDate32OrNull(\(date)))), NULL)"
  }
  func date(_ dayNumber: String) -> String {
    "toString(addDays(toDate32('1970-01-01'), \(dayNumber)))"
  }
  func date(ofNanoseconds moment: String, in timeZone: String) -> String {
    "toString(toDate32(toTimeZone(fromUnixTimestamp64Nano(\(moment), 'UTC'), "
      + "\(literal(timeZone)))))"
  }

  func greatest(_ record: String, where condition: String?) -> String {
    condition.map { "maxIf(\(record), \($0))" } ?? "max(\(record))"
  }
  func set(of record: String, where condition: String) -> String {
    "groupUniqArrayIf(\(record), \(condition))"
  }
  func record(_ record: String, ofLeast key: String) -> String { "argMin(\(record), \(key))" }
  func count(where condition: String) -> String { "countIf(\(condition))" }
  func bucket(of text: String, among count: Int) -> String {
    "modulo(reinterpretAsUInt64(reverse(substring(MD5(\(text)), 1, 7))), \(count))"
  }
}
