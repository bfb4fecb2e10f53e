import Domain
import TestSupport
import Testing
import Traffic

@Suite struct InstantTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.000000001Z"),
      (500_000_000, "1970-01-01T00:00:00.5Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
      (-28_800_000_000_000, "1969-12-31T16:00:00Z"),
      (1_773_655_200_000_000_000, "2026-03-16T10:00:00Z"),
      (1_777_888_800_123_456_789, "2026-05-04T10:00:00.123456789Z"),
      (1_777_888_809_120_000_000, "2026-05-04T10:00:09.12Z"),
      (9_214_646_399_000_000_000, "2261-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func `a moment is written in UTC with the decimals that it has`(nanoseconds: Int64, text: String)
  {
    #expect(Instant(nanoseconds: nanoseconds).description == text)
  }

  @Test(
    arguments: [
      (0, 0), (1_999_999_999, 1), (2_000_000_000, 2), (-1, -1), (-1_000_000_000, -1),
      (-1_000_000_001, -2),
    ] as [(Int64, Int64)])
  func `whole seconds are rounded down, before 1970 too`(nanoseconds: Int64, seconds: Int64) {
    #expect(Instant(nanoseconds: nanoseconds).seconds == seconds)
  }

  struct ZonedDay: Sendable {
    let seconds: Int64
    let offsetSeconds: Int
    let day: String
  }

  @Test(arguments: [
    ZonedDay(seconds: 1_780_270_200, offsetSeconds: 0, day: "2026-05-31"),
    ZonedDay(seconds: 1_780_270_200, offsetSeconds: 1_799, day: "2026-05-31"),
    ZonedDay(seconds: 1_780_270_200, offsetSeconds: 1_800, day: "2026-06-01"),
    ZonedDay(seconds: 1_780_270_200, offsetSeconds: 28_800, day: "2026-06-01"),
    ZonedDay(seconds: 1_780_273_800, offsetSeconds: 0, day: "2026-06-01"),
    ZonedDay(seconds: 1_780_273_800, offsetSeconds: -3_600, day: "2026-05-31"),
    ZonedDay(seconds: 0, offsetSeconds: -1, day: "1969-12-31"),
    ZonedDay(seconds: -1, offsetSeconds: 1, day: "1970-01-01"),
  ])
  func `the accounting day of a moment is that of its zone`(zoned: ZonedDay) {
    let instant = Instant(seconds: zoned.seconds)
    #expect(instant.day(offsetSeconds: zoned.offsetSeconds).description == zoned.day)
  }

  @Test func `a day starts at midnight of UTC`() throws {
    let day = try #require(CalendarDay("2026-03-16"))
    let start = Instant(startOf: day)
    #expect(start.description == "2026-03-16T00:00:00Z")
    #expect(start.day == day)
    #expect(Instant(nanoseconds: start.nanoseconds - 1).day == day + -1)
  }

  @Test func `moments are added and subtracted in seconds, rounded down`() {
    let start = Instant(seconds: 100)
    let end = Instant(nanoseconds: 103_900_000_000)
    #expect(start.adding(seconds: 86_400) == Instant(seconds: 86_500))
    #expect(end.seconds(since: start) == 3)
    #expect(start.seconds(since: end) == -4)
    #expect(start < end)
  }

  @Test func `a moment beyond the range is clamped`() {
    let (first, last) = (Instant(nanoseconds: .min), Instant(nanoseconds: .max))
    #expect(Instant(seconds: 9_223_372_036) < last)
    #expect(Instant(seconds: 9_223_372_037) == last)
    #expect(Instant(seconds: -9_223_372_037) == first)
    #expect(Instant(seconds: .max) == last)
    #expect(Instant(seconds: .min) == first)
    #expect(Instant(seconds: 9_223_372_036).adding(seconds: 1) == last)
    #expect(Instant(seconds: -9_223_372_036).adding(seconds: -1) == first)
    #expect(last.description == "2262-04-11T23:47:16.854775807Z")
  }

  @Test func `the first moment of the range can be written and counted from`() async {
    await #expect(processExitsWith: .success) {
      let first = Instant(seconds: .min)
      try #require(first.description == "1677-09-21T00:12:43.145224192Z")
      try #require(Instant(seconds: 0).seconds(since: first) == 9_223_372_036)
    }
  }

  @Test(arguments: [1, 1_970, 2_026, 2_261] as [UInt64])
  func `a moment reads back from its text`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let instant = Instant(
        nanoseconds: Int64.random(in: 0...9_214_646_399_999_999_999, using: &random))
      #expect(Timestamp(instant.description) == .at(instant), "\(instant)")
    }
  }
}
