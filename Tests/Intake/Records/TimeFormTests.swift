import Domain
import Intake
import TestSupport
import Testing

/// Each form of a time in each member that has one.
@Suite struct TimeFormTests {
  private static let seconds: Int64 = 1_777_803_320

  private static func inTask(_ member: String, _ time: String) -> String {
    TaskText.task { $0.meta = #"{"\#(member)":\#(time)}"# }.envelope
  }

  private static func inRow(_ member: String, _ time: String) -> String {
    #"{"page":1,"total":1,"data":[{"id":1,"\#(member)":\#(time)}]}"#
  }

  /// The times that are read from a form, one for each member.
  private static func times(_ time: String) throws -> [Instant?] {
    try [
      task(inTask("created_at", time)).createdAt, task(inTask("started_at", time)).startedAt,
      task(inTask("ended_at", time)).endedAt, task(inTask("completed_at", time)).endedAt,
      historyPage(inRow("created_at", time)).entries.first?.createdAt,
      historyPage(inRow("updated_at", time)).entries.first?.updatedAt,
    ]
  }

  @Test(
    arguments: [
      (#""2026-05-03T10:15:20""#, 0), (#""2026-05-03 10:15:20""#, 0),
      (#""2026-05-03 10:15:20+00""#, 0), (#""2026-05-03 10:15:20.123456+00:00""#, 123_456_000),
      (#""2026-05-03T10:15:20.123+0000""#, 123_000_000), (#""2026-05-03t10:15:20z""#, 0),
      (#""2026-05-03 10:15:20 UTC""#, 0), (#""2026-05-03 10:15:20.5 +0000 UTC""#, 500_000_000),
      (#""2026-05-03 10:15:20Z""#, 0), (#""2026-05-03T12:15:20+02:00""#, 0),
      (#""2026-05-03T10:15:20.1234567899Z""#, 123_456_789),
      (#""Sun, 03 May 2026 10:15:20 GMT""#, 0), (#"{"$date":"2026-05-03T10:15:20Z"}"#, 0),
      (#"{"$date":{"$numberLong":"1777803320000"}}"#, 0), ("1777803320", 0),
      (#""1777803320""#, 0), ("1777803320.25", 250_000_000), ("1777803320000", 0),
      (#""1777803320123""#, 123_000_000), ("1777803320123456", 123_456_000),
      ("1.77780332e9", 0),
    ] as [(String, Int64)])
  func `a time is read in every form that can mean only one`(
    time: String, nanoseconds: Int64
  ) throws {
    let expected = Instant(nanoseconds: Self.seconds * 1_000_000_000 + nanoseconds)
    let found = try Self.times(time)
    #expect(found == found.map { _ in expected })
  }

  @Test(arguments: ["null", #""""#, #"" ""#, "0", #""0""#, #""0001-01-01T00:00:00Z""#])
  func `an unset time is none`(time: String) throws {
    #expect(try Self.times(time).allSatisfy { $0 == nil })
  }

  @Test(
    arguments: [
      (#""2026-05-03""#, "a date without a time"), (#""10:15:20Z""#, "a time without a date"),
      (#""2026-05-03T10:15Z""#, "a time without seconds"),
      (#""2026-05-03 10:15""#, "a time without seconds"),
      (#""2026-02-30T10:15:20Z""#, "a time that does not exist"),
      (#""1969-05-03T10:15:20Z""#, "a time outside of 1970 to 2261"),
      (#""2026-05-03 10:15:20 CET""#, "a time with a named zone"),
      (#""2026-05-03 10:15:20+02 CET""#, "a time with a named zone"),
      (#""20260503""#, "digits that are no Unix time"),
      ("20260503", "a number that is no Unix time"),
      ("-1777803320", "a number that is no Unix time"),
      ("17778033200", "a number that is no Unix time"),
      ("1777803320000.5", "a number that is no Unix time"),
      ("1777803320123456789", "a number that is no Unix time"),
      ("1e400", "a number that is no Unix time"),
      (#""Sun May 03 2026 10:15:20 GMT+0200""#, "a text"), (#""soon""#, "a text"),
      (#""05/03/2026 10:15:20""#, "a text"), ("true", "true"), ("[]", "an array"),
      ("{}", "an object"),
    ] as [(String, String)])
  func `any other form is refused by its name`(time: String, form: String) throws {
    for member in ["created_at", "started_at", "ended_at", "completed_at"] {
      let reason = "meta.\(member): expected an RFC 3339 time, found \(form)"
      #expect(try refusal(of: Self.inTask(member, time)) == reason)
    }
    for member in ["created_at", "updated_at"] {
      let page = try historyPage(Self.inRow(member, time))
      let reason = "history row 1: \(member): expected a time, found \(form)"
      #expect(page.unreadableRows.map(\.reason) == [reason])
    }
  }
}
