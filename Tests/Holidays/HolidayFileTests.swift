import Domain
import Holidays
import Testing

@Suite struct HolidayFileTests {
  /// The days of a calendar with one event, as text.
  private static func days(
    _ event: String, lineEnd: String = "\r\n", mark: String = ""
  ) throws -> [String: String] {
    let file = try read(event, lineEnd: lineEnd, mark: mark)
    #expect(file.notes == [])
    return Dictionary(uniqueKeysWithValues: file.days.map { ($0.key.description, $0.value) })
  }

  private static func read(
    _ event: String, lineEnd: String = "\r\n", mark: String = ""
  ) throws -> HolidayFile {
    let lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", event, "END:VEVENT", "END:VCALENDAR", ""]
    let text = lines.joined(separator: "\n").split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .joined(separator: lineEnd)
    return try HolidayFile(Array((mark + text).utf8), unnamed: "Day off")
  }

  @Test(arguments: ["\r\n", "\n"], ["", "\u{FEFF}"])
  func `an event is the days from its start to before its end`(
    lineEnd: String, mark: String
  ) throws {
    let event = "DTSTART;VALUE=DATE:20261230\nDTEND;VALUE=DATE:20270102\nSUMMARY:Studio closed"
    #expect(
      try Self.days(event, lineEnd: lineEnd, mark: mark) == [
        "2026-12-30": "Studio closed", "2026-12-31": "Studio closed",
        "2027-01-01": "Studio closed",
      ])
  }

  @Test(
    arguments: [
      ("DTSTART:20260803", ["2026-08-03"]),
      ("DTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260803", ["2026-08-03"]),
      ("DTSTART;VALUE=DATE:20260803\nDURATION:P2D", ["2026-08-03", "2026-08-04"]),
      (
        "DTSTART;TZID=\"Europe/Berlin:x\":20260803T000000\nDTEND:20260805T000000",
        ["2026-08-03", "2026-08-04"]
      ),
      (
        "dtstart;value=date:20260803\nrdate;value=date:20260901,20261001",
        ["2026-08-03", "2026-09-01", "2026-10-01"]
      ),
      (
        "DTSTART:20260803\nRRULE:FREQ=YEARLY;COUNT=3\nEXDATE;VALUE=DATE:20270803",
        ["2026-08-03", "2028-08-03"]
      ),
      (
        "DTSTART:20260803\nRRULE:FREQ=YEARLY;INTERVAL=2;UNTIL=20300803T000000Z",
        ["2026-08-03", "2028-08-03", "2030-08-03"]
      ),
      (
        "DTSTART:20240229\nRRULE:FREQ=YEARLY;UNTIL=20321231",
        ["2024-02-29", "2028-02-29", "2032-02-29"]
      ),
      (
        "DTSTART:20261126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3",
        ["2026-11-26", "2027-11-25", "2028-11-23"]
      ),
      (
        "DTSTART:20260525\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=2;WKST=SU",
        ["2026-05-25", "2027-05-31"]
      ),
      // The Tuesday after the first Monday of November.
      (
        "DTSTART:20261103\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=2",
        ["2026-11-03", "2027-11-02"]
      ),
      (
        "DTSTART:20260131\nRRULE:FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=-1;COUNT=3",
        ["2026-01-31", "2026-02-28", "2027-01-31"]
      ),
      ("DTSTART:20260803\nSTATUS:CANCELLED", []),
      ("DTSTART:20260803\nBEGIN:VALARM\nDTSTART:20260901\nEND:VALARM", ["2026-08-03"]),
    ] as [(String, [String])])
  func `an event has the days that it says`(event: String, days: [String]) throws {
    #expect(try Self.days(event).keys.sorted() == days)
  }

  @Test func `an event without an end is followed to 2100`() throws {
    let days = try Self.days("DTSTART;VALUE=DATE:20260803\nRRULE:FREQ=YEARLY")
    #expect(days.count == 75)
    #expect(days["2100-08-03"] == "Day off")
  }

  @Test(
    arguments: [
      ("SUMMARY:Betriebsferien\\, Köln\\; alle\\nzu", "Betriebsferien, Köln; alle zu"),
      ("SUMMARY;LANGUAGE=de:Ein\n  langer\n\t Name", "Ein langer Name"),
      ("SUMMARY;X=\"a:b;c\":Fest", "Fest"), ("SUMMARY:", "Day off"), ("", "Day off"),
      ("SUMMARY:\(String(repeating: "é", count: 300))", String(repeating: "é", count: 100)),
    ] as [(String, String)])
  func `a name is unfolded and its escapes are resolved`(line: String, name: String) throws {
    #expect(try Self.days("DTSTART:20260803\n\(line)") == ["2026-08-03": name])
  }

  @Test func `a line that is folded inside a character is whole again`() throws {
    var bytes = Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260803\nSUMMARY:K".utf8)
    bytes += [0xC3] + Array("\r\n ".utf8) + [0xB6]
    bytes += Array("ln\nEND:VEVENT\nEND:VCALENDAR\n".utf8)
    let file = try HolidayFile(bytes, unnamed: "")
    #expect(Array(file.days.values) == ["Köln"])
  }

  @Test(
    arguments: [
      (
        "DTSTART:20260803T090000Z", 3,
        "DTSTART: expected a day such as 20261224, found 20260803T090000Z", 0
      ),
      ("DTSTART:20260230", 3, "DTSTART: expected a day such as 20261224, found 20260230", 0),
      ("SUMMARY:x", 2, "expected an event with DTSTART;VALUE=DATE:20261224", 0),
      ("DTSTART:20260803\nDTEND:20260801", 2, "expected DTEND after DTSTART", 0),
      ("DTSTART:20260803\nDTEND:20290801", 2, "expected an event of at most 366 days", 0),
      ("DTSTART:20260803\nDURATION:PT8H", 4, "DURATION: expected days or weeks, such as P3D", 1),
      (
        "DTSTART:20260803\nRRULE:FREQ=WEEKLY", 4,
        "RRULE: expected FREQ=YEARLY, found FREQ=WEEKLY; the first day alone is taken", 1
      ),
      (
        "DTSTART:20260803\nRRULE:FREQ=YEARLY;BYSETPOS=1", 4,
        "RRULE: BYSETPOS is not supported; the first day alone is taken", 1
      ),
      (
        "DTSTART:20260803\nRRULE:FREQ=YEARLY;BYDAY=MO", 4,
        "RRULE: expected BYMONTH beside BYDAY; the first day alone is taken", 1
      ),
      (
        "DTSTART:20260803\nRRULE:FREQ=YEARLY;BYMONTH=13", 4,
        "RRULE: expected BYMONTH from 1 to 12; the first day alone is taken", 1
      ),
      (
        "DTSTART:20260803\nRRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=-9223372036854775808MO", 4,
        "RRULE: expected BYDAY such as 4TH or -1MO; the first day alone is taken", 1
      ),
      ("DTSTART:20260803\nno property", 4, "expected NAME:VALUE", 1),
      (
        "DTSTART:20260803\nRDATE:2026", 4,
        "RDATE: expected a day such as 20261224, found 2026", 1
      ),
      (
        "DTSTART:20260803\nRECURRENCE-ID:20260802", 4,
        "RECURRENCE-ID is not supported: the day that it replaces stays", 1
      ),
    ] as [(String, Int, String, Int)])
  func `a line that cannot be read is told, and the rest goes on`(
    event: String, line: Int, reason: String, days: Int
  ) throws {
    let file = try Self.read(event + "\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20300101")
    #expect(file.notes.map(\.reason) == [reason])
    #expect(file.notes.map(\.line) == [line])
    #expect(file.days.count == days + 1)
  }

  @Test func `an event that the file ends in is told`() throws {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260803\n"
    let file = try HolidayFile(Array(text.utf8), unnamed: "")
    #expect(file.days == [:])
    #expect(file.notes.map(\.line) == [2])
  }

  @Test func `of two events on a day the first gives the name`() throws {
    let file = try Self.read(
      "DTSTART:20260803\nSUMMARY:a\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260803\nSUMMARY:b")
    #expect(Array(file.days.values) == ["a"])
  }

  @Test(
    arguments: [
      ("", "expected a calendar, which begins with BEGIN:VCALENDAR"),
      ("date,name\n2026-12-24,x\n", "expected a calendar, which begins with BEGIN:VCALENDAR"),
      ("\u{0}\u{1}\u{2}", "expected a calendar, which begins with BEGIN:VCALENDAR"),
      (
        "BEGIN:VCALENDAR\n" + String(repeating: " x\n", count: 3_000_000),
        "expected at most 8 MiB, found 9000016 bytes"
      ),
      (
        "BEGIN:VCALENDAR\n"
          + String(
            repeating:
              "BEGIN:VEVENT\nDTSTART:20260101\nDTEND:20270101\nRRULE:FREQ=YEARLY;COUNT=20\nEND:VEVENT\n",
            count: 3), "expected at most 20000 days and events"
      ),
    ] as [(String, String)])
  func `a file that is no calendar, or too large, is refused`(text: String, reason: String) {
    let error = #expect(throws: HolidayFile.Failure.self) {
      try HolidayFile(Array(text.utf8), unnamed: "")
    }
    #expect(error?.description == reason)
  }

  @Test(arguments: 1...200)
  func `damaged files are read or refused`(seed: Int) throws {
    var state = UInt64(seed)
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let event =
      "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND:20261226\r\nSUMMARY:a\\,b\r\n"
      + "RRULE:FREQ=YEARLY;INTERVAL=3;BYMONTH=12;BYDAY=-1TH\r\nEXDATE:20291227\r\nEND:VEVENT\r\n"
    var bytes = Array("BEGIN:VCALENDAR\r\n\(event)\(event)END:VCALENDAR\r\n".utf8)
    for _ in 0...next(12) {
      let place = next(bytes.count)
      switch next(3) {
      case 0: bytes[place] = UInt8(next(256))
      case 1: bytes.remove(at: place)
      default: bytes.insert(bytes[next(bytes.count)], at: place)
      }
    }
    let file = try? HolidayFile(bytes, unnamed: "Day off")
    #expect(file.map { $0.days.count <= HolidayFile.maximumDays } ?? true, "seed \(seed)")
  }
}
