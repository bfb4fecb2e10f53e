import Domain
package import RateCards
package import Reconciliation

/// What a period would have cost under another card, by model and SKU.
package struct WhatIfReport: Sendable {
  package let table: ReportTable

  fileprivate struct Line {
    var tasks = 0
    var current = Points.zero
    var other = Points.zero
    var uncomparedTasks = 0
    var reason = ""
  }

  fileprivate struct Key: Hashable, Comparable {
    let model: String
    let sku: String

    static func < (left: Key, right: Key) -> Bool {
      (left.model, left.sku) < (right.model, right.sku)
    }
  }

  /// - Parameters:
  ///   - rows: the lines of the period, with their rates; only the priced ones count.
  ///   - pricer: prices with the other card.
  package init(_ rows: [LedgerLine], pricer: Pricer) {
    var lines: [Key: Line] = [:]
    for row in rows {
      guard let (price, rated) = row.ratePrice else { continue }
      let key = Key(model: row.pricing.sku.model, sku: row.pricing.sku.description)
      lines[key, default: Line()].add(row, price: price, rated: rated, pricer: pricer)
    }
    let total = lines.values.reduce(into: Line()) { $0.add($1) }
    table = ReportTable(
      name: "whatif", title: "Cost with the other card",
      columns: [
        ReportTable.Column("model", .text), ReportTable.Column("sku", .text),
        ReportTable.Column("tasks", .count),
        ReportTable.Column("present", heading: "current USD", .money),
        ReportTable.Column("other", heading: "what-if USD", .money),
        ReportTable.Column("difference", .money),
        ReportTable.Column("not_compared_tasks", heading: "not compared", .count),
        ReportTable.Column("reason", .text),
      ],
      rows: lines.sorted { $0.key < $1.key }.map { key, line in
        [.text(key.model), .text(key.sku)] + line.cells
      },
      total: [.text("total"), .none] + total.cells)
  }
}

extension WhatIfReport.Line {
  fileprivate mutating func add(
    _ row: LedgerLine, price: Points, rated: LedgerLine.Pricing.Rated, pricer: Pricer
  ) {
    tasks += row.tasks
    // On the day of a price change, the rate shows which side of it the tasks are on.
    let start = rated.formula.startInstant ?? Instant(nanoseconds: 0)
    let moment = max(row.billedDay.map { Instant(startOf: $0) } ?? start, start)
    let quantities = rated.quantities.implied(by: rated.formula, billed: price)
    let result = quantities.map { pricer.price(of: row.pricing.sku, quantities: $0, at: moment) }
    switch result {
    case .success(let points):
      current += price * row.tasks
      other += points * row.tasks
    case .failure(let error):
      uncomparedTasks += row.tasks
      reason = error.description
    case nil:
      uncomparedTasks += row.tasks
      reason = "the quantity is unknown"
    }
  }

  fileprivate mutating func add(_ line: WhatIfReport.Line) {
    tasks += line.tasks
    current += line.current
    other += line.other
    uncomparedTasks += line.uncomparedTasks
  }

  fileprivate var cells: [Cell] {
    [
      .count(tasks), .money(current), .money(other), .money(other - current),
      .count(uncomparedTasks), reason.isEmpty ? .none : .text(reason),
    ]
  }
}
