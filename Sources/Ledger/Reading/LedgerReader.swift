package import Domain
import GRDB
import Queries
package import Reconciliation

/// Reads every figure of a ledger: for a period, with the verdicts at a moment, divided by tags or
/// keys if requested.
///
/// A figure is the rollup, plus the adjustments of closed months on the day on which they were
/// found, plus what time has changed since the verdicts were stored. Reports, exports, budgets and
/// forecasts all read through it.
package struct LedgerReader {
  let database: LedgerConnection
  let calendar: AccountingCalendar
  package let period: ReportPeriod
  /// The moment of the verdicts.
  package let asOf: Instant
  package let division: LedgerLine.Division
  /// What every figure is narrowed to.
  package let filter: LineFilter
}

extension LedgerStore {
  /// A reader for a period, with the verdicts at a moment, of the tasks that a filter keeps.
  package func reader(
    in period: ReportPeriod = .all, asOf: Instant,
    dividedBy division: LedgerLine.Division = .whole, where filter: LineFilter = .none
  ) -> LedgerReader {
    LedgerReader(
      database: database, calendar: calendar, period: period, asOf: asOf, division: division,
      filter: filter)
  }
}

extension LedgerReader {
  /// The lines of the period in a fixed order.
  ///
  /// This reads only the rollup and the few tasks whose verdict time alone can change. Tasks
  /// without a creation time belong to no period; they are included when all days are requested.
  /// The parts of a divided line add up to it. Lines with rates can be repriced, but take longer to
  /// read. Where the filter asks for tags or keys, lines are divided by these.
  package func lines(withRates: Bool = false) throws -> [LedgerLine] {
    let needed = try filter.division(besides: division)
    return filter.filtered(try lines(withRates: withRates, dividedBy: needed))
  }

  private func lines(
    withRates: Bool, dividedBy division: LedgerLine.Division
  ) throws -> [LedgerLine] {
    try database.read { database in
      let pricings = try PricingReader.all(withRates: withRates, in: database)
      let order = LineOrder(pricings)
      let accounts = try AccountNames(in: database)
      var counts = try PeriodCounts(period, order: order, accounts: accounts, in: database)
      var tags = division == .tags ? try LineParts(taggedTasks: counts, in: database) : nil
      if division != .keys { try move(&counts, tags: &tags, in: database) }
      let statuses = try OutcomeLines.statuses(in: database)
      let ledgerLine = { (count: PeriodCounts.Line) in
        pricings[count.figures.chargeID].map { pricing in
          LedgerLine(
            count, pricing: pricing, status: statuses[count.figures.statusID],
            account: accounts.name(ofNumber: count.figures.account))
        }
      }
      if let tags {
        return tags.parts(of: counts.lines, in: order).compactMap { part in
          var line = ledgerLine(part.line)
          if let tags = part.label { line?.tags = tags }
          return line
        }
      }
      guard division == .keys else { return counts.lines.compactMap(ledgerLine) }
      return try LineParts(tasksOfKeys: counts, in: database).parts(of: counts.lines, in: order)
        .compactMap { part in
          var line = ledgerLine(part.line)
          if let key = part.label { line?.apiKeyID = key }
          return line
        }
    }
  }

  /// Moves the tasks whose verdict differs at the requested moment.
  private func move(
    _ counts: inout PeriodCounts, tags: inout LineParts<TagSet>?, in database: Database
  ) throws {
    let closedMonths = try ClosedMonths(in: database)
    let today = calendar.day(of: asOf)
    var counter = tags == nil ? nil : try TagCounter(in: database)
    for shift in try VerdictShift.all(asOf: asOf, in: database) {
      let foundDay = closedMonths.foundDay(ofChangesOn: shift.day, foundOn: today)
      guard let (old, new) = counts.move(shift, foundDay: foundDay) else { continue }
      // Usage lines have no tags.
      guard case .task(let key) = shift.key else { continue }
      let own = try counter?.tags(
        day: key.day, idHigh: key.idHigh, idLow: key.idLow, in: database)
      guard let own, !own.isEmpty else { continue }
      tags?.add(-1, own, to: old)
      tags?.add(1, own, to: new)
    }
  }
}

extension LedgerReader {
  /// The spend of all days; its divisions add up to the total.
  ///
  /// With a filter, days on which none of its tasks ran cost 0, as they do in the total.
  package func spendHistory() throws -> SpendHistory {
    let lines = try LedgerReader(
      database: database, calendar: calendar, period: .all, asOf: asOf, division: division,
      filter: filter
    ).lines(withRates: true)
    let needed = try filter.division(besides: division)
    return try database.read { database in
      let known = try LedgerStore.knownDays(
        asOf: asOf, where: filter, calendar: calendar, in: database)
      return SpendHistory(
        lines, firstKnownDay: filter.isNone ? nil : known.days?.lowerBound,
        lastKnownDay: known.days?.upperBound, gaps: known.gaps,
        keyDays: needed == .keys
          ? try LedgerStore.keyDays(
            in: known, asOf: asOf, where: filter, calendar: calendar, in: database)
          : nil)
    }
  }

  /// What each API key spent per day according to the account history, even without responses; nil
  /// until its unit is proved.
  ///
  /// Its lines are history entries, which have no price and no verdict.
  package func keySpendHistory() throws -> SpendHistory? {
    try database.read { database in
      guard try HistoryUnit.isProved(in: database) else { return nil }
      let pricing = LedgerLine.Pricing(sku: SKU(model: "", taskType: ""))
      let lines = try Row.fetchAll(database, sql: Query.spendOfKeys.sql).map { row in
        var line = LedgerLine(
          day: CalendarDay(number: row["day"]), pricing: pricing,
          status: TaskStatus(row["status"] as String), verdict: .unpriced,
          billed: Points(row["points"]), price: nil, tasks: row["entries"])
        line.apiKeyID = row["api_key_id"]
        return line
      }
      let lastDay = try LedgerStore.lastKnownHistoryDay(
        lines.lazy.compactMap(\.day), asOf: asOf, calendar: calendar, in: database)
      return SpendHistory(lines, lastKnownDay: lastDay)
    }
  }
}
