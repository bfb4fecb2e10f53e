/// Why a value is no time: its form, in words.
package struct TimeFormError: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

extension Timestamp {
  /// Unix seconds after 1973 and before 2262; milliseconds and microseconds of these years are
  /// larger, each in a range of its own.
  private static let secondsRange: Range<Int64> = 100_000_000..<9_190_000_000

  /// Reads a time as records have it: RFC 3339 and its variants in databases (``init(_:)``), Unix
  /// time as a number or its digits, in any unit from seconds to microseconds, and the dates of HTTP
  /// (`Sun, 03 May 2026 10:15:20 GMT`), which web frameworks write into JSON.
  ///
  /// - Throws: ``TimeFormError`` that names the form of anything else.
  package init(member value: JSONValue) throws(TimeFormError) {
    switch value {
    case .null: self = .unset
    case .number:
      guard let time = Timestamp.unix(value.decimal) else {
        throw TimeFormError("a number that is no Unix time")
      }
      self = time
    case .string(let text): self = try Timestamp.time(of: String(text.trimmed))
    default: throw TimeFormError(value.kindText)
    }
  }

  private static func time(of text: String) throws(TimeFormError) -> Timestamp {
    if let time = Timestamp(text) { return time }
    let isNumber = text.utf8.allSatisfy { $0 &- 48 < 10 || $0 == UInt8(ascii: ".") }
    if isNumber, let time = unix(ExactDecimal(text)) { return time }
    if let time = httpDate(text) { return time }
    throw TimeFormError(form(of: text))
  }

  /// A fraction only counts with seconds, as Python writes them; 0 means no time.
  private static func unix(_ number: ExactDecimal?) -> Timestamp? {
    guard let number, let count = Int64(exactly: number.ratio.floor) else { return nil }
    if number == ExactDecimal(0) { return .unset }
    for perSecond in [1, 1_000, 1_000_000] as [Int64] {
      let range = secondsRange.lowerBound * perSecond..<secondsRange.upperBound * perSecond
      guard range.contains(count) else { continue }
      guard perSecond == 1 || number.whole != nil,
        let nanoseconds = try? number.ratio.times(Ratio(1_000_000_000 / perSecond))
      else { return nil }
      return Int64(exactly: nanoseconds.floor).map { .at(Instant(nanoseconds: $0)) }
    }
    return nil
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The date format of HTTP (RFC 9110, IMF-fixdate).
  private static func httpDate(_ text: String) -> Timestamp? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0].utf8.count == 4, parts[0].hasSuffix(","),
      let month = months.firstIndex(of: String(parts[2])),
      ["GMT", "UTC", "+0000"].contains(parts[5])
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }

  /// What a text that is no time looks like.
  private static func form(of text: String) -> String {
    let shape = String(
      decoding: text.utf8.prefix(40).map { $0 &- 48 < 10 ? UInt8(ascii: "0") : $0 }, as: UTF8.self)
    let isDate = shape.hasPrefix("0000-00-00")
    switch shape {
    case "0000-00-00": return "a date without a time"
    case _ where isDate && ["", "Z"].contains(shape.dropFirst(16)): return "a time without seconds"
    case _ where isDate && !(1970...2261).contains(Int(text.prefix(4)) ?? 0):
      return "a time outside of 1970 to 2261"
    case _ where isDate && shape.dropFirst(19).contains(where: { $0.isLetter && $0 != "Z" }):
      return "a time with a named zone"
    case _ where isDate: return "a time that does not exist"
    case _ where shape.hasPrefix("00:00"): return "a time without a date"
    case _ where shape.allSatisfy({ $0 == "0" }): return "digits that are no Unix time"
    default: return "a text"
    }
  }
}
