import Domain
import RateCards
import Reconciliation

/// Prices that changed in a month, with tasks on both sides of the change.
struct PriceChanges {
  struct Line {
    let sku: String
    /// When the new price came into force; a span if tasks were billed at it while it was unknown
    /// which price was in force.
    let from: String
    let lot: String
    let before: Ratio
    let after: Ratio
    /// The month's tasks at the new price.
    let tasks: Int
    /// How much more these tasks cost than at the old price; nil if a quantity is unknown.
    let difference: Points?
  }

  let lines: [Line]

  /// - Parameters:
  ///   - rows: the lines of the month and of the month before, with their rates.
  ///   - month: the month in which the changes happened.
  init(_ rows: [LedgerLine], month: CalendarMonth) {
    let priced = rows.compactMap { row in
      row.ratePrice.map { PricedLine(line: row, price: $0.price, rated: $0.rated) }
    }
    let groups = Dictionary(grouping: priced) { $0.line.pricing.sku.description }
    lines = groups.keys.sorted().flatMap { sku in
      PriceChanges.lines(sku, groups[sku] ?? [], month: month)
    }
  }

  private struct PricedLine {
    let line: LedgerLine
    /// The price per task.
    let price: Points
    let rated: LedgerLine.Pricing.Rated
  }

  private static func lines(_ sku: String, _ rows: [PricedLine], month: CalendarMonth) -> [Line] {
    let byStart = Dictionary(grouping: rows) { $0.rated.formula.startInstant }
    let starts = byStart.keys.sorted { ($0?.nanoseconds ?? .min) < ($1?.nanoseconds ?? .min) }
    return zip(starts, starts.dropFirst()).flatMap { old, new -> [Line] in
      guard let new, month.period.contains(new.day),
        let before = byStart[old]?.first?.rated.formula,
        let later = byStart[new], let after = later.first?.rated.formula
      else { return [] }
      let inMonth = later.filter { $0.line.billedDay.map(month.period.contains) ?? false }
      return PriceChanges.lots(before, after).map { lot, usdBefore, usdAfter in
        Line(
          sku: sku, from: from(new, later), lot: lot, before: usdBefore, after: usdAfter,
          tasks: inMonth.reduce(0) { $0 + $1.line.tasks },
          difference: difference(inMonth, to: before))
      }
    }
  }

  private static func from(_ start: Instant, _ rows: [PricedLine]) -> String {
    let change = rows.compactMap(\.rated.formula.uncertainChange).first { change in
      change.isAfter && change.latest == start.dayOrMomentText
    }
    return change?.spanText ?? start.description
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

  private static func difference(_ rows: [PricedLine], to formula: PriceFormula) -> Points? {
    var sum = Points.zero
    for row in rows {
      var pipeline = PricePipeline(formula)
      guard let quantities = row.rated.quantities.implied(by: row.rated.formula, billed: row.price),
        let old = try? pipeline.price(quantities)
      else { return nil }
      sum += (row.price - old) * row.line.tasks
    }
    return sum
  }
}

extension MonthReport {
  /// The prices that changed between tasks of this month and the previous one, on the card and on
  /// the bills; nil if none did.
  var priceSection: ReportDocument.Section? {
    let changes = PriceChanges(facts.ratedRows, month: facts.month).lines
    let drifts = facts.drifts.filter { facts.month.period.contains($0.since.day) }
    guard !changes.isEmpty || !drifts.isEmpty else { return nil }
    return .init(
      "prices", title: "Price changes",
      (changes.isEmpty ? [] : [.table(MonthReport.table(of: changes))])
        + (drifts.isEmpty ? [] : [.table(MonthReport.table(of: drifts))]))
  }

  private static func table(of changes: [PriceChanges.Line]) -> ReportTable {
    ReportTable(
      name: "prices", title: "Rate card prices that changed",
      columns: [
        ReportTable.Column("sku", .text), ReportTable.Column("from", .time),
        ReportTable.Column("per", .text),
        ReportTable.Column("before_usd", heading: "before USD", .number),
        ReportTable.Column("after_usd", heading: "after USD", .number),
        ReportTable.Column("change_percent", heading: "change %", .number),
        ReportTable.Column("tasks", heading: "tasks since", .count),
        ReportTable.Column("difference", .money),
      ],
      rows: changes.map(\.cells))
  }

  private static func table(of drifts: [PriceDrift]) -> ReportTable {
    ReportTable(
      name: "drifts", title: "Billed prices that the rate card does not have",
      columns: [
        ReportTable.Column("sku", .text), ReportTable.Column("since", .time),
        ReportTable.Column("per", .text),
        ReportTable.Column("before_usd", heading: "before USD", .number),
        ReportTable.Column("after_usd", heading: "after USD", .number),
        ReportTable.Column("card_usd", heading: "card USD", .number),
        ReportTable.Column("tasks", .count),
      ],
      rows: drifts.map { drift in
        [
          .text(drift.sku.description), .text(drift.since.description), .text(drift.lot),
          .text(drift.before.description), .text(drift.after.description),
          .text(drift.card.description), .count(drift.tasks),
        ]
      })
  }
}

extension PriceChanges.Line {
  fileprivate var cells: [Cell] {
    let change = Percent(from: before, to: after)
    return [
      .text(sku), .text(from), .text(lot), .text(before.description),
      .text(after.description),
      change.map { .text($0.signedText) } ?? .none,
      .count(tasks), difference.map { .money($0) } ?? .none,
    ]
  }
}
