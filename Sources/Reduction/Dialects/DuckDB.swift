/// DuckDB, from version 1.3 on, which has lambdas of this form.
struct DuckDB: SQLDialect {
  let escapesBackslashes = false
  let hints = [
    "Run it with duckdb, from version 1.3 on. For s3:// paths: INSTALL httpfs; LOAD httpfs; and",
    "CREATE SECRET (TYPE s3, PROVIDER credential_chain); before it.",
  ]
  let now = "strftime(now() AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"

  func preparation(for query: String) -> String { "" }

  // Lines that are no JSON come as NULL, and are counted as objects that are no task.
  func lines(from path: String) -> String {
    """
    SELECT coalesce(CAST(json AS VARCHAR), '{}') AS line
      FROM read_json_objects(\(literal(path)), format = 'newline_delimited',
        ignore_errors = true, maximum_object_size = 67108864)
    """
  }

  // JSON has no control characters, so that nothing is ever quoted.
  func written(_ query: String, to path: String) -> String {
    "COPY (\n\(query)\n) TO \(literal(path)) "
      + "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01')"
  }

  func integer(_ number: Int64) -> String { String(number) }
  func textList(_ elements: [String]) -> String { list(elements, of: "VARCHAR") }
  func integerList(_ elements: [String]) -> String { list(elements, of: "BIGINT") }
  func fieldList(_ elements: [String]) -> String {
    list(elements, of: "STRUCT(name VARCHAR, value VARCHAR)")
  }

  private func list(_ elements: [String], of type: String) -> String {
    elements.isEmpty ? "CAST([] AS \(type)[])" : "[\(elements.joined(separator: ", "))]"
  }

  func constants(_ name: String, _ columns: [ConstantColumn], rows: [String]) -> String {
    "SELECT * FROM (VALUES\n    \(rows.joined(separator: ",\n    ")))\n  "
      + "AS \(name)(\(columns.map(\.name).joined(separator: ", ")))"
  }

  func mapped(_ list: String, _ variable: String, _ result: String) -> String {
    "list_transform(\(list), lambda \(variable): \(result))"
  }
  func filtered(_ list: String, _ variable: String, _ condition: String) -> String {
    "list_filter(\(list), lambda \(variable): \(condition))"
  }
  func flattened(_ list: String) -> String { "flatten(\(list))" }
  func joined(_ lists: [String]) -> String { lists.joined(separator: " || ") }
  func count(_ list: String) -> String { "len(\(list))" }
  func text(joining list: String, by separator: String) -> String {
    "array_to_string(\(list), \(separator))"
  }
  func sorted(_ list: String) -> String { "list_sort(\(list))" }
  func distinct(_ list: String) -> String { "list_distinct(\(list))" }
  func contains(_ list: String, _ element: String) -> String {
    "list_contains(\(list), \(element))"
  }
  func first(_ list: String) -> String { "\(list)[1]" }
  func sum(ofDecimals list: String) -> String { "list_sum(\(list))" }
  func least(_ list: String) -> String { "list_min(\(list))" }

  func field(_ name: String, _ value: String) -> String {
    "{'name': \(name), 'value': \(value)}"
  }
  func name(_ field: String) -> String { "\(field).name" }
  func value(_ field: String) -> String { "\(field).value" }
  func record(_ members: [(name: String, value: String)]) -> String {
    "{\(members.map { "'\($0.name)': \($0.value)" }.joined(separator: ", "))}"
  }
  func member(_ name: String, at place: Int, of record: String) -> String {
    "\(record).\(name)"
  }

  func matches(_ text: String, _ pattern: String) -> String {
    "regexp_matches(\(text), \(literal(pattern)))"
  }
  func captured(_ group: Int, of pattern: String, in text: String) -> String {
    "regexp_extract(\(text), \(literal(pattern)), \(group))"
  }
  func allMatches(_ text: String, _ pattern: String) -> String {
    "regexp_extract_all(\(text), \(literal(pattern)))"
  }
  func byteCount(_ text: String) -> String { "strlen(\(text))" }
  func scalarCount(_ text: String) -> String { "length(\(text))" }
  func lowercased(_ text: String) -> String { "lower(\(text))" }
  func trimmed(_ text: String) -> String { "trim(\(text), E' \\t\\n\\r')" }
  func padded(_ text: String, to length: Int) -> String { "lpad(\(text), \(length), '0')" }
  func character(_ code: Int) -> String { "chr(\(code))" }
  func text(_ value: String) -> String { "CAST(\(value) AS VARCHAR)" }
  func whole(_ text: String) -> String { "TRY_CAST(\(text) AS BIGINT)" }
  func decimal(_ text: String) -> String { "TRY_CAST(\(text) AS DECIMAL(38, 18))" }
  func quotient(_ dividend: String, _ divisor: Int64) -> String { "(\(dividend) // \(divisor))" }
  func remainder(_ dividend: String, _ divisor: Int64) -> String { "(\(dividend) % \(divisor))" }
  func present(_ value: String) -> String { value }

  // All members are read in one pass over the text.
  func opened(_ json: String, names: [String]) -> String {
    let paths = names.map { "'$.\($0)'" }.joined(separator: ", ")
    return "json_extract(nullif(\(json), ''), [\(paths)])"
  }
  func member(_ name: String, ofOpened column: String, names: [String]) -> String {
    "coalesce(CAST(\(column)[\((names.firstIndex(of: name) ?? 0) + 1)] AS VARCHAR), '')"
  }
  func unquoted(_ json: String) -> String { "json_extract_string(\(json), '$')" }
  func quoted(_ text: String) -> String { "CAST(to_json(\(text)) AS VARCHAR)" }
  func members(_ json: String) -> String {
    "list_transform(map_entries(TRY_CAST(CAST(\(json) AS JSON) AS MAP(VARCHAR, JSON))), "
      + "lambda m: {'name': m.key, 'value': coalesce(CAST(m.value AS VARCHAR), 'null')})"
  }
  func elements(_ json: String) -> String {
    "list_transform(CAST(CAST(\(json) AS JSON) AS JSON[]), "
      + "lambda m: coalesce(CAST(m AS VARCHAR), 'null'))"
  }

  func dayNumber(_ date: String) -> String {
    "CAST(TRY_CAST(\(date) AS DATE) - DATE '1970-01-01' AS BIGINT)"
  }
  func date(_ dayNumber: String) -> String {
    "CAST(DATE '1970-01-01' + CAST(\(dayNumber) AS INTEGER) AS VARCHAR)"
  }
  func date(ofNanoseconds moment: String, in timeZone: String) -> String {
    "CAST(CAST(timezone(\(literal(timeZone)), make_timestamptz(\(moment) // 1000)) AS DATE) "
      + "AS VARCHAR)"
  }

  func greatest(_ record: String, where condition: String?) -> String {
    "max(\(record))" + (condition.map { " FILTER (WHERE \($0))" } ?? "")
  }
  func set(of record: String, where condition: String) -> String {
    "coalesce(list(DISTINCT \(record)) FILTER (WHERE \(condition)), [])"
  }
  func record(_ record: String, ofLeast key: String) -> String { "arg_min(\(record), \(key))" }
  func count(where condition: String) -> String { "count(*) FILTER (WHERE \(condition))" }
  func bucket(of text: String, among count: Int) -> String {
    "(CAST('0x' || substr(md5(\(text)), 1, 14) AS BIGINT) % \(count))"
  }
}
