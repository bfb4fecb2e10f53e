import Billing
import Testing

@Suite struct TimestampParserTests {
  @Test(arguments: [
    "", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000000Z", "0001-01-01T00:00:00+00:00",
    "0001-01-01T08:05:43+08:05",
  ])
  func `an unset time is no time`(text: String) {
    #expect(Timestamp(text) == .unset)
    #expect(Timestamp(text)?.instant == nil)
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0),
      ("2026-03-16T10:00:00Z", 1_773_655_200_000_000_000),
      ("2026-03-16T10:00:00.000000000Z", 1_773_655_200_000_000_000),
      ("2024-02-29T12:00:00Z", 1_709_208_000_000_000_000),
      ("2261-12-31T23:59:59Z", 9_214_646_399_000_000_000),
      ("2026-05-04t10:00:00z", 1_777_888_800_000_000_000),
      ("2026-05-04 10:00:00Z", 1_777_888_800_000_000_000),
      ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000),
    ] as [(String, Int64)])
  func `a time of RFC 3339 is read`(text: String, nanoseconds: Int64) {
    #expect(Timestamp(text) == .at(Instant(nanoseconds: nanoseconds)))
  }

  @Test(
    arguments: [
      ("2026-03-16T18:00:00+08:00", 1_773_655_200), ("2026-03-16T10:00:00+00:00", 1_773_655_200),
      ("2026-03-16T10:00:00-00:00", 1_773_655_200), ("2026-05-31T20:00:00-05:30", 1_780_277_400),
      ("1970-01-01T00:00:00+08:00", -28_800), ("1970-01-01T00:00:00-23:59", 86_340),
    ] as [(String, Int64)])
  func `an offset is taken off`(text: String, seconds: Int64) {
    #expect(Timestamp(text)?.instant == Instant(seconds: seconds))
  }

  @Test(
    arguments: [
      (".5", 500_000_000), (".05", 50_000_000), (".123", 123_000_000), (".1234", 123_400_000),
      (".12345", 123_450_000), (".123456", 123_456_000), (".1234567", 123_456_700),
      (".12345678", 123_456_780), (".123456789", 123_456_789), (".000000001", 1), (".0", 0),
      (".1234567899", 123_456_789), (".9999999999999999999999", 999_999_999),
    ] as [(String, Int64)])
  func `one to nine decimals count, and more are cut`(fraction: String, nanoseconds: Int64) {
    let text = "2026-05-04T10:00:00\(fraction)Z"
    let expected = Instant(nanoseconds: 1_777_888_800_000_000_000 + nanoseconds)
    #expect(Timestamp(text)?.instant == expected)
  }

  @Test(arguments: [
    "2026-02-29T10:00:00Z", "2100-02-29T10:00:00Z", "2026-04-31T10:00:00Z", "2026-13-01T10:00:00Z",
    "2026-00-01T10:00:00Z", "2026-05-00T10:00:00Z", "2026-05-04T24:00:00Z", "2026-05-04T10:60:00Z",
    "2026-05-04T10:00:61Z", "2026-05-04T10:00:00+24:00", "2026-05-04T10:00:00+08:60",
    "0000-00-00T00:00:00Z", "0001-02-30T00:00:00Z",
  ])
  func `a time that does not exist is refused`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: [
    "0002-01-01T00:00:00Z", "1066-10-14T09:00:00Z", "1969-12-31T23:59:59Z", "2262-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
  ])
  func `a year that no task has is refused`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: [
    "string", "02:37:31Z", "2026-05-04", "2026-05-04T10:00Z", "2026-05-04T10:00:00",
    "2026-05-04T10:00:00.Z", "2026-05-04T10:00:00,5Z", "2026-05-04T10:00:00+0800",
    "2026-05-04T10:00:00+08", "2026-05-04T10:00:00 +08:00", "2026-05-04T10:00:00Z ",
    " 2026-05-04T10:00:00Z", "2026-05-04T10:00:00ZZ", "20260504T100000Z", "2026-05-04_10:00:00Z",
    "26-05-04T10:00:00Z", "YYYY-MM-DDTHH:mm:ss.sssssssssZ", "1777888800", "-026-05-04T10:00:00Z",
  ])
  func `another text is no time`(text: String) {
    #expect(Timestamp(text) == nil)
  }
}
