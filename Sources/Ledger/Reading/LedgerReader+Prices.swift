import Domain
import GRDB
import Queries
import RateCards
package import Reconciliation

extension LedgerReader {
  /// What the ended tasks of the period reveal about the prices of their SKUs, by SKU name.
  ///
  /// This reads the rollup, and individual tasks only for days on which a price may have changed.
  /// `onlyDiffering` leaves out SKUs whose tasks were all billed according to the card.
  ///
  /// - Throws: `LineFilterError` if the filter asks for more than the SKU and the account, since a
  ///   price shows only in all its tasks.
  package func inferredSKUs(onlyDiffering: Bool = false) throws -> [InferredSKU] {
    try filter.require("prices") { $0.isOfSKU || $0 == .account }
    return try database.read { database in
      let reader = try PriceReader(onlyDiffering: onlyDiffering, filter: filter, in: database)
      return try reader.inferred(in: period, database)
    }
  }
}

/// Reads bills and finds the prices of SKUs in them.
private struct PriceReader {
  /// What an outcome's bill reveals.
  private struct Bill {
    let sku: String
    let billed: Points
    let expected: Points?
    let verdict: Verdict
    let bounds: PriceBounds
    let cardUSD: Ratio

    func sighting(on day: Int64, at: Instant?, tasks: Int) -> PriceSighting {
      PriceSighting(
        day: CalendarDay(number: Int(day)), at: at, tasks: tasks, billed: billed,
        expected: expected, verdict: verdict, bounds: bounds, cardUSD: cardUSD)
    }
  }

  private struct Lot {
    let sku: SKU
    let text: String
    let units: Ratio
  }

  private var bills: [Int64: Bill] = [:]
  private var lots: [String: Lot] = [:]

  init(onlyDiffering: Bool, filter: LineFilter, in database: Database) throws {
    let pricings = try PricingReader.all(withRates: true, in: database)
    let accounts = try AccountNames(in: database)
    let rows = try Row.fetchAll(database, sql: Query.billedOutcomes.sql)
    for row in rows {
      guard let pricing = pricings[row["charge_id"]], let rated = pricing.rated,
        filter.contains(pricing: pricing, account: accounts.name(ofStored: row["account_id"]))
      else { continue }
      let (formula, name) = (rated.formula, pricing.sku.description)
      let billed = Points(row["billed_points"])
      guard let line = formula.onlyLine,
        let units = formula.unitsPerLot, let cardUSD = formula.lotUSD,
        let bounds = formula.bounds(of: rated.quantities, billed: billed)
      else { continue }
      bills[row["id"]] = Bill(
        sku: name, billed: billed, expected: OutcomeKey.points(row["expected_points"]),
        verdict: Verdict(rawValue: row["verdict_id"]) ?? .unpriced, bounds: bounds,
        cardUSD: cardUSD)
      lots[name] = Lot(sku: pricing.sku, text: line.lotText, units: units)
    }
    guard onlyDiffering else { return }
    let differing = Set(
      bills.values.filter { $0.verdict == .overcharged || $0.verdict == .undercharged }
        .map(\.sku))
    bills = bills.filter { differing.contains($0.value.sku) }
  }

  func inferred(in period: ReportPeriod, _ database: Database) throws -> [InferredSKU] {
    guard !bills.isEmpty else { return [] }
    var sightings: [String: [PriceSighting]] = [:]
    for (place, tasks) in try counts(in: period, database) where tasks > 0 {
      guard let bill = bills[place.outcomeID] else { continue }
      sightings[bill.sku, default: []].append(bill.sighting(on: place.day, at: nil, tasks: tasks))
    }
    let series = sightings.mapValues { PriceSeries($0) }
    let ordered = try ordered(series, in: database)
    return series.sorted { $0.key < $1.key }.compactMap { name, series in
      lots[name].map { lot in
        InferredSKU(
          sku: lot.sku, lot: lot.text, unitsPerLot: lot.units,
          history: series.history(ordered: ordered[name] ?? [:]))
      }
    }
  }

  private struct Place: Hashable {
    let day: Int64
    let outcomeID: Int64
  }

