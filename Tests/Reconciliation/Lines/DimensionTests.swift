import Domain
import RateCards
import Reconciliation
import Testing

@Suite struct DimensionTests {
  private static let day = CalendarDay("2026-05-05") ?? CalendarDay(number: 0)

  private static func line(day: CalendarDay? = day) -> LedgerLine {
    var line = LedgerLine(
      day: day,
      pricing: LedgerLine.Pricing(
        sku: SKU(
          model: "seedream", taskType: "seedream-5-lite",
          fields: [Request.Field("size", .word("2K"))])),
      status: .failed, verdict: .refundDue, billed: Points(280_000), price: .zero)
    line.apiKeyID = "k-1"
    return line
  }

  @Test(arguments: [
    ("day", Dimension.day), ("week", Dimension.week), ("month", Dimension.month),
    ("quarter", Dimension.quarter), ("model", Dimension.model),
    ("task_type", Dimension.taskType), ("task-type", Dimension.taskType), ("sku", Dimension.sku),
    ("status", Dimension.status), ("verdict", Dimension.verdict), ("key", Dimension.key),
    ("size", Dimension.field("size")), ("Day", Dimension.field("Day")),
  ])
  func `a name is a dimension, or else a field of the SKU`(name: String, dimension: Dimension) {
    #expect(Dimension(name) == dimension)
  }

  @Test(arguments: [
    (Dimension.day, "2026-05-05"), (Dimension.week, "2026-W19"), (Dimension.month, "2026-05"),
    (Dimension.quarter, "2026-Q2"), (Dimension.model, "seedream"),
    (Dimension.taskType, "seedream-5-lite"),
    (Dimension.sku, "seedream/seedream-5-lite size=2K"), (Dimension.status, "failed"),
    (Dimension.verdict, "refund_due"), (Dimension.key, "k-1"), (Dimension.field("size"), "2K"),
    (Dimension.field("resolution"), ""),
  ])
  func `a row has one value of each`(dimension: Dimension, value: String) {
    #expect(dimension.value(of: Self.line()) == value)
  }

  @Test(arguments: [Dimension.day, .week, .month, .quarter])
  func `a task without a creation time is undated`(dimension: Dimension) {
    #expect(dimension.value(of: Self.line(day: nil)) == "undated")
  }

  @Test func `every dimension reads its own name`() {
    for name in Dimension.fixedNames + ["size", "tag:project", "tag:"] {
      #expect(Dimension(name).name == name)
    }
  }

  @Test func `an unknown name is answered with the nearest one, or with all`() {
    let fields: Set<String> = ["size", "mode"]
    #expect(
      Dimension.unknown("modle", fields: fields)
        == "expected one of day, week, month, quarter, model, task_type, sku, status, verdict, "
        + "account, key, tag:KEY, mode, size, found modle; nearest are mode, model")
    #expect(Dimension.unknown("\u{1B}zzzzzz", fields: fields).hasSuffix(", found \\u{1B}zzzzzz"))
  }
}
