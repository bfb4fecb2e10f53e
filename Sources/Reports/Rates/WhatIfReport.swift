import Domain
import RateCards
package import Reconciliation

/// What the ended tasks of a period cost by the card's prices and would have cost under another
/// card, by model and SKU.
///
/// Both sides count the same tasks by the same rule: completed tasks at the card's price, whatever
/// was billed, and tasks without a result at what the rules leave of it. A task of which either
/// side is unknown is in neither amount.
package struct WhatIfReport: Sendable {
  package let table: ReportTable

  fileprivate struct Line {
    var tasks = 0
    /// Nil as long as no task could be compared.
    var costs: (present: Points, other: Points)?
    var uncomparedTasks = 0
    var reasons: Set<String> = []
  }

  fileprivate struct Key: Hashable, Comparable {
    let model: String
    let sku: String

    static func < (left: Key, right: Key) -> Bool {
      (left.model, left.sku) < (right.model, right.sku)
    }
  }

  /// Takes the ended tasks of the period.
  package init(_ tasks: [RepricedLine]) {
    var lines: [Key: Line] = [:]
    for repriced in tasks {
      let sku = repriced.line.pricing.sku
      lines[Key(model: sku.model, sku: sku.description), default: Line()].add(repriced)
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
  fileprivate mutating func add(_ repriced: RepricedLine) {
    let count = repriced.line.tasks
    tasks += count
    switch repriced.costs {
    case .success(let costs):
      add(costs.present * count, costs.other * count)
    case .failure(let error):
      uncomparedTasks += count
      reasons.insert(error.description)
    }
  }

  fileprivate mutating func add(_ line: WhatIfReport.Line) {
    tasks += line.tasks
    if let costs = line.costs { add(costs.present, costs.other) }
    uncomparedTasks += line.uncomparedTasks
  }

  private mutating func add(_ present: Points, _ other: Points) {
    let sum = costs ?? (.zero, .zero)
    costs = (sum.present + present, sum.other + other)
  }

  fileprivate var cells: [Cell] {
    let amounts: [Cell] =
      costs.map { [.money($0.present), .money($0.other), .money($0.other - $0.present)] }
      ?? [.none, .none, .none]
    return [.count(tasks)] + amounts + [
      .count(uncomparedTasks),
      reasons.isEmpty ? .none : .text(reasons.sorted().joined(separator: "; ")),
    ]
  }
}
