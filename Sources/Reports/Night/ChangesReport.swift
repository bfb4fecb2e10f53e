package import Domain
package import Reconciliation

/// What has changed since a day: what a night tells, for any moment and without a night.
package struct ChangesReport: Sendable {
  /// What the present is compared with.
  package enum Basis: String, Hashable, Sendable {
    /// What a night knew: what was imported since is news.
    case night
    /// The ledger as it is now, as of that time: what was imported since counts as known then.
    case reckoned
  }

  package struct Entry: Hashable, Sendable {
    package let change: NightChange
    /// Empty if it is a night's own finding, such as one about a budget.
    package let id: String
    package let tasks: TaskList
  }

  /// A model that had no task before.
  package struct NewModel: Hashable, Sendable {
    package let name: String
    package let firstDay: CalendarDay
    package let tasks: Int
    package let billed: Points
  }

  /// The first day whose changes count, and the current one.
  package let days: ClosedRange<CalendarDay>
  package let basis: Basis
  /// The largest amount first; resolved ones last.
  package let entries: [Entry]
  /// How many findings are open.
  package let openFindings: Int
  package let newModels: [NewModel]
  /// What the days cost, and as many days before them; nil if unknown.
  package let billed: Points?
  package let billedBefore: Points?
  package let coverage: Coverage
  /// What the account holds, and what it held before; nil if unknown.
  package let balance: Points?
  package let balanceBefore: Points?
  /// The notes below the coverage.
  package let notes: [String]

  /// - Parameters:
  ///   - since: the first day whose changes count.
  ///   - before: what was known at the end of the day before.
  ///   - basis: where that comes from.
  ///   - now: what is known now.
  ///   - rows: the lines of all days through now.
  ///   - known: the days whose cost is known.
  ///   - result: the findings of the present.
  ///   - notes: what limits the figures.
  package init(
    since: CalendarDay, before: NightFigures, basis: Basis, now: NightFigures,
    rows: [LedgerLine], known: KnownDays, result: ReconciliationResult, notes: [String]
  ) {
    days = since...max(since, now.day)
    self.basis = basis
    let changes = NightChange.all(
      from: before.findings, to: now.findings, on: now.day,
      acknowledged: Set(result.acknowledged.map(\.finding.key)))
    // What is resolved has no finding any more, and still its name.
    let ids = FindingIDs(
      (changes.map(\.finding) + now.findings).filter { $0.isReconciled || $0.hasOwnID }.map(\.key))
    entries = changes.map { change in
      let id = ids[change.finding.key]
      return Entry(change: change, id: id, tasks: TaskList(change.finding, id: id))
    }
    openFindings = now.findings.count
    newModels = ChangesReport.newModels(in: rows, since: since)
    let length = days.upperBound.number - since.number + 1
    billed = ChangesReport.billed(days, in: rows, known: known)
    billedBefore = ChangesReport.billed(since + -length...since + -1, in: rows, known: known)
    coverage = result.coverage
    (balance, balanceBefore) = (now.balance, before.balance)
    self.notes = notes
  }

  /// What days cost, of which the last one may not be over; nil if none of them is known, or not all
  /// complete ones.
  private static func billed(
    _ days: ClosedRange<CalendarDay>, in rows: [LedgerLine], known: KnownDays
  ) -> Points? {
    let complete =
      days
      .lowerBound...max(
        days.lowerBound, min(days.upperBound, known.lastCompleteDay))
    let own = rows.filter { $0.day.map(days.contains) ?? false }
    guard known.contains(complete) || (complete.lowerBound > known.lastCompleteDay && !own.isEmpty)
    else { return nil }
    return Totals(own).billed
  }

  private static func newModels(in rows: [LedgerLine], since: CalendarDay) -> [NewModel] {
    Dictionary(grouping: rows.filter { $0.foundDay == nil }, by: \.pricing.sku.model)
      .compactMap { model, rows -> NewModel? in
        let days = rows.filter { $0.tasks > 0 }.compactMap(\.day)
        guard let first = days.min(), first >= since, !rows.contains(where: { $0.day == nil })
        else { return nil }
        let totals = Totals(rows)
        return NewModel(
          name: model, firstDay: first, tasks: totals.tasks, billed: totals.billed)
      }.sorted { $0.name < $1.name }
  }
}

