package import Domain

/// The all-day events of an iCalendar file (RFC 5545, `.ics`), by day.
package struct HolidayFile: Equatable, Sendable {
  /// What was not taken, and why.
  package struct Note: Equatable, Sendable {
    package let line: Int
    package let reason: String
  }

  /// Why the file as a whole is of no use.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package static let maximumBytes = 8 << 20
  package static let maximumDays = 20_000
  private static let maximumEvents = 20_000
  private static let maximumNameLength = 100
  /// A file of another kind would have millions.
  private static let maximumNotes = 1000

  /// The days with the names of their events: of two events on a day, the first one's.
  package private(set) var days: [CalendarDay: String] = [:]
  /// In the order of the lines; the last one says if there were too many.
  package private(set) var notes: [Note] = []
  /// Events, and their days, of which several may be the same day: bounds on the work.
  private var (events, daysOfEvents) = (0, 0)

  /// Reads the file, except for what ``notes`` tell.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file, or as much as tells that it is too large.
  ///   - sizeBytes: The size of the file, if that is more.
  ///   - unnamed: The name of the days of an event without one.
  /// - Throws: ``Failure`` if it is no calendar or larger than what is allowed.
  package init(
    _ bytes: [UInt8], sizeBytes: Int? = nil, unnamed: String
  ) throws(Failure) {
    guard bytes.count <= HolidayFile.maximumBytes else {
      throw Failure(description: "expected at most 8 MiB, found \(sizeBytes ?? bytes.count) bytes")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = ContentLine.all(in: bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...])
    guard let first = content.lines.first, first.opens("VCALENDAR"),
      content.invalid.first.map({ $0 > first.line }) ?? true
    else { throw Failure(description: "expected a calendar, which begins with BEGIN:VCALENDAR") }
    for line in content.invalid { note(line, "expected NAME:VALUE") }
    try read(content.lines, unnamed: unnamed)
    notes.sort { $0.line < $1.line }
  }

  private mutating func note(_ line: Int, _ reason: String) {
    guard notes.count < Self.maximumNotes else { return }
    let isLast = notes.count == Self.maximumNotes - 1
    notes.append(Note(line: line, reason: reason + (isLast ? "; more notes are left out" : "")))
  }

  private mutating func read(_ lines: [ContentLine], unnamed: String) throws(Failure) {
    var event: CalendarEvent?
    // Components inside an event, such as an alarm, have properties of the same names.
    var depth = 0
    for line in lines {
      if line.name == "BEGIN" {
        if event != nil {
          depth += 1
        } else if line.opens("VEVENT") {
          event = CalendarEvent(line: line.line)
        }
      } else if line.name == "END", event != nil {
        if depth == 0 {
          try close(&event, unnamed: unnamed)
        } else {
          depth -= 1
        }
      } else if depth == 0, event != nil {
        do throws(Unreadable) {
          try event?.set(line)
        } catch {
          note(line.line, error.reason)
          // Its day is not known, which has been said.
          if line.name == "DTSTART" || line.name == "DTEND" { event?.drop() }
        }
      }
    }
    if let event {
      note(event.line, "expected END:VEVENT, found the end of the file")
    }
  }

  private mutating func close(_ event: inout CalendarEvent?, unnamed: String) throws(Failure) {
    defer { event = nil }
    guard let closed = event else { return }
    do throws(Unreadable) {
      let name = closed.name.isEmpty ? unnamed : String(closed.name.prefix(Self.maximumNameLength))
      let all = try closed.days() ?? []
      daysOfEvents += all.count
      for day in all where days[day] == nil { days[day] = name }
    } catch {
      note(closed.line, error.reason)
    }
    events += 1
    guard events <= Self.maximumEvents, daysOfEvents <= Self.maximumDays else {
      throw Failure(description: "expected at most \(Self.maximumDays) days and events")
    }
  }
}

extension ContentLine {
  fileprivate func opens(_ component: String) -> Bool {
    name == "BEGIN" && value.uppercased() == component
  }
}
