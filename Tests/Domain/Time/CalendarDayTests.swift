import Domain
import Testing

@Suite struct CalendarDayTests {
  @Test(
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("1900-03-01", -25_508), ("2000-02-29", 11_016),
      ("2000-03-01", 11_017), ("2024-12-31", 20_088), ("2026-03-16", 20_528),
      ("2261-12-31", 106_650), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ] as [(String, Int)])
  func `a day is counted from 1970 and written as it is read`(text: String, number: Int) throws {
    let day = try #require(CalendarDay(text))
    #expect(day.number == number)
    #expect(CalendarDay(number: number).description == text)
  }

  @Test(arguments: [
    "2026-02-29", "2100-02-29", "1900-02-29", "2024-02-30", "2026-04-31", "2026-06-31",
    "2026-09-31", "2026-11-31", "2026-01-32", "2026-00-10", "2026-13-01", "2026-05-00",
    "0000-01-01",
  ])
  func `a date that does not exist is not a day`(text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test(arguments: [
    "", "2026", "2026-05", "2026-5-4", "26-05-04", "2026/05/04", "2026-05-04 ", " 2026-05-04",
    "2026-05-04T", "+026-05-04", "2026-05--4", "２０２６-05-04", "today",
  ])
  func `any other text is not a day`(text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test func `leap years are every fourth, but of centuries only every fourth`() {
    let days = [2023, 2024, 2025, 2026, 2028, 1900, 2000, 2100, 2200, 2400].map {
      CalendarMonth("\($0)-02")?.days
    }
    #expect(days == [28, 29, 28, 28, 29, 28, 29, 28, 28, 29])
  }

  @Test func `months have the right number of days`() {
    let lengths = (1...12).map { CalendarMonth("2026-\(padded($0, to: 2))")?.days }
    #expect(lengths == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
  }

  @Test(arguments: [1_600, 1_970])
  func `every day of four centuries follows the day before`(firstYear: Int) throws {
    var expected = (year: firstYear, month: 1, day: 1)
    let first = try #require(CalendarDay(year: firstYear, month: 1, day: 1))
    var wrong: [String] = []
    for number in first.number..<first.number + 146_097 {
      let found = CalendarDay(number: number).date
      if found != expected { wrong.append("\(number): \(found)") }
      expected = Self.next(expected)
    }
    #expect(wrong.prefix(3).isEmpty)
    #expect(expected.year == firstYear + 400)
  }

  @Test(arguments: [3, 7, 31, 365])
  func `a number becomes a date and the same number again`(step: Int) {
    let wrong = stride(from: -719_162, through: 2_932_896, by: step * 13).filter { number in
      let (year, month, day) = CalendarDay(number: number).date
      return CalendarDay(year: year, month: month, day: day)?.number != number
    }
    #expect(wrong.prefix(3).isEmpty)
  }

  @Test func `days are counted across the ends of months and years`() throws {
    let day = try #require(CalendarDay("2023-12-31"))
    #expect((day + 1).description == "2024-01-01")
    #expect((day + 60).description == "2024-02-29")
    #expect((day + -365).description == "2022-12-31")
    #expect(day < day + 1)
  }

  @Test func `a day names its month, with four digits for the year`() throws {
    let day = try #require(CalendarDay(year: 987, month: 6, day: 5))
    #expect(day.description == "0987-06-05")
    #expect(day.month.description == "0987-06")
  }

  @Test(
    arguments: [(5, "005"), (0, "000"), (123, "123"), (1_234, "1234")] as [(Int, String)])
  func `a number is filled with zeros and never cut`(number: Int, text: String) {
    #expect(padded(number, to: 3) == text)
  }

  private static func next(
    _ date: (year: Int, month: Int, day: Int)
  ) -> (year: Int, month: Int, day: Int) {
    let isLeap = date.year % 400 == 0 || (date.year % 4 == 0 && date.year % 100 != 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if date.day < lengths[date.month - 1] { return (date.year, date.month, date.day + 1) }
    return date.month < 12 ? (date.year, date.month + 1, 1) : (date.year + 1, 1, 1)
  }
}
