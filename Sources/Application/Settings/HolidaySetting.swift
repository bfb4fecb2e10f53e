package import Domain
import Files
import Foundation
package import Holidays
import Intake
import Yams

/// What the `holidays` setting says: a country, dates, and files that are read when they are needed.
struct HolidaySetting: Equatable {
  let calendar: HolidayCalendar
  let filePaths: [String]

  /// The name of days that are given without one.
  static let unnamed = "Day off"
  static let expected =
    "a country such as DE or DE-BY, or a mapping of country, region, dates and file"

  private static let fields = ["country", "region", "dates", "file"]

  /// Reads a country with its region, `DE` or `DE-BY`.
  ///
  /// - Throws: ``SettingError`` if there is no such country or region here.
  init(code: String, line: Int) throws(SettingError) {
    let parts = code.split(separator: "-", maxSplits: 1).map(String.init)
    let country = try HolidaySetting.country(parts.first ?? "", line: line)
    let region =
      parts.count > 1 ? try HolidaySetting.region(parts[1], of: country, line: line) : nil
    calendar = HolidayCalendar(country: country, region: region)
    filePaths = []
  }

  /// Reads the mapping; paths are made absolute.
  init(_ node: Node, absolute: (String) -> String) throws(SettingError) {
    let line = node.mark?.line ?? 1
    let record = try SettingRecord(node, known: Self.fields)
    let code = try record.optional("country", "a country such as DE") { $0.isEmpty ? nil : $0 }
    let base = try code.map { code throws(SettingError) in
      try HolidaySetting(code: code, line: record.line(of: "country")).calendar
    }
    let regionCode = try record.optional("region", "a region such as BY") { $0.isEmpty ? nil : $0 }
    var region = base?.region
    if let regionCode {
      guard let country = base?.country else { throw record.error("region", "a country beside it") }
      guard region == nil else { throw record.error("region", "one region, not two") }
      region = try Self.region(regionCode, of: country, line: record.line(of: "region"))
    }
    var listed: [CalendarDay: String] = [:]
    for node in record.nodes("dates") {
      let (days, name) = try Self.days(node)
      // The first one that is given has a day.
      for day in days where listed[day] == nil { listed[day] = name }
    }
    filePaths = try record.list("file", "a path or a list of them") { $0 }.map(absolute)
    guard base != nil || !listed.isEmpty || !filePaths.isEmpty else {
      throw SettingError(line: line, message: "expected \(Self.expected)")
    }
    calendar = HolidayCalendar(country: base?.country, region: region, listed: listed)
  }

  private static func country(_ code: String, line: Int) throws(SettingError) -> Country {
    if let country = Country.named(code) { return country }
    let nearest = NearestNames.nearest(to: code, among: Country.all.map(\.name)).first
      .flatMap { Country.named($0) }
    throw SettingError(
      line: line,
      message: "unknown country \(VisibleText.line(code, limit: 40))"
        + (nearest.map { "; nearest is \($0.code) (\($0.name))" } ?? "")
        + "; the countries are \(Country.all.map(\.code).joined(separator: ", ")); for any other, "
        + "give dates or a file")
  }

  private static func region(
    _ code: String, of country: Country, line: Int
  ) throws(SettingError) -> String {
    if let region = country.region(named: code) { return region }
    let known = country.regions.joined(separator: ", ")
    throw SettingError(
      line: line,
      message: "unknown region \(VisibleText.line(code, limit: 40)) of \(country.name); "
        + (known.isEmpty ? "it has none here" : "its regions are \(known)"))
  }

  /// The days of an entry: a day or a span, alone or as a mapping with a name.
  private static func days(
    _ node: Node
  ) throws(SettingError) -> (days: [CalendarDay], name: String) {
    let line = node.mark?.line ?? 1
    var text = node.string
    var name = unnamed
    if case .mapping = node {
      let record = try SettingRecord(node, known: ["day", "name"])
      text = try record.required("day", "a day such as 2026-12-24") { $0 }
      name = try record.name()
    }
    let ends = (text ?? "").split(separator: "..", omittingEmptySubsequences: false)
      .map { CalendarDay($0) }
    guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
      (first.number..<first.number + longestSpan).contains(last.number)
    else {
      throw SettingError(
        line: line,
        message: "dates: expected a day such as 2026-12-24 or a span of at most a year such as "
          + "2026-08-03..2026-08-21")
    }
    return ((0...last.number - first.number).map { first + $0 }, name)
  }

  private static let longestSpan = 366
}

/// The holidays of a run.
package struct ReadHolidays: Equatable, Sendable {
  package let calendar: HolidayCalendar
  /// Lines of files that were not read, each with its file, its line and what was expected.
  package let notes: [String]
}

extension Configuration {
  /// The days that behave like holidays; nil if the setting isn't set.
  ///
  /// - Throws: ``Failure`` if a file cannot be read.
  package func holidays() throws(Failure) -> ReadHolidays? {
    guard case .holidays(let setting) = entries[.holidays]?.value else { return nil }
    var listed = setting.calendar.listed
    var notes: [String] = []
    for path in setting.filePaths {
      let file = try Configuration.holidayFile(path)
      listed.merge(file.days) { given, _ in given }
      notes += file.notes.map { "\(path):\($0.line): \($0.reason)" }
    }
    let calendar = HolidayCalendar(
      country: setting.calendar.country, region: setting.calendar.region, listed: listed)
    return ReadHolidays(calendar: calendar, notes: notes)
  }

  private static func holidayFile(_ path: String) throws(Failure) -> HolidayFile {
    // A byte more than is allowed tells a file that is too large.
    let bytes: [UInt8]
    do throws(ReadError) {
      bytes = try WholeFile.bytes(at: path, limitBytes: HolidayFile.maximumBytes + 1)
    } catch {
      throw Failure(.configuration, error.description)
    }
    do throws(HolidayFile.Failure) {
      return try HolidayFile(
        bytes, sizeBytes: FileStamp(path: path).map { max(Int($0.sizeBytes), bytes.count) },
        unnamed: HolidaySetting.unnamed)
    } catch {
      throw Failure(.configuration, "\(path): \(error.description)")
    }
  }
}

extension Run {
  /// The names of the configured holidays among some days; lines of a calendar file that were not
  /// read are told.
  package func holidays(
    in days: ClosedRange<CalendarDay>
  ) throws(Failure) -> [CalendarDay: String] {
    guard let read = try configuration.holidays() else { return [:] }
    for note in read.notes { notices.warning(VisibleText.line(note, limit: 300)) }
    return read.calendar.names(in: days)
  }
}
