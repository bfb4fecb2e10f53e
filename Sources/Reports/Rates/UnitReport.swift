package import Domain
package import Reconciliation

/// The cost of a delivered unit (an image, a second of video, a task), including failures.
///
/// Tasks on the user's own account have no price and are left out, as are tasks that haven't ended:
/// the cost is what the others were billed. If a task doesn't say what was booked for it, that
/// amount is unknown rather than 0: such tasks are counted separately, and are in neither cost nor
/// units.
package enum UnitReport {
  private struct Key: Hashable, Comparable {
    let model: String
    let taskType: String
    let unit: String

    static func < (left: Key, right: Key) -> Bool {
      (left.model, left.taskType, left.unit) < (right.model, right.taskType, right.unit)
    }
  }

  private struct Sum {
    var tasks = 0
    var delivered = 0
    /// Tasks whose booked amount is unknown.
    var unmetered = 0
    var units = Ratio.zero
    /// Delivered tasks whose number of units is unknown.
    var unmeasured = 0
    var billed = Points.zero
    var billedFailures = Points.zero
  }

  /// The table for the lines of a period, read with their rates.
  package static func table(_ rows: [LedgerLine]) throws(ArithmeticOverflow) -> ReportTable {
    var sums: [Key: Sum] = [:]
    for row in LedgerLine.withoutDays(rows) where row.isSettled && row.verdict != .ownAccount {
      let key = Key(
        model: row.pricing.sku.model, taskType: row.pricing.sku.taskType, unit: row.unit ?? "task")
      sums[key] = try added(row, to: sums[key] ?? Sum())
    }
    let lines = sums.sorted { $0.key < $1.key }.map { key, sum in cells(key, sum) }
    return ReportTable(
      name: "units", title: "Cost per delivered unit",
      columns: [
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("tasks", .count),
        ReportTable.Column("delivered_tasks", heading: "delivered", .count),
        ReportTable.Column("unmetered_tasks", heading: "unmetered", .count),
        ReportTable.Column("cost", .money),
        ReportTable.Column("failure_cost", heading: "for failures USD", .money),
        ReportTable.Column("usd_per_task", heading: "USD per task", .number),
        ReportTable.Column("units", .number), ReportTable.Column("unit", .text),
        ReportTable.Column("usd_per_unit", heading: "USD per unit", .number),
      ],
      rows: lines)
  }

  private static func added(_ row: LedgerLine, to sum: Sum) throws(ArithmeticOverflow) -> Sum {
    var sum = sum
    guard let each = row.billed else {
      sum.unmetered += row.tasks
      return sum
    }
    let billed = each * row.tasks
    sum.tasks += row.tasks
    sum.billed += billed
    guard row.isDelivered else {
      sum.billedFailures += billed
      return sum
    }
    sum.delivered += row.tasks
    let perTask = row.unit == nil ? Ratio.one : row.unitsPerTask
    if let perTask {
      sum.units = try sum.units.plus(perTask.times(Ratio(Int64(row.tasks))))
    } else {
      sum.unmeasured += row.tasks
    }
    return sum
  }

  private static func cells(_ key: Key, _ sum: Sum) -> [Cell] {
    let perUnit =
      sum.unmeasured == 0 ? UnitCost.text(sum.billed, per: sum.units) : nil
    return [
      .text(key.model), .text(key.taskType), .count(sum.tasks), .count(sum.delivered),
      .count(sum.unmetered), .money(sum.billed), .money(sum.billedFailures),
      cell(UnitCost.text(sum.billed, per: Ratio(Int64(sum.delivered)))),
      sum.unmeasured == 0 ? .text(sum.units.description) : .none, .text(key.unit),
      cell(perUnit),
    ]
  }

  private static func cell(_ text: String?) -> Cell { text.map { .text($0) } ?? .none }
}

/// A cost per unit.
enum UnitCost {
  /// USD per unit, rounded half up to a whole point; nil without units.
  static func text(_ amount: Points, per units: Ratio) -> String? {
    guard let points = (try? Ratio(amount.count).divided(by: units)) ?? nil,
      let count = Int64(exactly: points.rounded(.halfUp))
    else { return nil }
    return Points(count).usdText
  }
}
