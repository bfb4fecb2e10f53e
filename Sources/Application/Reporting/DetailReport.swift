import Budgets
package import Domain
package import Ledger
package import RateCards
import Reconciliation
package import Reports

/// Reports other than cost: what results really cost, and what the account data shows.
package enum DetailReport: String, Hashable, CaseIterable, Sendable {
  case units
  case failures
  case retries
  case premiums
  case keys
  /// Tasks that only the account history shows.
  case unlogged
  case stuck
  case anomalies
  /// Fixed charges.
  case fixed
}

extension DetailReport {
  /// Whether it shows amounts in another currency too.
  package var isConverted: Bool { self == .fixed }
}

extension PeriodFacts {
  /// Makes a report that isn't about the cost of tasks.
  package func report(_ kind: DetailReport) throws -> Report {
    let staleness =
      [run.filter.note].compactMap(\.self) + ReportNotes.arrivals(basis, in: period)
    try kind.requireTasks(for: run.filter)
    if kind == .retries || kind == .stuck { try run.warnOfUsageLines(ledger) }
    switch kind {
    case .units: return report(try UnitReport.table(try ratedLines), notes + kind.notes)
    case .failures:
      return report(FailureReport.table(Failures(try reader.lines())), notes + kind.notes)
    case .retries:
      return report(FailureReport.retries(try reader.retryChains()), notes + kind.notes)
    case .premiums:
      let table = try PremiumReport.table(try ratedLines, pricer: try run.pricer())
      return report(table, notes + kind.notes)
    case .keys:
      let unit = try ledger.historyUnit()
      return report(
        AccountReports.keys(
          try ledger.keySpend(in: period, of: run.accounts(of: ledger)), unit: unit,
          names: run.configuration.apiKeyNames),
        notes + [unit?.sentence].compactMap(\.self))
    case .unlogged: return try unlogged
    case .fixed:
      let rates = try run.exchangeRates(keptIn: ledger)
      let currencyNotes = rates.map { CurrencyNotes.notes([], payments: payments, rates: $0) }
      return report(
        FixedChargeReport.table(payments, rates: rates), staleness + (currencyNotes ?? []))
    case .anomalies:
      let day = run.lastCompleteDay(in: ledger)
      return Report(
        table: AnomalyReport.table(try run.anomalies(of: day, in: ledger)), coverage: coverage,
        period: ReportPeriod(since: day, until: day), notes: staleness)
    case .stuck: return report(try stuckTasks, staleness)
    }
  }

  private var reader: LedgerReader { run.reader(of: ledger, in: period) }
  private var ratedLines: [LedgerLine] { get throws { try reader.lines(withRates: true) } }

  private var stuckTasks: ReportTable {
    get throws {
      let tasks = try run.reader(of: ledger).stuckTasks().filter { task in
        period.isAll
          || task.createdAt.map { period.contains(ledger.calendar.day(of: $0)) } ?? false
      }
      return AccountReports.stuck(tasks, asOf: run.now)
    }
  }

  private var unlogged: Report {
    get throws {
      let unit = try ledger.historyUnit()
      var pricing = HistoryPricing(try run.pricer().card, unit: unit)
      var tasks: [(task: UnloggedTask, consistency: HistoryConsistency)] = []
      var summary = UnloggedSummary(unit: unit)
      try ledger.forEachUnloggedTask(in: period, of: run.accounts(of: ledger)) { task in
        let consistency = pricing.consistency(of: task)
        tasks.append((task, consistency))
        summary.add(task, consistency)
      }
      return report(
        AccountReports.unlogged(tasks, unit: unit, names: run.configuration.apiKeyNames),
        [unit?.sentence, summary.sentence].compactMap(\.self))
    }
  }

  private func report(_ table: ReportTable, _ notes: [String]) -> Report {
    Report(table: table, coverage: coverage, period: period, notes: notes)
  }
}

extension DetailReport {
  /// Rejects a filter for a report that is not about the ledger's tasks, or of parts that it does
  /// not tell apart.
  fileprivate func requireTasks(for filter: LineFilter) throws(LineFilterError) {
    switch self {
    case .units, .failures, .retries, .premiums, .stuck: return
    case .keys: try filter.require("entries of the account history") { $0 == .account }
    case .unlogged: try filter.require("tasks without a response") { $0 == .account }
    case .fixed: try filter.require("fixed charges") { _ in false }
    case .anomalies: try filter.require("anomalies") { $0.division != .keys && !$0.isTime }
    }
  }

  /// Notes for the reader of the report.
  fileprivate var notes: [String] {
    switch self {
    case .units:
      [
        "ended tasks except those on the user's own account; the cost of failures is spread over "
          + "what was delivered, rounded half up to a ten-millionth of a USD"
      ]
    case .failures, .keys, .unlogged, .stuck, .anomalies, .fixed: []
    case .retries:
      [
        "a retry is the same request from the same account, created within an hour after a failure "
          + "ended; requests are compared by their fields, and texts by their lengths, because the "
          + "ledger keeps no prompts"
      ]
    case .premiums:
      [
        "by the rate card: the price minus what it would be without that one factor; if a task has "
          + "several, each is computed on its own"
      ]
    }
  }
}

extension Run {
  /// The anomalies of a day; empty if the day's data is incomplete.
  package func anomalies(
    of day: CalendarDay, in ledger: LedgerStore, pricer: Pricer? = nil
  ) throws -> [Anomaly] {
    let pricer = try pricer ?? self.pricer()
    return AnomalyDetector(
      of: day, history: try reader(of: ledger).spendHistory(),
      // Entries of the account history name no SKU and no tags.
      keys: filter.isNone ? try ledger.reader(asOf: now).keySpendHistory() : nil, pricer: pricer,
      isLedgersCard: try ledger.cardFingerprint() == pricer.card.fingerprint
    )?.anomalies() ?? []
  }
}
