import Domain

/// An all-day event of an iCalendar file.
struct CalendarEvent {
  /// An event that is longer is no holiday.
  static let maximumDays = 366

  private var start: CalendarDay?
  private var length: Int?
  private var end: CalendarDay?
  private var rule: YearlyRule?
  private var additions: [CalendarDay] = []
  private var exceptions: Set<CalendarDay> = []
  private(set) var name = ""
  /// Canceled, or without a readable day.
  private var isDropped = false
  /// The line on which it begins.
  let line: Int

  init(line: Int) {
    self.line = line
  }

  mutating func set(_ property: ContentLine) throws(Unreadable) {
    switch property.name {
    case "SUMMARY": name = property.text
    case "STATUS": if property.value.uppercased() == "CANCELLED" { drop() }
    case "DTSTART": start = try CalendarEvent.day(property, property.value)
    case "DTEND": end = try CalendarEvent.day(property, property.value)
    case "DURATION": length = try CalendarEvent.length(property.value)
    case "RRULE":
      do throws(Unreadable) {
        rule = try YearlyRule(property.value)
      } catch {
        throw Unreadable("RRULE: \(error.reason); the first day alone is taken")
      }
    case "RDATE": additions += try CalendarEvent.days(property)
    case "EXDATE": exceptions.formUnion(try CalendarEvent.days(property))
    case "RECURRENCE-ID":
      throw Unreadable("RECURRENCE-ID is not supported: the day that it replaces stays")
    default: break
    }
  }

  mutating func drop() { isDropped = true }

  /// All days of the event and its repetitions; nil if it was dropped.
  func days() throws(Unreadable) -> [CalendarDay]? {
    if isDropped { return nil }
    guard let start else { throw Unreadable("expected an event with DTSTART;VALUE=DATE:20261224") }
    // A DTEND on the first day is common, and wrong: the end is the day after the last.
    let length = max(1, length ?? end.map { $0.number - start.number } ?? 1)
    guard end.map({ $0 >= start }) ?? true else {
      throw Unreadable("expected DTEND after DTSTART")
    }
    guard length <= CalendarEvent.maximumDays else {
      throw Unreadable("expected an event of at most \(CalendarEvent.maximumDays) days")
    }
    let starts = (rule?.days(from: start) ?? [start]) + additions
    guard starts.count * length <= HolidayFile.maximumDays else {
      throw Unreadable("expected an event of at most \(HolidayFile.maximumDays) days in all")
    }
    return starts.filter { !exceptions.contains($0) }.flatMap { start in
      (0..<length).map { start + $0 }
    }
  }

  private static func days(_ property: ContentLine) throws(Unreadable) -> [CalendarDay] {
    var days: [CalendarDay] = []
    for text in property.value.split(separator: ",") { days.append(try day(property, text)) }
    return days
  }

  /// A day, or the midnight at which it begins, as some programs write it.
  private static func day(
    _ property: ContentLine, _ text: some StringProtocol
  ) throws(Unreadable) -> CalendarDay {
    let midnight = "T000000"
    let date = text.hasSuffix(midnight) ? String(text.dropLast(midnight.count)) : String(text)
    if let day = CalendarDay(compact: date) { return day }
    let found = VisibleText.line(String(text), limit: 40)
    throw Unreadable("\(property.name): expected a day such as 20261224, found \(found)")
  }

  /// Days or weeks: `P3D`, `P1W`.
  private static func length(_ text: String) throws(Unreadable) -> Int {
    let unit = text.hasSuffix("W") ? 7 : 1
    guard text.hasPrefix("P"), text.hasSuffix("D") || text.hasSuffix("W"),
      let count = Int(text.dropFirst().dropLast()), (1...maximumDays).contains(count)
    else { throw Unreadable("DURATION: expected days or weeks, such as P3D") }
    return count * unit
  }
}
