package import Domain
package import RateCards
package import Reconciliation

/// What was paid beyond the base price.
///
/// By the rate card, premiums are the multipliers, markups and surcharges of the rates, and fields
/// that differ from the card's default. Each premium is the price of a task minus its price without
/// that one factor, both rounded as the card says; if a task has several, each is computed
/// separately. Only completed tasks count.
package struct PremiumReport {
  private struct Key: Hashable, Comparable {
    let model: String
    let taskType: String
    let premium: String
    let unit: String

    private var order: [String] { [model, taskType, premium, unit] }

    static func < (left: Key, right: Key) -> Bool {
      left.order.lexicographicallyPrecedes(right.order)
    }
  }

  private struct Sum {
    var tasks = 0
    var units: Ratio? = .zero
    var price = Points.zero
    var premium = Points.zero
  }

  /// A factor of a price, in words, with the price of a task without it.
  private struct Factor {
    let text: String
    let priceWithout: Points
  }

  private let pricer: Pricer
  private var sums: [Key: Sum] = [:]

  /// The table for the lines of a period, read with their rates.
  package static func table(
    _ rows: [LedgerLine], pricer: Pricer
  ) throws(ArithmeticOverflow) -> ReportTable {
    var report = PremiumReport(pricer: pricer)
    for row in LedgerLine.withoutDays(rows) where row.isDelivered && row.verdict != .ownAccount {
      try report.add(row)
    }
    return report.table
  }

  private init(pricer: Pricer) {
    self.pricer = pricer
  }

  private mutating func add(_ row: LedgerLine) throws(ArithmeticOverflow) {
    guard let formula = row.pricing.rated?.formula, let quantities = row.quantities,
      quantities.unknown == nil, let price = PremiumReport.price(formula, quantities)
    else { return }
    for factor in factors(of: row, formula: formula, quantities: quantities)
    where factor.priceWithout < price {
      let key = Key(
        model: row.pricing.sku.model, taskType: row.pricing.sku.taskType, premium: factor.text,
        unit: row.unit ?? "task")
      var sum = sums[key] ?? Sum()
      let perTask = row.unit == nil ? Ratio.one : row.unitsPerTask
      sum.tasks += row.tasks
      if let perTask, let units = sum.units {
        sum.units = try units.plus(perTask.times(Ratio(Int64(row.tasks))))
      } else {
        sum.units = nil
      }
      sum.price += price * row.tasks
      sum.premium += (price - factor.priceWithout) * row.tasks
      sums[key] = sum
    }
  }

  private static func price(_ formula: PriceFormula, _ quantities: BilledQuantities) -> Points? {
    var pipeline = PricePipeline(formula)
    return try? pipeline.price(quantities)
  }

  private func factors(
    of row: LedgerLine, formula: PriceFormula, quantities: BilledQuantities
  ) -> [Factor] {
    var factors: [Factor] = []
    let append = { (text: String, change: (inout PriceFormula) -> Void) in
      var other = formula
      change(&other)
      if let price = PremiumReport.price(other, quantities) {
        factors.append(Factor(text: text, priceWithout: price))
      }
    }
    for (index, markup) in formula.markups.enumerated() where markup.mantissa >= 0 {
      append("markup \(markup) %") { $0.markups.remove(at: index) }
    }
    for (index, surcharge) in formula.surcharges.enumerated() {
      append("surcharge \(surcharge.usd) USD per \(surcharge.unit)") {
        $0.surcharges.remove(at: index)
      }
    }
    if let multiplier = formula.multiplier {
      let fields = row.pricing.sku.fields.map { "\($0.name)=\($0.value.text)" }
      append((["multiplier \(multiplier)"] + fields).joined(separator: " ")) { $0.multiplier = nil }
      return factors
    }
    return factors + fieldFactors(of: row, formula: formula, quantities: quantities)
  }

  private func fieldFactors(
    of row: LedgerLine, formula: PriceFormula, quantities: BilledQuantities
  ) -> [Factor] {
    let start = formula.startInstant ?? Instant(nanoseconds: 0)
    let moment = max(row.day.map { Instant(startOf: $0) } ?? start, start)
    return pricer.defaulted(row.pricing.sku, at: moment).compactMap { other in
      guard
        case .success(let price) = pricer.price(
          of: other.sku, quantities: quantities, at: moment)
      else { return nil }
      return Factor(
        text: "\(other.field)=\(other.value) instead of \(other.defaultValue)",
        priceWithout: price)
    }
  }

  package static let columns: [ReportTable.Column] = [
    ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
    ReportTable.Column("premium_for", heading: "premium for", .text),
    ReportTable.Column("tasks", .count), ReportTable.Column("units", .number),
    ReportTable.Column("unit", .text), ReportTable.Column("price", .money),
    ReportTable.Column("premium", .money),
  ]

  private var table: ReportTable {
    ReportTable(
      name: "premiums", title: "Premiums paid",
      columns: PremiumReport.columns,
      rows: sums.sorted { $0.key < $1.key }.map { key, sum in
        [
          .text(key.model), .text(key.taskType), .text(key.premium), .count(sum.tasks),
          sum.units.map { .text($0.description) } ?? .none, .text(key.unit), .money(sum.price),
          .money(sum.premium),
        ]
      })
  }
}
