import Domain

/// Values as the importer reads them: texts, numbers and short words.
extension SQLDialect {
  /// The text of a JSON text; empty for anything else.
  func plainText(of json: String) -> String {
    "CASE WHEN \(isText(json)) THEN \(unquoted(json)) ELSE '' END"
  }

  /// A number, or one that is written as text, as text.
  func numberText(of json: String) -> String {
    "CASE WHEN \(isText(json)) THEN \(trimmed(unquoted(json))) ELSE \(json) END"
  }

  /// A whole number of text such as `280000` or `280000.0`; NULL of anything else.
  func wholeNumber(of text: String) -> String {
    whole(captured(1, of: "^(-?[0-9]{1,18})([.]0+)?$", in: text))
  }

  /// A number without zeros that mean nothing, as the ledger writes it; one that it can't hold as
  /// its first characters.
  func canonicalNumber(of text: String) -> String {
    let decimal = decimal(text)
    let digits = self.text(decimal)
    let trailing = "trim(TRAILING '.' FROM trim(TRAILING '0' FROM \(digits)))"
    let cut = "concat('\"', substring(\(text), 1, \(RequestText.wordLimitBytes)), '\"')"
    return Cases.text(
      [
        (matches(text, "^(0|-?[1-9][0-9]{0,17})$"), text), ("\(decimal) IS NULL", cut),
        ("\(decimal) = 0", "'0'"), ("\(digits) LIKE '%.%'", trailing),
      ], otherwise: digits)
  }

  /// Whether a name says that the text is natural language or private.
  func isPrivate(_ name: String, suffix: String = "") -> String {
    matches(name, "(?i)(\(RequestText.privateEndings.joined(separator: "|")))\(suffix)$")
  }

  /// A short word without the white space around it or within a measure (`8 s`); empty for other
  /// texts.
  func word(of text: String) -> String {
    let measured = "^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$"
    let single = captured(1, of: "^\\s*([\(Self.wordCharacters)]+)\\s*$", in: text)
    let parts = [1, 2].map { captured($0, of: measured, in: text) }.joined(separator: ", ")
    return Cases.text(
      [
        ("\(byteCount(text)) > \(RequestText.wordLimitBytes) OR \(text) LIKE '%://%'", "''"),
        ("\(single) <> ''", single),
      ], otherwise: "concat(\(parts))")
  }

  /// What of an answer's `meta` is kept: a number, or a short word as it stands; empty otherwise.
  func answerWord(of json: String) -> String {
    let text = unquoted(json)
    let isWord =
      "\(byteCount(text)) <= \(RequestText.wordLimitBytes) AND \(text) NOT LIKE '%://%' AND "
      + matches(text, "^[\(Self.wordCharacters)]+$")
    return Cases.text(
      [
        (isText(json), "CASE WHEN \(isWord) THEN \(json) ELSE '' END"),
        (matches(json, "^[-0-9]"), json),
      ], otherwise: "''")
  }

  static var wordCharacters: String { "A-Za-z0-9_.:/+%-" }
}

/// Times as the importer reads them.
enum TimeText {
  static let pattern =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?"
    + "( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$"

  /// Nanoseconds since 1970 of a time; NULL of anything else.
  static func nanoseconds(of text: String, in sql: some SQLDialect) -> String {
    let part = { (start: Int, length: Int) in
      "CAST(substring(\(text), \(start), \(length)) AS BIGINT)"
    }
    let rest = "substring(\(text), 20)"
    let seconds =
      "\(sql.dayNumber("substring(\(text), 1, 10)")) * 86400 + \(part(12, 2)) * 3600"
      + " + \(part(15, 2)) * 60 + \(part(18, 2)) - \(offset(in: rest, sql))"
    let fraction = "concat(\(sql.captured(1, of: "^[.]([0-9]+)", in: rest)), '000000000')"
    let isTime =
      "\(sql.matches(text, pattern)) AND substring(\(text), 1, 4) BETWEEN '1970' AND '2261'"
    return "CASE WHEN \(isTime)\n      THEN (\(seconds)) * 1000000000\n"
      + "        + CAST(substring(\(fraction), 1, 9) AS BIGINT) END"
  }

  /// Seconds that the zone of a time is ahead of UTC.
  private static func offset(in rest: String, _ sql: some SQLDialect) -> String {
    let offset = sql.captured(1, of: "([+-][0-9:]+)( UTC)?$", in: rest)
    let digits = "concat(replace(\(offset), ':', ''), '00')"
    return "CASE WHEN \(offset) = '' THEN 0 ELSE "
      + "(CASE WHEN \(offset) LIKE '-%' THEN -1 ELSE 1 END) "
      + "* (CAST(substring(\(digits), 2, 2) AS BIGINT) * 3600 "
      + "+ CAST(substring(\(digits), 4, 2) AS BIGINT) * 60) END"
  }

  /// Whether a text means that the time is not known.
  static func isUnset(_ text: String, in sql: some SQLDialect) -> String {
    "(\(text) = '' OR \(text) LIKE '0000-00-00%' "
      + "OR \(sql.matches(text, pattern)) AND substring(\(text), 1, 4) IN ('0000', '0001'))"
  }

  /// RFC 3339 in UTC of nanoseconds since 1970, as JSON.
  static func json(ofNanoseconds moment: String, in sql: some SQLDialect) -> String {
    let second = sql.remainder(sql.quotient(moment, 1_000_000_000), 86_400)
    let clock = [
      sql.quotient(second, 3600), sql.remainder(sql.quotient(second, 60), 60),
      sql.remainder(second, 60),
    ].map { sql.padded(sql.text($0), to: 2) }.joined(separator: ", ':', ")
    let fraction = sql.padded(sql.text(sql.remainder(moment, 1_000_000_000)), to: 9)
    let day = sql.date(sql.quotient(moment, 86_400_000_000_000))
    return "CASE WHEN \(moment) IS NULL THEN 'null' ELSE concat('\"', \(day), 'T', \(clock),\n"
      + "      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM \(fraction)))), 'Z\"') END"
  }
}
