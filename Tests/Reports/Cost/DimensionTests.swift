import Domain
import Reconciliation
import ReportSamples
import Reports
import Testing

@Suite struct DimensionTests {
  @Test(arguments: [
    ("day", Dimension.day), ("month", Dimension.month), ("model", Dimension.model),
    ("task_type", Dimension.taskType), ("task-type", Dimension.taskType), ("sku", Dimension.sku),
    ("status", Dimension.status), ("verdict", Dimension.verdict),
    ("size", Dimension.field("size")), ("Day", Dimension.field("Day")),
  ])
  func `a name is a dimension, or else a field of the SKU`(name: String, dimension: Dimension) {
    #expect(Dimension(name) == dimension)
  }

  @Test(arguments: [
    (Dimension.day, "2026-05-05"), (Dimension.month, "2026-05"), (Dimension.model, "seedream"),
    (Dimension.taskType, "seedream-5-lite"),
    (Dimension.sku, "seedream/seedream-5-lite size=2K"), (Dimension.status, "failed"),
    (Dimension.verdict, "refund_due"), (Dimension.field("size"), "2K"),
    (Dimension.field("resolution"), ""),
  ])
  func `a row has one value of each`(dimension: Dimension, value: String) {
    let row = ReportSample.row(
      ReportSample.standard, ReportSample.secondDay, .refundDue, status: .failed,
      billed: 280_000, expected: 0)
    #expect(dimension.value(of: row) == value)
  }

  @Test(arguments: [Dimension.day, Dimension.month])
  func `a task without a creation time is undated`(dimension: Dimension) {
    #expect(dimension.value(of: ReportSample.rows[6]) == "undated")
  }

  @Test func `every dimension reads its own name`() {
    for name in [
      "day", "month", "model", "task_type", "sku", "status", "verdict", "size", "tag:project",
      "tag:",
    ] {
      #expect(Dimension(name).name == name)
    }
  }
}
