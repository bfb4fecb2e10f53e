import Billing
import Ledger
import RateCards

/// Prices that changed in a month, seen by tasks on both sides of the change.
struct PriceChanges {
  struct Line {
    let sku: String
    let startsAt: Instant
    let lot: String
    let before: Ratio
    let after: Ratio
    /// The tasks of the month at the new price.
    let tasks: Int
    /// What these tasks cost more than at the old price; nil where a quantity is not known.
    let difference: Points?
  }

  let lines: [Line]

  /// - Parameters:
  ///   - rows: the priced rows of the month before and of the month.
  ///   - month: the month in which the changes happened.
  init(_ rows: [PricedRow], month: ReportMonth) {
    let groups = Dictionary(grouping: rows) { $0.sku.description }
    lines = groups.keys.sorted().flatMap { sku in
      PriceChanges.lines(sku, groups[sku] ?? [], month: month)
    }
  }

  private static func lines(_ sku: String, _ rows: [PricedRow], month: ReportMonth) -> [Line] {
    let byStart = Dictionary(grouping: rows) { $0.formula.startInstant }
    let starts = byStart.keys.sorted { ($0?.nanoseconds ?? .min) < ($1?.nanoseconds ?? .min) }
    return zip(starts, starts.dropFirst()).flatMap { old, new -> [Line] in
      guard let new, month.period.contains(new.day), let before = byStart[old]?.first?.formula,
        let later = byStart[new], let after = later.first?.formula
      else { return [] }
      let inMonth = later.filter { $0.day.map(month.period.contains) ?? false }
      return PriceChanges.lots(before, after).map { lot, usdBefore, usdAfter in
        Line(
          sku: sku, startsAt: new, lot: lot, before: usdBefore, after: usdAfter,
          tasks: inMonth.reduce(0) { $0 + $1.tasks },
          difference: difference(inMonth, to: before))
      }
    }
  }

  /// The lots whose price differs.
  private static func lots(
    _ before: PriceFormula, _ after: PriceFormula
  ) -> [(lot: String, before: Ratio, after: Ratio)] {
    after.lotPrices.compactMap { price in
      let old = before.lotPrices.first { $0.measure == price.measure && $0.lot == price.lot }
      guard let old, old.usd != price.usd else { return nil }
      return (price.lot, old.usd, price.usd)
    }
  }

  private static func difference(_ rows: [PricedRow], to formula: PriceFormula) -> Points? {
    var sum = Points.zero
    for row in rows {
      var pipeline = PricePipeline(formula)
      guard let quantities = row.quantities.implied(by: row.formula, billed: row.expected),
        let old = try? pipeline.price(quantities)
      else { return nil }
      sum += (row.expected - old) * row.tasks
    }
    return sum
  }
}

extension MonthReport {
  var priceSection: ReportDocument.Section {
    let changes = PriceChanges(facts.pricedRows, month: facts.month)
    guard !changes.lines.isEmpty else {
      return .init(
        "prices", title: "Price changes",
        [.paragraph("No price changed between tasks of this month and the one before.")])
    }
    let table = ReportTable(
      name: "prices", title: "Prices of the rate card that changed",
      columns: [
        ReportTable.Column("sku", .text), ReportTable.Column("from", .text),
        ReportTable.Column("per", .text),
        ReportTable.Column("before_usd", heading: "before USD", .number),
        ReportTable.Column("after_usd", heading: "after USD", .number),
        ReportTable.Column("change_percent", heading: "change %", .number),
        ReportTable.Column("tasks", heading: "tasks since", .count),
        ReportTable.Column("difference", .money),
      ],
      rows: changes.lines.map(\.cells))
    return .init("prices", title: "Price changes", [.table(table)])
  }
}

extension PriceChanges.Line {
  fileprivate var cells: [Cell] {
    let percent = try? after.minus(before).times(Ratio(100)).divided(by: before)
    return [
      .text(sku), .text(startsAt.description), .text(lot), .text(before.description),
      .text(after.description),
      percent.map { .text(RateReport.percentText($0)) } ?? .none,
      .count(tasks), difference.map { .money($0) } ?? .none,
    ]
  }
}
