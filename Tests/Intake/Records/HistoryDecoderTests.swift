import Domain
import Intake
import Testing

@Suite struct HistoryDecoderTests {
  private static let row = #"""
    {"id":991,"created_at":"2026-05-04T10:00:00Z","updated_at":"2026-05-04T10:00:09.5Z",
    "deleted_at":null,"service_mode":"public","task_id":"7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70",
    "account_id":12,"task_model":"seedream","action":"create","usage_type":"llm","usage":280000,
    "status":"finished","detail":"","fixed":false,"api_key_id":3}
    """#

  private static func page(_ rows: String...) -> String {
    #"{"page":1,"size":100,"total":2,"data":[\#(rows.joined(separator: ","))]}"#
  }

  private static let entry = HistoryEntry(
    entryID: "991", taskID: "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", account: "12", apiKeyID: "3",
    model: "seedream", action: "create", status: "finished", serviceMode: "public",
    usageType: "llm", usage: ExactDecimal(280_000), createdAt: Instant(seconds: 1_777_888_800),
    updatedAt: Instant(nanoseconds: 1_777_888_809_500_000_000))

  @Test func `a page is read, in its envelope and bare`() throws {
    let bare = Self.page(Self.row)
    let enveloped = #"{"code":200,"data":\#(bare),"message":"success"}"#
    for text in [bare, enveloped] {
      let page = try historyPage(text)
      #expect(page.entries == [Self.entry])
      #expect(page.unreadableRows.isEmpty)
    }
  }

  @Test(arguments: [
    #"{"page":1,"size":100,"total":0,"data":[]}"#, #"{"page":7,"size":100,"total":0,"data":null}"#,
    #"{"code":200,"data":{"page":1,"size":100,"total":0,"data":null},"message":"success"}"#,
    #"{"size":100,"total":0,"data":[]}"#, #"{"page":1,"total":0,"data":[]}"#,
  ])
  func `a page without rows is a page`(text: String) throws {
    let page = try historyPage(text)
    #expect(page.entries.isEmpty)
    #expect(page.unreadableRows.isEmpty)
  }

  @Test func `a row needs no more than its id`() throws {
    let entry = try #require(
      try historyPage(Self.page(#"{"id":"a-1","task_id":""}"#)).entries.first)
    #expect(
      entry
        == HistoryEntry(
          entryID: "a-1", taskID: nil, account: nil, apiKeyID: nil, model: "", action: "",
          status: "", serviceMode: "", usageType: "", usage: nil, createdAt: nil, updatedAt: nil))
  }

  @Test(
    arguments: [
      ("null", nil), (#""""#, nil), (#""0001-01-01T00:00:00Z""#, nil),
      (#""2026-05-04T10:00:00Z""#, 1_777_888_800), ("1777888800", 1_777_888_800),
    ] as [(String, Int64?)])
  func `a row is deleted if that has a time`(text: String, seconds: Int64?) throws {
    let entry = try #require(
      try historyPage(Self.page(#"{"id":1,"deleted_at":\#(text)}"#)).entries.first)
    #expect(entry.deletedAt == seconds.map { Instant(seconds: $0) })
    #expect(entry.isDeleted == (seconds != nil))
  }

  @Test(
    arguments: [
      ("280000", "280000"), (#""280000""#, "280000"), ("0.028", "0.028"), ("-5", "-5"),
      ("0", "0"), ("null", nil),
    ] as [(String, String?)])
  func `usage is taken exactly as it is written`(usage: String, found: String?) throws {
    let page = try historyPage(Self.page(#"{"id":1,"usage":\#(usage)}"#))
    #expect(page.entries.map(\.usage?.description) == [found])
  }

  @Test(
    arguments: [
      ("1777888800", 1_777_888_800), (#""2026-05-04T18:00:00+08:00""#, 1_777_888_800), ("0", nil),
      (#""""#, nil), (#""0001-01-01T00:00:00Z""#, nil), ("null", nil),
    ] as [(String, Int64?)])
  func `a time is RFC 3339 or Unix seconds, and unset is no time`(time: String, seconds: Int64?)
    throws
  {
    let page = try historyPage(Self.page(#"{"id":1,"created_at":\#(time)}"#))
    #expect(page.entries.map(\.createdAt) == [seconds.map { Instant(seconds: $0) }])
  }

  @Test(
    arguments: [
      BadRow("7", "id: expected a number or a text, found nothing", kept: "7"),
      BadRow("{}", "id: expected a number or a text, found nothing", kept: "{}"),
      BadRow(
        #"{"id":null}"#, "id: expected a number or a text, found null", kept: #"{"id":null}"#),
      BadRow(
        #"{"id":1, "created_at":"soon"}"#, #"created_at: expected a time, found a text"#,
        kept: #"{"created_at":"soon","id":1}"#),
      BadRow(
        #"{"id":1,"updated_at":17778888}"#,
        "updated_at: expected a time, found a number that is no Unix time",
        kept: #"{"id":1,"updated_at":17778888}"#),
    ])
  func `an unreadable row is set apart, and the others stay`(bad: BadRow) throws {
    let page = try historyPage(Self.page(#"{"id":1}"#, bad.row, #"{"id":3}"#))
    #expect(page.entries.map(\.entryID) == ["1", "3"])
    #expect(page.unreadableRows.map(\.reason) == ["history row 2: \(bad.reason)"])
    #expect(page.unreadableRows.map(\.value.canonicalText) == [bad.kept])
  }

  struct BadRow: Sendable {
    let row: String
    let reason: String
    let kept: String

    init(_ row: String, _ reason: String, kept: String) {
      (self.row, self.reason, self.kept) = (row, reason, kept)
    }
  }
}
