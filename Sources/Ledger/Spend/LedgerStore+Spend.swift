package import Billing
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// The spend of all days, from the rollup; what tasks are divided by adds up to the whole.
  package func spendHistory(
    asOf: Instant, dividedBy division: SpendHistory.Division = .whole
  ) throws -> SpendHistory {
    try database.read { database in
      var charges = try SpendCharges(in: database)
      let failed = try LedgerStore.failedStatuses(in: database)
      let counts = try PeriodCounts(.all, chargeRanks: [:], in: database)
      let all = counts.all(chargeRanks: [:])
      var lines: [SpendLine] = []
      lines.reserveCapacity(all.count)
      func append(_ line: PeriodCounts.Line, tags: TagSet = .none, apiKeyID: String? = nil) {
        let id = line.figures.chargeID
        guard line.day >= 0, let charge = charges.place(of: id, tags: tags, apiKeyID: apiKeyID)
        else { return }
        lines.append(
          SpendLine(line, charge: charge, isFailure: failed.contains(line.figures.statusID)))
      }
      switch division {
      case .whole: for line in all { append(line) }
      case .tags:
        let parts = try TaggedCounts(counts, in: database).parts(of: all, chargeRanks: [:])
        for part in parts { append(part.line, tags: part.tags) }
      case .keys:
        for part in try KeyCounts(counts, in: database).parts(of: all) {
          append(part.line, apiKeyID: part.apiKeyID)
        }
      }
      let known = try LedgerStore.knownDays(asOf: asOf, calendar: calendar, in: database)
      return SpendHistory(
        charges: charges.all, lines: lines, lastKnownDay: known.days?.upperBound,
        keyDays: division == .keys
          ? try LedgerStore.keyDays(in: known, asOf: asOf, calendar: calendar, in: database)
          : nil)
    }
  }

  /// The known days that the account history covers too.
  private static func keyDays(
    in known: KnownDays, asOf: Instant, calendar: AccountingCalendar, in database: Database
  ) throws -> ClosedRange<CalendarDay>? {
    let span = try HistorySpan(in: database)
    guard let lastDay = known.days?.upperBound, let first = span.first.map(calendar.day),
      let last = try lastKnownHistoryDay(
        [span.last.map(calendar.day)].compactMap(\.self), asOf: asOf, calendar: calendar,
        in: database)
    else { return nil }
    let end = min(last, lastDay)
    return first <= end ? first...end : nil
  }

  private static func failedStatuses(in database: Database) throws -> Set<Int64> {
    let rows = try Row.fetchAll(database, sql: Query.statusNames.sql)
    return Set(
      rows.filter { TaskStatus($0["name"] as String).isWithoutResult }.map { $0["id"] as Int64 })
  }

  /// What each API key spent per day by the account history, also where no response tells of a
  /// task; nil until its unit is proved.
  package func keySpendHistory(asOf: Instant) throws -> SpendHistory? {
    try database.read { database in
      guard try LedgerStore.setting("history_unit", in: database) == "point" else { return nil }
      var charges: [SpendHistory.Charge] = []
      var lines: [SpendLine] = []
      for row in try Row.fetchAll(database, sql: Query.spendOfKeys.sql) {
        let key: String? = row["api_key_id"]
        if charges.isEmpty || charges.last?.apiKeyID != key {
          let sku = SKU(model: "", taskType: "", fields: [])
          charges.append(SpendHistory.Charge(sku: sku, price: nil, apiKeyID: key))
        }
        lines.append(
          SpendLine(
            day: CalendarDay(number: row["day"]), charge: charges.count - 1,
            billed: Points(row["points"]), expected: nil, tasks: row["entries"],
            isFailure: TaskStatus(row["status"] as String).isWithoutResult))
      }
      let lastDay = try LedgerStore.lastKnownHistoryDay(
        lines.lazy.map(\.day), asOf: asOf, calendar: calendar, in: database)
      return SpendHistory(charges: charges, lines: lines, lastKnownDay: lastDay)
    }
  }
}

extension SpendLine {
  fileprivate init(_ line: PeriodCounts.Line, charge: Int, isFailure: Bool) {
    let figures = line.figures
    self.init(
      day: CalendarDay(number: Int(line.day)), foundDay: line.foundDay, charge: charge,
      billed: OutcomeKey.points(figures.billedPoints), frozen: Points(figures.frozenPoints),
      expected: OutcomeKey.points(figures.expectedPoints), tasks: line.tasks,
      isFailure: isFailure)
  }
}
