import Foundation
import TestSupport
import Testing

@Suite struct ReconcileCommandTests {
  @Test func `a bill that is right to the point ends with 0`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let result = try tool.run("reconcile")
    #expect(result.status == 0)
    #expect(
      result.output.contains(
        "Checked 1 of 1 tasks (100.0 %), 0.028 of 0.028 USD (100.0 %)"))
    #expect(result.output.contains("Findings\nnone\n"))
  }

  @Test func `an overcharge ends with 10 and is a finding with its variance`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText.task { $0.consume = 520_000 }.envelope)
    let result = try tool.run("reconcile", "--format", "csv")
    #expect(result.status == 10)
    #expect(
      result.output
        == "kind,sku,tasks,first_day,last_day,billed_points,billed_usd,booked_points,"
        + "booked_usd,expected_points,expected_usd,variance_points,variance_usd,unchecked_points,"
        + "unchecked_usd,price_points,price_usd,commitment_points,commitment_usd,id,detail,action,task_ids\n"
        + "overcharged,seedream/seedream-5-lite size=2K,1,2026-05-04,2026-05-04,520000,0.0520000,,,"
        + "280000,0.0280000,240000,0.0240000,,,,,,,xxkopnzk,\"billed equals the unconfirmed 0.052 USD per image "
        + "(two public clients, medium certainty, seen 2026-07-19)\",\"claim the difference with "
        + "piledger claims new, or add the billed price to your rate card if it is right\","
        + "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70\n")
  }

  @Test func `an unpriced share above the limit ends with 11`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText.task { $0.model = "aurora-9" }.envelope)
    #expect(try tool.run("reconcile").status == 11)
    try tool.folder.write("unpriced_limit: 100%\n", to: "piledger.yaml")
    #expect(try tool.run("reconcile").status == 0)
  }

  @Test func `findings outweigh an unpriced share, and JSON lists both`() throws {
    let tool = try Tool()
    let unpriced = TaskText.task { task in
      task.model = "aurora-9"
      task.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"
    }
    let overcharged = TaskText.task { $0.consume = 300_000 }
    try tool.run("import", "-", input: unpriced.envelope + "\n" + overcharged.envelope)
    let result = try tool.run("reconcile", "--json")
    #expect(result.status == 10)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let data = try #require(object["data"] as? [String: Any])
    #expect(data["statuses"] as? [Int] == [10, 11])
    #expect(object["coverage"] is [String: Any])
  }

  @Test(arguments: [
    ("2026-05-05T10:00:09Z", "refund awaited", Int32(0)),
    ("2026-05-05T10:00:10Z", "refund due", Int32(10)),
  ])
  func `a refund is awaited for a day and then due`(
    asOf: String, verdict: String, status: Int32
  ) throws {
    let tool = try Tool()
    let failed = TaskText.task {
      $0.status = "failed"
      $0.output = "null"
      $0.errorCode = 10_000
    }
    try tool.run("import", "-", input: failed.envelope, asOf: "2026-05-04T10:00:10Z")
    let result = try tool.run("reconcile", asOf: asOf)
    #expect(result.output.contains(verdict))
    #expect(result.status == status)
  }

  @Test func `a reconcile without news writes nothing`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let path = tool.folder.path("ledger.db")
    let before = try FileManager.default.attributesOfItem(atPath: path)
    #expect(try tool.run("reconcile").status == 0)
    let after = try FileManager.default.attributesOfItem(atPath: path)
    let written = { (file: [FileAttributeKey: Any]) in file[.modificationDate] as? Date }
    #expect(written(before) != nil)
    #expect(written(before) == written(after))
  }

  @Test func `a changed rate card reprices the ledger and says so`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let card = try tool.folder.write(
      """
      - model: seedream
        task_type: seedream-5-lite
        like: seedream-5-lite
        markup: -50%
        source: contract of May 2026
        checked: 2026-05-01

      """, to: "negotiated.yaml")
    let result = try tool.run("reconcile", "--card", card)
    #expect(result.errors == "the rate card has changed: all tasks were repriced\n")
    #expect(result.status == 10)
    let again = try tool.run("reconcile", "--card", card)
    #expect(again.errors.isEmpty)
    let report = try tool.run("report", "model")
    #expect(report.errors.contains("the ledger was priced with another rate card"))
  }

  @Test func `a card with an error ends with 78, names file, line and field, and changes nothing`()
    throws
  {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let card = try tool.folder.write(
      "- model: seedream\n  task_type: seedream-5-lite\n  unit: image\n  usd: cheap\n",
      to: "bad.yaml")
    let result = try tool.run("reconcile", "--card", card)
    #expect(result.status == 78)
    #expect(result.output.isEmpty)
    #expect(
      result.errors
        == "piledger: \(card):4: usd: expected a decimal number of 0 or more, found \"cheap\"\n")
    #expect(try tool.run("reconcile").errors.isEmpty)
  }

  @Test func `without a ledger there is nothing to reconcile`() throws {
    let tool = try Tool()
    let result = try tool.run("reconcile")
    #expect(result.status == 66)
    #expect(
      result.errors
        == "piledger: \(tool.folder.path("ledger.db")): the ledger does not exist; "
        + "run piledger import FOLDER to create it\n")
  }

  @Test func `a ledger that another run holds ends with 75`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let lock = open(tool.folder.path("ledger.db.lock"), O_RDWR)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    #expect(try tool.run("reconcile").status == 75)
    #expect(try tool.run("report").status == 0)
  }
}
