package import Domain
package import Reconciliation
package import Reports

/// A small bill with every kind of amount: two days, four SKUs, and a task without a day.
package enum ReportSample {
  package static let standard = pricing(
    "seedream", "seedream-5-lite", ["size": "2K"], name: "seedream/seedream-5-lite size=2K",
    alternatives: [(520_000, "the unconfirmed 0.052 USD per image (a forum)")])
  package static let large = pricing(
    "seedream", "seedream-5-lite", ["size": "3K"], name: "seedream/seedream-5-lite size=3K")
  package static let video = pricing(
    "seedance", "seedance-2", ["resolution": "480p"], name: "seedance/seedance-2 resolution=480p")
  package static let unpriced = pricing(
    "aurora-9", "text2image", [:], name: "aurora-9/text2image",
    reason: "no rate for model aurora-9")

  package static let firstDay = CalendarDay(number: 20_577)
  package static let secondDay = CalendarDay(number: 20_578)
  package static let period = ReportPeriod(since: firstDay, until: secondDay)

  package static let rows = [
    row(standard, firstDay, .matched, billed: 280_000, expected: 280_000, tasks: 1200),
    row(large, firstDay, .undercharged, billed: 400_000, expected: 420_000),
    row(video, firstDay, .refunded, status: .failed, billed: 0, expected: 0, tasks: 2),
    row(standard, secondDay, .overcharged, billed: 520_000, expected: 280_000, tasks: 2),
    row(unpriced, secondDay, .unpriced, billed: 1_234_567, expected: nil),
    row(
      video, secondDay, .provisional, status: .processing, billed: nil,
      expected: 5_000_000, frozen: 5_000_000, tasks: 2),
    row(
      standard, nil, .matched, status: .pending, billed: 280_000,
      expected: 280_000),
  ]

  package static let coverage = Coverage(Totals(rows), undatedTasks: 1)

  /// The rows of two SKUs that could be checked whole.
  package static let checkedRows = [rows[0], rows[1], rows[3]]

  package static func pricing(
    _ model: String, _ taskType: String, _ fields: KeyValuePairs<String, String>, name: String,
    reason: String = "", alternatives: [(points: Int64, label: String)] = []
  ) -> LedgerLine.Pricing {
    LedgerLine.Pricing(
      sku: SKU(
        model: model, taskType: taskType,
        fields: fields.map { Request.Field($0.key, .word($0.value)) }),
      skuName: name, rate: reason.isEmpty ? name : "", unpricedReason: reason,
      alternatives: alternatives.map {
        LedgerLine.Pricing.Alternative(points: Points($0.points), label: $0.label)
      })
  }

  package static func row(
    _ pricing: LedgerLine.Pricing, _ day: CalendarDay?, _ verdict: Verdict,
    status: TaskStatus = .completed, billed: Int64?, expected: Int64?,
    frozen: Int64 = 0, tasks: Int = 1
  ) -> LedgerLine {
    LedgerLine(
      day: day, pricing: pricing, status: status, verdict: verdict,
      billed: billed.map { Points($0) }, price: expected.map { Points($0) },
      frozen: Points(frozen), tasks: tasks)
  }

  /// A table of one text column and what a test adds.
  package static func table(
    _ texts: [String], heading: String = "name", total: String? = nil
  ) -> ReportTable {
    ReportTable(
      name: "sample", title: "Sample",
      columns: [ReportTable.Column(heading, .text), ReportTable.Column("tasks", .count)],
      rows: texts.map { [.text($0), .count(1)] },
      total: total.map { [.text($0), .count(texts.count)] })
  }
}
