import Budgets
package import Domain
import Reconciliation

/// A month in a few lines, for a look at it in between: the same values as on its page.
package struct MonthOverview: Sendable {
  /// A figure in words.
  package struct Line: Hashable, Sendable {
    /// The name of the figure, in lowercase: `budget`.
    package let name: String
    package let text: String
  }

  package let month: CalendarMonth
  /// What the month's tasks have cost so far.
  package let billed: Points
  /// The number of findings that need attention.
  package let findingCount: Int
  package let lines: [Line]

  /// The lines as a table of a report.
  package var table: ReportTable {
    ReportTable(
      name: "status", title: month.name,
      columns: [ReportTable.Column("figure", .text), ReportTable.Column("value", .text)],
      rows: lines.map { [.word($0.name), .text($0.text)] })
  }
}

extension MonthReport {
  /// How many budgets, and kinds of findings, an overview names.
  private static let overviewLimit = 2

  package var overview: MonthOverview {
    MonthOverview(
      month: facts.month, billed: result.totals.billed, findingCount: attention.count,
      lines: [.init(name: "cost", text: headline.costSentence)] + budgetLines + forecastLines + [
        .init(name: "findings", text: findingText),
        .init(name: "trust", text: result.coverage.centsSentence),
        .init(name: "data", text: dataText),
      ])
  }

  /// The budgets, those that are exceeded or likely to be first.
  private var budgetLines: [MonthOverview.Line] {
    let ordered =
      facts.budgets.filter(\.state.isAlarming)
      + facts.budgets.filter { !$0.state.isAlarming }
    let shown = ordered.prefix(MonthReport.overviewLimit).map { status in
      MonthOverview.Line(
        name: "budget",
        text: "\(status.budget.name): \(status.state.name), "
          + "\(status.actual?.groupedUSDText() ?? "an unknown amount") of "
          + "\(status.available.groupedUSDText()) USD\(status.used.map { " (\($0))" } ?? "")")
    }
    return Array(shown)
  }

  private var forecastLines: [MonthOverview.Line] {
    plannedFigures.filter { $0.name == "Forecast" }.map { figure in
      .init(
        name: "forecast",
        text: [figure.value, figure.detail].filter { !$0.isEmpty }
          .joined(separator: " "))
    }
  }

  /// `3 to look at: 1 overcharged, 1 stuck, …`.
  private var findingText: String {
    guard !attention.isEmpty else { return "nothing needs attention" }
    var kinds: [String] = []
    for finding in attention where !kinds.contains(finding.kind) { kinds.append(finding.kind) }
    let named = kinds.prefix(MonthReport.overviewLimit + 1).map { kind in
      "\(attention.count { $0.kind == kind }) \(kind.replacing("_", with: " "))"
    }
    return "\(attention.count) to look at: \(named.joined(separator: ", "))"
      + (kinds.count > named.count ? ", …" : "")
  }

  /// Up to which day the ledger has tasks.
  private var dataText: String {
    guard let days = facts.known.days else { return "no tasks yet" }
    return "from \(days.lowerBound) through \(days.upperBound)"
  }
}
