import TestSupport
import Testing

@Suite struct CloseCommandTests {
  private static let halved = """
    agreements:
      - { model: seedream, percent: -50%, source: contract 8 }

    """

  @Test func `a closed month keeps its figures, and what is found later is an adjustment`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    #expect(try tool.run("close", "2026-05").output == "closed 2026-05\n")
    let card = try tool.folder.write(Self.halved, to: "halved.yaml")
    #expect(try tool.run("reconcile", "--card", card, asOf: "2026-06-10T00:00:00Z").status == 10)
    let may = try tool.run(
      "report", "monthly", "--card", card, "-f", "csv", asOf: "2026-06-10T00:00:00Z")
    #expect(may.output.contains("\n2026-05,1,1,0,280000,0.0280000,280000,0.0280000,0,"))
    #expect(may.output.contains("\n2026-06,0,0,0,0,0.0000000,-140000,-0.0140000,140000,"))
    #expect(
      may.errors.contains(
        "adjustments to the closed month 2026-05, found later: 1 task, billed 0.00 USD, "
          + "expected -0.014 USD, variance +0.014 USD\n"))
    #expect(may.errors.contains("2026-05 was closed 2026-06-01T00:00:00Z, priced with built-in, "))
    #expect(try tool.run("doctor", "--card", card).status == 0)
  }

  @Test func `reopening needs a reason, which is kept, and undoes the adjustments`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    try tool.run("close", "2026-05")
    #expect(try tool.run("reopen", "2026-05").status == 64)
    #expect(try tool.run("reopen", "2026-05", "--reason", " ").status == 64)
    let card = try tool.folder.write(Self.halved, to: "halved.yaml")
    try tool.run("reconcile", "--card", card)
    let result = try tool.run("reopen", "2026-05", "--reason", "contract 8 was overlooked")
    #expect(result.output == "reopened 2026-05\n")
    let report = try tool.run("report", "monthly", "--card", card, "-f", "csv")
    #expect(report.output.contains("\n2026-05,1,1,0,280000,0.0280000,140000,0.0140000,140000,"))
    #expect(!report.output.contains("2026-06"))
    #expect(
      try tool.run("close").output == """
        at                    month    action    reason
        2026-06-01T00:00:00Z  2026-05  closed
        2026-06-01T00:00:00Z  2026-05  reopened  contract 8 was overlooked

        """)
  }

  @Test(arguments: [
    ("2026-06", "2026-06 is not over yet"), ("2026-13", "expected a month"),
    (
      "Mayy", "expected a month such as 2026-10, february or last-month, found Mayy; nearest is may"
    ),
    ("last-mounth", "nearest is last-month"), ("this-month", "2026-06 is not over yet"),
  ])
  func `a month that cannot be closed is refused with status 64`(month: String, message: String)
    throws
  {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let result = try tool.run("close", month)
    #expect(result.status == 64)
    #expect(result.errors.contains(message))
  }

  @Test func `a month is closed once, and doing it again is no failure`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    #expect(try tool.run("close", "last-month").output == "closed 2026-05\n")
    let again = try tool.run("close", "may")
    #expect(again.status == 0)
    #expect(again.output.isEmpty)
    #expect(again.errors == "2026-05 is already closed\n")
    let listed = try tool.run("close").output
    #expect(listed.contains("\n2026-06-01T00:00:00Z  2026-05  closed\n"))
    #expect(listed.split(separator: "\n").count == 2)
    #expect(try tool.run("reopen", "2026-04", "--reason", "x").status == 64)
  }

  @Test func `a late refund of a closed month is an adjustment`() throws {
    let tool = try Tool()
    let failed = TaskText.task {
      ($0.status, $0.output, $0.errorCode) = ("failed", "null", 10_000)
    }
    try tool.run("import", "-", input: failed.envelope)
    try tool.run("close", "2026-05")
    let refunded = TaskText.task {
      ($0.status, $0.output, $0.errorCode, $0.consume) = ("failed", "null", 10_000, 0)
    }
    try tool.run(
      "import", "-", input: refunded.webhook(timestamp: 1_780_500_000), asOf: "2026-06-05T00:00:00Z"
    )
    let report = try tool.run("report", "monthly", "-f", "csv", asOf: "2026-06-05T00:00:00Z")
    #expect(report.output.contains("\n2026-05,1,1,0,280000,"))
    #expect(report.output.contains("\n2026-06,0,0,0,-280000,"))
    #expect(try tool.run("reconcile", asOf: "2026-06-05T00:00:00Z").status == 0)
  }
}