extension NightFinding {
  /// Whether a reconciliation names it, also if only its key is known of it any more.
  fileprivate var hasOwnID: Bool {
    key.kind != StaleFeed.kind && !key.kind.hasPrefix(FindingKey.budgetPrefix)
  }
}

extension ChangesReport {
  package var title: String { "Changes since \(days.lowerBound)" }

  /// `2 new, 1 changed, 0 resolved; 5 open findings`.
  package var summary: String {
    let count = { (kind: NightChange.Kind) in entries.filter { $0.change.kind == kind }.count }
    let others = [NightChange.Kind.ended, .acknowledged].filter { count($0) > 0 }
      .map { ", \(count($0)) \($0.rawValue)" }.joined()
    return "\(count(.new)) new, \(count(.changed)) changed, \(count(.resolved)) resolved\(others); "
      + "\(openFindings) open \(openFindings == 1 ? "finding" : "findings")"
  }

  /// What it was compared with, what the days cost, and what limits the figures.
  package var sentences: [String] {
    [basisSentence, spendSentence] + newModels.map(ChangesReport.sentence)
      + [coverage.sentence] + [balanceSentence].compactMap(\.self) + notes
  }

  private var basisSentence: String {
    let day = days.lowerBound + -1
    return switch basis {
    case .night: "compared with what the night of \(day) knew"
    case .reckoned:
      "compared with the end of \(day), for which no night ran: tasks imported since then count as "
        + "known then"
    }
  }

  private var spendSentence: String {
    let length = days.upperBound.number - days.lowerBound.number + 1
    let text = { (points: Points?) in points.map { "\($0.groupedUSDText()) USD" } ?? "unknown" }
    let span =
      length == 1 ? "on \(days.lowerBound)" : "from \(days.lowerBound) to \(days.upperBound)"
    let before = length == 1 ? "the day before" : "the \(length) days before"
    return "spend \(span): \(text(billed)); \(before): \(text(billedBefore))"
  }

  private static func sentence(_ model: NewModel) -> String {
    "new model \(model.name), since \(model.firstDay): \(model.tasks.groupedText) "
      + "\(model.tasks == 1 ? "task" : "tasks"), \(model.billed.groupedUSDText()) USD"
  }

  private var balanceSentence: String? {
    guard let balance else { return nil }
    let change = balanceBefore.map { before in
      let difference = balance - before
      return " (\(difference < .zero ? "" : "+")\(difference.groupedUSDText()))"
    }
    return "wallet: \(balance.groupedUSDText()) USD\(change ?? "")"
  }

  /// The changes, one a row.
  package var table: ReportTable { ChangesReport.table(title: title, entries: entries) }

  package static func table(title: String, entries: [Entry]) -> ReportTable {
    ReportTable(
      name: "changes", title: title,
      columns: [
        ReportTable.Column("change", .text), ReportTable.Column("id", .text),
        ReportTable.Column("kind", .text), ReportTable.Column("sku", .text),
        ReportTable.Column("day", .text), ReportTable.Column("tasks", .count),
        ReportTable.Column("tasks_before", .count), ReportTable.Column("amount", .money),
        ReportTable.Column("amount_before", .money), ReportTable.Column("detail", .text),
        ReportTable.Column("action", .text),
        ReportTable.Column("task_ids", heading: "task ids", .tasks),
      ],
      rows: entries.map { entry in
        let (change, finding) = (entry.change, entry.change.finding)
        return [
          .word(change.kind.rawValue), entry.id.isEmpty ? .none : .text(entry.id),
          .word(finding.key.kind), .text(finding.key.sku),
          finding.key.day.map { .text($0.description) } ?? .none, .count(finding.tasks),
          .count(change.tasksBefore), .money(finding.amount),
          change.amountBefore.map { .money($0) } ?? .none, .text(finding.detail),
          change.isOpen ? .text(finding.key.action) : .none, .tasks(entry.tasks),
        ]
      })
  }
}

extension NightChange {
  /// Whether the finding needs attention now.
  package var isOpen: Bool { kind == .new || kind == .changed }
}
