package import Domain

/// Daily series from CSV text: `series_id,date,value`, in any order.
package struct SeriesFile: Sendable {
  package let series: [String: DailySeries]
  /// The identifiers in the order of the file.
  package let order: [String]
  /// Unreadable lines; their day is missing.
  package let rejections: [SeriesError]

  /// - Throws: `SeriesError` if a column is missing.
  package init(_ text: String) throws(SeriesError) {
    var lines = CSVLines(text)
    let columns = try CSVColumns(
      ["series_id", "date", "value"], in: lines.next()?.fields ?? [])
    var found: [String: KnownDays] = [:]
    var order: [String] = []
    var rejections: [SeriesError] = []
    while let (line, fields) = lines.next() {
      do throws(SeriesError) {
        let (name, day, value) = try SeriesFile.record(columns.values(in: fields), line: line)
        if found[name] == nil { order.append(name) }
        try found[name, default: KnownDays(day)].add(value, on: day, line: line)
      } catch {
        rejections.append(error)
      }
    }
    (self.order, self.rejections) = (order, rejections)
    series = found.mapValues(\.series)
  }

  /// Squares and sums of larger values would be no numbers.
  private static let largestValue = 1e18

  private static func record(
    _ fields: [String]?, line: Int
  ) throws(SeriesError) -> (String, CalendarDay, Double?) {
    guard let fields else {
      throw SeriesError(line: line, "expected a field for each column of the heading, found fewer")
    }
    guard let day = CalendarDay(fields[1]) else {
      throw SeriesError(line: line, "expected a date such as 2026-10-05, found \(fields[1])")
    }
    if let value = Double(fields[2]), value.isFinite, value >= 0 {
      guard value <= largestValue else {
        throw SeriesError(line: line, "expected a number up to 1e18, found \(fields[2])")
      }
      return (fields[0], day, value)
    }
    guard ["", "nan", "na", "null"].contains(fields[2].lowercased()) else {
      throw SeriesError(line: line, "expected a number from 0 up, found \(fields[2])")
    }
    return (fields[0], day, nil)
  }
}

/// The days of one series, from a file in any order.
private struct KnownDays {
  /// A century: a longer series must contain a wrong date.
  private static let longest = 36_525

  private enum Day {
    case missing
    case given(Double?)
  }

  private var span: ClosedRange<CalendarDay>
  /// The day of the first element of `days`.
  private var base: CalendarDay
  private var days: [Day] = []

  init(_ day: CalendarDay) { (span, base) = (day...day, day) }

  mutating func add(_ value: Double?, on day: CalendarDay, line: Int) throws(SeriesError) {
    let wider = min(span.lowerBound, day)...max(span.upperBound, day)
    guard wider.upperBound.number - wider.lowerBound.number < KnownDays.longest else {
      throw SeriesError(line: line, "\(day) is more than a century from other days")
    }
    span = wider
    let place = place(of: day)
    guard case .missing = days[place] else {
      throw SeriesError(line: line, "\(day) appears twice")
    }
    days[place] = .given(value)
  }

  /// The index of a day, extending the array if necessary.
  private mutating func place(of day: CalendarDay) -> Int {
    if day < base {
      // Doubles the capacity, so that a file whose latest day comes first is read as quickly.
      let more = max(base.number - day.number, days.count)
      days.insert(contentsOf: repeatElement(.missing, count: more), at: 0)
      base = base + -more
    }
    let place = day.number - base.number
    while days.count <= place { days.append(.missing) }
    return place
  }

  var series: DailySeries {
    DailySeries(
      firstDay: span.lowerBound,
      values: (span.lowerBound.number...span.upperBound.number).map { number in
        if case .given(let value) = days[number - base.number] { value } else { nil }
      })
  }
}