  /// The tasks of each day by outcome, as they are now, including those of closed months.
  private func counts(
    in period: ReportPeriod, _ database: Database
  ) throws -> [Place: Int] {
    let statement = try RawStatement(Query.outcomesByDay.sql, in: database)
    statement.bind(period.since.map { Int64($0.number) }, at: 1)
    statement.bind(period.until.map { Int64($0.number) }, at: 2)
    defer { statement.finish() }
    var counts: [Place: Int] = [:]
    while try statement.hasRow() {
      let place = Place(day: statement.integer(at: 0), outcomeID: statement.integer(at: 1))
      guard bills[place.outcomeID] != nil else { continue }
      counts[place, default: 0] += Int(statement.integer(at: 2))
    }
    return counts
  }

  /// The tasks of unclear days in order, by SKU.
  ///
  /// Each day is read once. A day is left out on which usage lines do not tell the order of two
  /// prices.
  private func ordered(
    _ series: [String: PriceSeries], in database: Database
  ) throws -> [String: [CalendarDay: [PriceSighting]]] {
    var skusOfDay: [CalendarDay: Set<String>] = [:]
    for (name, series) in series where !series.isTooUnclear {
      for day in series.unclearDays { skusOfDay[day, default: []].insert(name) }
    }
    var found: [String: [CalendarDay: [PriceSighting]]] = [:]
    for (day, skus) in skusOfDay.sorted(by: { $0.key < $1.key }) {
      let outcomes = bills.filter { skus.contains($0.value.sku) }.keys.sorted()
      let rows = try Row.fetchCursor(
        database, sql: Query.tasksInOrder.sql,
        arguments: [
          "day": day.number, "outcomes": "[\(outcomes.map(String.init).joined(separator: ","))]",
        ])
      while let row = try rows.next() {
        guard let bill = bills[row["outcome_id"]] else { continue }
        let times = StoredTimes(created: row["created_nanoseconds"], ended: nil, seen: nil)
        found[bill.sku, default: [:]][day, default: []].append(
          bill.sighting(
            on: Int64(day.number), at: times.createdAt(day: Int64(day.number)), tasks: 1))
      }
      for (sku, lines) in try linesInOrder(on: day, of: outcomes, in: database) {
        let tasks = found[sku]?[day] ?? []
        found[sku, default: [:]][day] =
          lines.contains { $0.isMixed(with: lines, tasks) }
          ? nil
          : (tasks + lines.map(\.sighting)).sorted {
            ($0.at?.nanoseconds ?? 0) < ($1.at?.nanoseconds ?? 0)
          }
      }
    }
    return found
  }

  /// The usage lines of a day, by SKU.
  private func linesInOrder(
    on day: CalendarDay, of outcomes: [Int64], in database: Database
  ) throws -> [String: [SightedLine]] {
    let list = outcomes.map(String.init).joined(separator: ",")
    let rows = try Row.fetchAll(
      database, sql: Query.usageSightings.sql,
      arguments: ["day": day.number, "outcomes": "[\(list)]"])
    var lines: [String: [SightedLine]] = [:]
    for row in rows {
      guard let bill = bills[row["outcome_id"]], let first = row["created_from"] as Int64?,
        let last = row["created_to"] as Int64?
      else { continue }
      let sighting = bill.sighting(
        on: Int64(day.number), at: Instant(nanoseconds: first), tasks: row["tasks"])
      lines[bill.sku, default: []].append(
        SightedLine(sighting: sighting, lastAt: Instant(nanoseconds: last)))
    }
    return lines
  }
}

/// The tasks of a usage line as one sighting, which is of the first of them.
private struct SightedLine {
  let sighting: PriceSighting
  /// The creation of the last one.
  let lastAt: Instant

  /// Whether tasks with another price were created between its first and its last one: then nothing
  /// tells in which order the prices came, and none of them follows another.
  func isMixed(with lines: [SightedLine], _ tasks: [PriceSighting]) -> Bool {
    lines.contains { isMixed(with: $0.sighting, until: $0.lastAt) }
      || tasks.contains { task in task.at.map { isMixed(with: task, until: $0) } ?? false }
  }

  private func isMixed(with other: PriceSighting, until last: Instant) -> Bool {
    guard let first = sighting.at, let otherFirst = other.at else { return false }
    return first <= last && otherFirst <= lastAt
      && sighting.bounds.intersection(other.bounds) == nil
  }
}
