import Billing
import Reconciliation

/// A month beside the month before: beside as many of its days as the month has come to.
struct MonthComparison {
  private let month: ReportMonth
  private let totals: Totals
  private let totalsBefore: Totals
  /// The days of the month before that are compared with; nil for all.
  private let comparedDays: Int?
  private let hasBefore: Bool

  init(_ facts: MonthFacts) {
    month = facts.month
    totals = Totals(facts.rows)
    let previous = facts.month.previous
    let begun = facts.month.daysOver(on: facts.today + 1)
    comparedDays = begun < facts.month.days ? min(begun, previous.days) : nil
    let until = previous.firstDay + ((comparedDays ?? previous.days) - 1)
    totalsBefore = Totals(facts.rowsBefore.filter { $0.day.map { $0 <= until } ?? false })
    hasBefore = !facts.rowsBefore.isEmpty
  }

  private var beforeName: String {
    comparedDays.map { "first \($0) days of \(month.previous.name)" } ?? month.previous.name
  }

  /// The change of what was billed, for a line below it.
  var sentence: String {
    guard hasBefore else { return "nothing is known of \(month.previous.name)" }
    let change = Change(from: totalsBefore.billed, to: totals.billed)
    return
      "\(change.percentText.map { "\($0) %" } ?? "\(change.usdText) USD") against \(beforeName)"
  }

  var table: ReportTable {
    let figures: [(String, (Totals) -> Points)] = [
      ("billed", \.billed), ("expected", \.expected), ("variance", \.variance),
      ("unchecked", \.unchecked), ("unsettled", \.unsettled), ("commitment", \.commitment),
    ]
    return ReportTable(
      name: "totals",
      title: hasBefore
        ? "\(month.name) against \(beforeName)"
        : "\(month.name); nothing is known of \(month.previous.name)",
      columns: [
        ReportTable.Column("figure", .text), ReportTable.Column("month", .money),
      ]
        + (hasBefore
          ? [
            ReportTable.Column("before", .money), ReportTable.Column("change", .money),
            ReportTable.Column("change_percent", heading: "change %", .number),
          ] : []),
      rows: figures.map { name, amount in
        let change = Change(from: amount(totalsBefore), to: amount(totals))
        let cells: [Cell] = [.word(name), .money(amount(totals))]
        guard hasBefore else { return cells }
        return cells + [
          .money(amount(totalsBefore)), .money(change.points),
          change.percentText.map { .text($0) } ?? .none,
        ]
      })
  }
}

/// How far an amount is from an earlier one.
struct Change {
  let before: Points
  let points: Points

  init(from before: Points, to after: Points) {
    self.before = before
    points = after - before
  }

  /// With its sign, rounded half up to a tenth; nil where there was nothing before.
  var percentText: String? {
    guard before > .zero else { return nil }
    return RateReport.percentText(Ratio(Int128(points.count) * 100, over: Int128(before.count)))
  }

  var usdText: String { (points > .zero ? "+" : "") + points.usdText }
}
