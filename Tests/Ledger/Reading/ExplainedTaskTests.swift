import Domain
import Ledger
import RateCards
import Reconciliation
import TestSupport
import Testing

@Suite struct ExplainedTaskTests {
  private static func explained(_ task: TaskText) throws -> ExplainedTask {
    let scenario = try LedgerScenario()
    try scenario.importing("", task.envelope)
    return try #require(
      try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).explained(
        TaskID(task.taskID)))
  }

  @Test func `a priced task has its record, source, price and verdict`() throws {
    let task = try Self.explained(TaskText())
    #expect(task.record.id.text == TaskText().taskID)
    #expect(task.record.request.model == "seedream")
    #expect(task.record.request["size"] == .word("2K"))
    #expect(task.record.state.outputCount == 1)
    #expect(task.record.createdAt?.description == "2026-05-04T10:00:00.123456789Z")
    #expect(task.source == "a.ndjson:2")
    #expect(task.line.verdict == .matched)
    #expect(task.line.expected == Points(280_000))
    #expect(task.line.pricing.skuName == "seedream/seedream-5-lite size=2K")
    #expect(task.line.pricing.unpricedReason == "")
    #expect(task.line.quantities?.description == "1 image")
    #expect(task.bookings == [])
  }

  @Test func `its formula is the rate as it was in the card`() throws {
    let formula = try #require(try Self.explained(TaskText()).line.pricing.rated?.formula)
    #expect(formula.rate == "seedream/seedream-5-lite size=2K")
    #expect(formula.card == "small")
    #expect(formula.place == "small.yaml:12")
    #expect(formula.period == "without limit")
    #expect(formula.source == "a price list")
    #expect(formula.checked == "2026-05-01")
    #expect(formula.certainty == "high")
    #expect(formula.lines.map(\.priceText) == ["0.028 USD per image"])
    #expect(formula.notes == [])
  }

  @Test func `other prices are listed with the amount of this task`() throws {
    let task = try Self.explained(
      TaskText.task { $0.output = #"{"image_urls":["https://i.example/1","https://i.example/2"]}"# }
    )
    #expect(task.line.pricing.alternatives.map(\.points) == [Points(1_040_000)])
    #expect(
      task.line.pricing.alternatives.map(\.label) == [
        "the unconfirmed 0.052 USD per image (a forum, medium certainty, seen 2026-04-01)"
      ])
    #expect(task.line.quantities?.description == "2 images")
    #expect(task.line.verdict == .undercharged)
  }

  @Test(arguments: [
    ("aurora-9", "text2image", "2K", "no rate for model aurora-9"),
    (
      "seedream", "upscale", "2K",
      "no rate for task type upscale of seedream: its task types are seedream-5-lite"
    ),
    (
      "seedream", "seedream-5-lite", "9K",
      "nearest is seedream/seedream-5-lite size=2K: size is 9K, a rate exists for 2K, 3K"
    ),
  ])
  func `an unpriced task has the reason and no formula`(
    model: String, taskType: String, size: String, reason: String
  ) throws {
    let task = try Self.explained(
      TaskText.task {
        ($0.model, $0.taskType, $0.input) = (model, taskType, #"{"size":"\#(size)"}"#)
      })
    #expect(task.line.verdict == .unpriced)
    #expect(task.line.pricing.unpricedReason == reason)
    #expect(task.line.pricing.rated == nil)
    #expect(task.line.expected == nil)
    #expect(task.line.quantities?.entries == [])
    #expect(task.line.pricing.skuName == "\(model)/\(taskType)")
  }

  @Test func `a quantity that the response lacks keeps its bounds`() throws {
    let task = try Self.explained(
      TaskText.task {
        ($0.model, $0.taskType, $0.consume) = ("seedance", "seedance-2", 9_000_000)
        $0.input = #"{"duration":5,"video_urls":["https://v.example/1.mp4"]}"#
      })
    #expect(task.line.verdict == .consistent)
    #expect(task.line.expected == Points(9_000_000))
    let unknown = try #require(task.line.pricing.rated?.quantities.unknown)
    #expect(unknown.name == "second")
    #expect(unknown.least == Ratio(5))
    #expect(unknown.most == Ratio(60))
  }

  @Test func `the verdict is that at the moment, without writing it`() throws {
    let scenario = try LedgerScenario()
    let failed = TaskText.task { ($0.status, $0.output) = ("failed", "null") }
    try scenario.importing(failed.envelope, asOf: "2026-05-04T12:00:00Z")
    let task = try scenario.opened().reader(asOf: try moment("2026-05-10T00:00:00Z")).explained(
      TaskID(failed.taskID))
    #expect(task?.line.verdict == .refundDue)
    #expect(task?.line.expected == Points.zero)
    #expect(try scenario.table("SELECT verdict FROM v_task") == [["refund_awaited"]])
  }

  @Test(arguments: ["7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f71", "no-such-task", ""])
  func `an unknown task is nil`(id: String) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let asOf = try moment(LedgerScenario.now)
    #expect(try scenario.opened().reader(asOf: asOf).explained(TaskID(id)) == nil)
  }
}
