import Domain
import Reconciliation

/// A row of one day with some tasks that were billed and should have cost the same or another sum.
func row(
  day: Int, tasks: Int, billed: Int64?, expected: Int64? = nil, frozen: Int64 = 0,
  verdict: Verdict = .matched, model: String = "kling", taskType: String = "video",
  tags: TagSet = .none
) -> LedgerLine {
  let sku = SKU(model: model, taskType: taskType, fields: [])
  var row = LedgerLine(
    day: CalendarDay(number: day),
    pricing: LedgerLine.Pricing(
      sku: sku, skuName: sku.description, rate: "", unpricedReason: "", alternatives: []),
    verdict: verdict, billed: billed.map { Points($0) },
    price: (expected ?? billed).map { Points($0) }, frozen: Points(frozen), tasks: tasks)
  row.tags = tags
  return row
}
