/// Spark SQL, from version 4.0 on, which has a type for JSON values (`VARIANT`).
struct SparkSQL: SQLDialect {
  let escapesBackslashes = true
  let hints = [
    "Run it with spark-sql, from version 4.0 on, or each statement with spark.sql(). Paths are",
    "those of Hadoop: s3a:// where the cluster has no s3://.",
  ]
  let now =
    "date_format(convert_timezone(current_timezone(), 'UTC', CAST(now() AS TIMESTAMP_NTZ)), "
    + #""yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")"#

  /// So many steps are more than the analyzer resolves by default.
  func preparation(for query: String) -> String { "SET spark.sql.analyzer.maxIterations = 1000;\n" }

  func lines(from path: String) -> String {
    let quoted = path.split(separator: "`", omittingEmptySubsequences: false)
      .joined(separator: "``")
    return "SELECT value AS line\n  FROM text.`\(quoted)`"
  }

  func written(_ query: String, to path: String) -> String {
    "INSERT OVERWRITE DIRECTORY \(literal(path)) USING text\n\(query)"
  }

  func integer(_ number: Int64) -> String { "\(number)L" }
  func textList(_ elements: [String]) -> String { list(elements, of: "STRING") }
  func integerList(_ elements: [String]) -> String { list(elements, of: "BIGINT") }
  func fieldList(_ elements: [String]) -> String {
    list(elements, of: "STRUCT<name: STRING, value: STRING>")
  }

  private func list(_ elements: [String], of type: String) -> String {
    elements.isEmpty
      ? "CAST(array() AS ARRAY<\(type)>)" : "array(\(elements.joined(separator: ", ")))"
  }

  func constants(_ name: String, _ columns: [ConstantColumn], rows: [String]) -> String {
    "SELECT * FROM (VALUES\n    \(rows.joined(separator: ",\n    ")))\n  "
      + "AS \(name)(\(columns.map(\.name).joined(separator: ", ")))"
  }

  func mapped(_ list: String, _ variable: String, _ result: String) -> String {
    "transform(\(list), \(variable) -> \(result))"
  }
  func filtered(_ list: String, _ variable: String, _ condition: String) -> String {
    "filter(\(list), \(variable) -> \(condition))"
  }
  func flattened(_ list: String) -> String { "flatten(\(list))" }
  func joined(_ lists: [String]) -> String { "concat(\(lists.joined(separator: ", ")))" }
  func count(_ list: String) -> String { "CAST(size(\(list)) AS BIGINT)" }
  func text(joining list: String, by separator: String) -> String {
    "array_join(\(list), \(separator))"
  }
  func sorted(_ list: String) -> String { "array_sort(\(list))" }
  func distinct(_ list: String) -> String { "array_distinct(\(list))" }
  func contains(_ list: String, _ element: String) -> String {
    "array_contains(\(list), \(element))"
  }
  func first(_ list: String) -> String { "get(\(list), 0)" }
  func sum(ofDecimals list: String) -> String {
    "aggregate(\(list), CAST(0 AS DECIMAL(38, 18)), (a, n) -> CAST(a + n AS DECIMAL(38, 18)))"
  }
  func least(_ list: String) -> String { "array_min(\(list))" }

  func field(_ name: String, _ value: String) -> String {
    "struct(\(name) AS name, \(value) AS value)"
  }
  func name(_ field: String) -> String { "\(field).name" }
  func value(_ field: String) -> String { "\(field).value" }
  func record(_ members: [(name: String, value: String)]) -> String {
    "struct(\(members.map { "\($0.value) AS \($0.name)" }.joined(separator: ", ")))"
  }
  func member(_ name: String, at place: Int, of record: String) -> String {
    "\(record).\(name)"
  }

  func matches(_ text: String, _ pattern: String) -> String {
    "regexp_like(\(text), \(literal(pattern)))"
  }
  func captured(_ group: Int, of pattern: String, in text: String) -> String {
    "regexp_extract(\(text), \(literal(pattern)), \(group))"
  }
  func allMatches(_ text: String, _ pattern: String) -> String {
    "regexp_extract_all(\(text), \(literal(pattern)), 0)"
  }
  func byteCount(_ text: String) -> String { "octet_length(\(text))" }
  func scalarCount(_ text: String) -> String { "length(\(text))" }
  func lowercased(_ text: String) -> String { "lower(\(text))" }
  func trimmed(_ text: String) -> String { "trim(BOTH ' \\t\\n\\r' FROM \(text))" }
  func padded(_ text: String, to length: Int) -> String { "lpad(\(text), \(length), '0')" }
  func character(_ code: Int) -> String { "chr(\(code))" }
  func text(_ value: String) -> String { "CAST(\(value) AS STRING)" }
  func whole(_ text: String) -> String { "try_cast(\(text) AS BIGINT)" }
  func decimal(_ text: String) -> String { "try_cast(\(text) AS DECIMAL(38, 18))" }
  func quotient(_ dividend: String, _ divisor: Int64) -> String {
    "(\(dividend) div \(divisor))"
  }
  func remainder(_ dividend: String, _ divisor: Int64) -> String { "(\(dividend) % \(divisor))" }
  func present(_ value: String) -> String { value }

  func opened(_ json: String, names: [String]) -> String { "try_parse_json(\(json))" }
  func member(_ name: String, ofOpened column: String, names: [String]) -> String {
    "coalesce(to_json(try_variant_get(\(column), '$.\(name)', 'variant')), '')"
  }
  func unquoted(_ json: String) -> String {
    "try_variant_get(try_parse_json(\(json)), '$', 'string')"
  }
  // Only values within others can be written as JSON.
  func quoted(_ text: String) -> String {
    "substring(to_json(array(\(text))), 2, length(to_json(array(\(text)))) - 2)"
  }
  func members(_ json: String) -> String {
    "coalesce(transform(map_entries(try_variant_get(try_parse_json(\(json)), '$', "
      + "'map<string, variant>')), m -> struct(m.key AS name, to_json(m.value) AS value)), "
      + "\(fieldList([])))"
  }
  func elements(_ json: String) -> String {
    "coalesce(transform(try_variant_get(try_parse_json(\(json)), '$', 'array<variant>'), "
      + "m -> to_json(m)), \(textList([])))"
  }

  func dayNumber(_ date: String) -> String {
    "CAST(unix_date(try_cast(\(date) AS DATE)) AS BIGINT)"
  }
  func date(_ dayNumber: String) -> String {
    "CAST(date_from_unix_date(CAST(\(dayNumber) AS INT)) AS STRING)"
  }
  func date(ofNanoseconds moment: String, in timeZone: String) -> String {
    "CAST(CAST(convert_timezone('UTC', \(literal(timeZone)), TIMESTAMP_NTZ '1970-01-01 00:00:00' "
      + "+ make_dt_interval(0, 0, 0, \(moment) div 1000000000)) AS DATE) AS STRING)"
  }

  func greatest(_ record: String, where condition: String?) -> String {
    "max(\(record))" + (condition.map { " FILTER (WHERE \($0))" } ?? "")
  }
  func set(of record: String, where condition: String) -> String {
    "collect_set(\(record)) FILTER (WHERE \(condition))"
  }
  func record(_ record: String, ofLeast key: String) -> String { "min_by(\(record), \(key))" }
  func count(where condition: String) -> String { "count_if(\(condition))" }
  func bucket(of text: String, among count: Int) -> String {
    "(CAST(conv(substring(md5(\(text)), 1, 14), 16, 10) AS BIGINT) % \(count))"
  }
}