/// The origins to forecast a file of series from: `series_id,origin,horizon`, ignoring other
/// columns.
package struct OriginFile: Sendable {
  package struct Origin: Hashable, Sendable {
    package let series: String
    package let day: CalendarDay
    /// How many days are forecast: the longest requested horizon.
    package var horizon: Int
    /// How many days are summed: the shortest horizon, since the rest of a month is shorter than
    /// the daily path requested with it.
    package var sumDays: Int

    package init(series: String, day: CalendarDay, horizon: Int, sumDays: Int) {
      (self.series, self.day, self.horizon, self.sumDays) = (series, day, horizon, sumDays)
    }
  }

  /// Each series and day once, in the order of the file.
  package let origins: [Origin]
  package let rejections: [SeriesError]

  /// - Throws: `SeriesError` if a column is missing.
  package init(_ text: String) throws(SeriesError) {
    var lines = CSVLines(text)
    let columns = try CSVColumns(
      ["series_id", "origin", "horizon"], in: lines.next()?.fields ?? [])
    var origins: [Origin] = []
    var places: [String: Int] = [:]
    var rejections: [SeriesError] = []
    while let (line, fields) = lines.next() {
      guard let values = columns.values(in: fields), let day = CalendarDay(values[1]),
        let horizon = Int(values[2]), (1...Forecaster.longestHorizon).contains(horizon)
      else {
        rejections.append(
          SeriesError(
            line: line, "expected a date and a horizon of 1 to \(Forecaster.longestHorizon)"))
        continue
      }
      let key = "\(day) \(values[0])"
      if let place = places[key] {
        origins[place].horizon = max(origins[place].horizon, horizon)
        origins[place].sumDays = min(origins[place].sumDays, horizon)
      } else {
        places[key] = origins.count
        origins.append(
          Origin(series: values[0], day: day, horizon: horizon, sumDays: horizon))
      }
    }
    (self.origins, self.rejections) = (origins, rejections)
  }
}

/// The lines of a CSV text, field by field, as RFC 4180 quotes them.
struct CSVLines: Sequence, IteratorProtocol {
  private var bytes: ArraySlice<UInt8>
  /// The number of the line on which the next record starts.
  private(set) var lineNumber = 1

  init(_ text: String) { bytes = Array(text.utf8)[...] }

  /// The next record with the line it starts on; empty lines are skipped.
  mutating func next() -> (line: Int, fields: [String])? {
    while !bytes.isEmpty {
      let line = lineNumber
      let fields = record()
      if fields.count > 1 || fields.first?.isEmpty == false { return (line, fields) }
    }
    return nil
  }

  private mutating func record() -> [String] {
    var fields: [String] = []
    while true {
      fields.append(field())
      guard let end = bytes.popFirst() else { return fields }
      if end == UInt8(ascii: "\n") {
        lineNumber += 1
        return fields
      }
    }
  }

  /// A field up to the comma or line feed that ends it, which is not consumed.
  private mutating func field() -> String {
    guard bytes.first == UInt8(ascii: "\"") else {
      let end = bytes.firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") }
      let field = bytes[..<(end ?? bytes.endIndex)]
      bytes = bytes[field.endIndex...]
      return String(
        decoding: field.last == UInt8(ascii: "\r") ? field.dropLast() : field, as: UTF8.self)
    }
    bytes.removeFirst()
    var field: [UInt8] = []
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\n") { lineNumber += 1 }
      if byte == UInt8(ascii: "\"") {
        guard bytes.first == UInt8(ascii: "\"") else { break }
        bytes.removeFirst()
      }
      field.append(byte)
    }
    // Anything between the closing quote and the end of the field is ignored.
    while let byte = bytes.first, byte != UInt8(ascii: ","), byte != UInt8(ascii: "\n") {
      bytes.removeFirst()
    }
    return String(decoding: field, as: UTF8.self)
  }
}

/// The columns of a CSV file by name.
struct CSVColumns {
  private let places: [Int]

  /// Finds columns in a header, ignoring a byte order mark and spaces; otherwise says which is
  /// missing.
  init(_ names: [String], in header: [String]) throws(SeriesError) {
    let found = header.map { name in
      String(name.drop { $0 == "\u{FEFF}" || $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    var places: [Int] = []
    for name in names {
      guard let place = found.firstIndex(of: name) else {
        throw SeriesError(
          line: 1, "expected the columns \(names.joined(separator: ",")), found no \(name)")
      }
      places.append(place)
    }
    self.places = places
  }

  func values(in fields: [String]) -> [String]? {
    guard let last = places.max(), last < fields.count else { return nil }
    return places.map { fields[$0] }
  }
}

/// What is wrong with a line of a file of series.
package struct SeriesError: Error, Hashable, CustomStringConvertible {
  package let line: Int
  package let reason: String

  init(line: Int, _ reason: String) { (self.line, self.reason) = (line, reason) }

  package var description: String { "\(line): \(reason)" }
}
