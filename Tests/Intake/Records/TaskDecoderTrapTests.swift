import Domain
import Intake
import TestSupport
import Testing

@Suite struct TaskDecoderTrapTests {
  private static func observation(meta: String) throws -> Observation {
    try task(TaskText.task { $0.meta = meta }.envelope)
  }

  @Test(
    arguments: [
      ("Completed", .completed), ("completed", .completed), ("success", .completed),
      ("finished", .completed), ("FAILED", .failed), ("Canceled", .cancelled), ("", .other("")),
      ("Queued", .other("queued")),
      (#"processing\t"#, .processing), (" Completed ", .completed),
    ] as [(String, TaskStatus)])
  func `a status is read without case and white space, and an unknown one kept`(
    text: String, status: TaskStatus
  )
    throws
  {
    #expect(try task(TaskText.task { $0.status = text }.envelope).status == status)
  }

  @Test(arguments: ["", "0001-01-01T00:00:00Z"])
  func `an unset time is no time`(unset: String) throws {
    let observation = try task(
      TaskText.task {
        $0.status = "pending"
        $0.startedAt = unset
        $0.endedAt = unset
      }.envelope)
    #expect(observation.startedAt == nil)
    #expect(observation.endedAt == nil)
    #expect(observation.createdAt != nil)
  }

  @Test func `an offset of the provider's zone is taken off`() throws {
    let observation = try task(
      TaskText.task { $0.createdAt = "2026-05-04T18:00:00.5+08:00" }.envelope)
    #expect(observation.createdAt == Instant(nanoseconds: 1_777_888_800_500_000_000))
  }

  @Test(arguments: ["[]", "7", #""a""#, "true"])
  func `what is in place of times and usage is an object`(meta: String) throws {
    #expect(
      try refusal(of: TaskText.task { $0.meta = meta }.envelope).hasPrefix(
        "meta: expected an object, found "))
  }

  @Test(arguments: [
    "{}", "null", #""""#, #"" ""#, #"{"usage":null}"#, #"{"created_at":null,"usage":{}}"#,
    #"{"created_at":" ","ended_at":"0000-00-00 00:00:00"}"#,
  ])
  func `a task without times and usage is read`(meta: String) throws {
    let observation = try Self.observation(meta: meta)
    #expect(observation.usage == nil)
    #expect(observation.createdAt == nil)
    #expect(observation.endedAt == nil)
    #expect(observation.account == nil)
    #expect(!observation.isOwnAccount)
  }

  @Test func `a task of 2024 names its account and the time of its completion`() throws {
    let observation = try Self.observation(
      meta: #"""
        {"account_id":0,"account_name":"studio","created_at":"2024-08-16T16:13:21.194049Z",
        "started_at":"","completed_at":"2024-08-16T16:13:21.5Z"}
        """#)
    #expect(observation.account == "studio")
    #expect(observation.createdAt == Instant(nanoseconds: 1_723_824_801_194_049_000))
    #expect(observation.startedAt == nil)
    #expect(observation.endedAt == Instant(nanoseconds: 1_723_824_801_500_000_000))
    #expect(observation.usage == nil)
  }

  @Test(
    arguments: [
      (#"{"account_id":42}"#, "42"), (#"{"account_id":0}"#, nil),
      (#"{"account_id":42,"account_name":""}"#, "42"),
      (#"{"account_id":42,"account_name":"studio"}"#, "studio"),
    ] as [(String, String?)])
  func `an account is known by its name, else by its number`(meta: String, account: String?) throws
  {
    #expect(try Self.observation(meta: meta).account == account)
  }

  @Test func `of two ends the current member counts`() throws {
    let observation = try Self.observation(
      meta: #"{"ended_at":"2026-05-04T10:00:09Z","completed_at":"2026-05-04T10:00:01Z"}"#)
    #expect(observation.endedAt == Instant(seconds: 1_777_888_809))
  }

  @Test(
    arguments: [
      Pool(serviceMode: "private", isPrivatePool: false, isOwnAccount: true),
      Pool(serviceMode: "Private", isPrivatePool: false, isOwnAccount: true),
      Pool(serviceMode: "", isPrivatePool: true, isOwnAccount: true),
      Pool(serviceMode: "public", isPrivatePool: true, isOwnAccount: true),
      Pool(serviceMode: "public", isPrivatePool: false, isOwnAccount: false),
      Pool(serviceMode: "", isPrivatePool: false, isOwnAccount: false),
    ])
  func `a private pool and a private service mode are the user's own account`(pool: Pool) throws {
    let text = TaskText.task {
      $0.serviceMode = pool.serviceMode
      $0.isUsingPrivatePool = pool.isPrivatePool
    }
    #expect(try task(text.envelope).isOwnAccount == pool.isOwnAccount)
  }

  struct Pool: Sendable {
    let serviceMode: String
    let isPrivatePool: Bool
    let isOwnAccount: Bool
  }

  @Test(arguments: [(0, nil), (10_000, 10_000), (10_003, 10_003)] as [(Int, Int?)])
  func `an error code of 0 is no error`(code: Int, found: Int?) throws {
    let text = TaskText.task {
      $0.status = "failed"
      $0.errorCode = code
    }
    #expect(try task(text.envelope).errorCode == found)
  }

  @Test(arguments: ["[]", #"["restored frozen points"]"#, "[{}]", "null"])
  func `logs may be a list or nothing`(logs: String) throws {
    let text = TaskText().envelope.replacing(#""logs":null"#, with: #""logs":\#(logs)"#)
    #expect(try task(text) == task(TaskText().envelope))
  }

  @Test func `a duration in seconds as text is kept unchanged and read as a number`() throws {
    let observation = try task(TaskText.task { $0.input = #"{"duration":"8s"}"# }.envelope)
    #expect(observation.request["duration"] == .word("8s"))
    #expect(observation.request["duration"]?.numeric == ExactDecimal(8))
  }

  @Test func `a pending task may have booked already and have no output`() throws {
    let observation = try task(
      TaskText.task {
        $0.status = "pending"
        $0.output = "null"
        $0.endedAt = "0001-01-01T00:00:00Z"
      }.envelope)
    #expect(observation.usage?.consume == Points(280_000))
    #expect(observation.outputCount == nil)
    #expect(!observation.status.hasEnded)
  }

  @Test func `a webhook secret is nowhere in what is read`() throws {
    let observation = try task(TaskText.task { $0.secret = "hush-4711" }.envelope)
    #expect(!"\(observation)".contains("hush"))
  }

  @Test(
    arguments: [
      (
        #""created_at":"02:37:31Z""#,
        "meta.created_at: expected an RFC 3339 time, found a time without a date"
      ),
      (
        #""started_at":7"#,
        "meta.started_at: expected an RFC 3339 time, found a number that is no Unix time"
      ),
      (
        #""ended_at":"2026-02-30T00:00:00Z""#,
        "meta.ended_at: expected an RFC 3339 time, found a time that does not exist"
      ),
      (
        #""completed_at":"YYYY-MM-DD""#,
        #"meta.completed_at: expected an RFC 3339 time, found a text"#
      ),
    ] as [(String, String)])
  func `a time that cannot be read is refused by its name`(member: String, reason: String) throws {
    let text = TaskText.task { $0.meta = "{\(member)}" }
    #expect(try refusal(of: text.envelope) == reason)
  }
}
