import Domain
import GRDB
import Queries
package import RateCards
package import Reconciliation

extension LedgerReader {
  /// The ended tasks of the period, with what they would cost under another card.
  ///
  /// This reads the rollup and what its outcomes were priced by. Individual tasks are read only for
  /// days within which a price of the other card changes, for figures that closed months keep, and
  /// where the other card reads a field that the ledger's card does not.
  ///
  /// - Throws: `LineFilterError` if the filter asks for more than SKU, status and account.
  package func repricedLines(by pricer: Pricer) throws -> [RepricedLine] {
    try filter.require("tasks at other prices") { $0.isOfSKU || $0 == .status || $0 == .account }
    return try database.read { database in
      var reader = try OtherCardReader(pricer, calendar: calendar, filter: filter, in: database)
      try reader.read(period, in: database)
      return reader.lines
    }
  }
}

/// An outcome with what another card's price of it depends on.
private struct OtherCardOutcome {
  /// For one task, without its day.
  let line: LedgerLine
  /// What it was priced by; nil for figures that a closed month keeps.
  let input: PricedSpan?
  let dependencies: Pricer.Dependencies

  /// How many price changes precede the tasks of a day, whose first and last moment are given; nil
  /// if only the tasks can tell.
  func changes(in day: (first: Int64, last: Int64)) -> Int? {
    guard let input, input.hasFields(for: dependencies) else { return nil }
    guard input.isDated else { return 0 }
    let count = { (moment: Int64) in
      dependencies.boundaries.count { $0.nanoseconds <= moment }
    }
    let first = count(max(day.first, input.validFrom))
    return first == count(min(day.last, input.validUntil - 1)) ? first : nil
  }

  /// What the tasks after a number of price changes are priced by.
  func span(afterChanges count: Int) -> PricedSpan? {
    guard let input else { return nil }
    let boundaries = dependencies.boundaries
    let before = boundaries.first.map { Instant(nanoseconds: $0.nanoseconds - 1) }
    let moment = count == 0 ? before ?? Instant(nanoseconds: 0) : boundaries[count - 1]
    return PricedSpan(
      request: input.pricingInput.request, outputCount: input.pricingInput.outputCount,
      createdAt: input.isDated ? moment : nil, dependencies: dependencies)
  }
}

/// Prices the tasks of a period by another card.
private struct OtherCardReader {
  /// Tasks of a day that agree; for changes of a closed month, with the day of finding.
  private struct Place: Hashable {
    let day: Int64
    let outcomeID: Int64
    let foundDay: Int64?
  }

  /// Tasks that agree and cost the same under the other card.
  private struct Part: Hashable {
    let outcomeID: Int64
    let price: Result<Points, UnknownPrice>
  }

  private struct Step: Hashable {
    let outcomeID: Int64
    let changes: Int
  }

  private let pricer: Pricer
  private let calendar: AccountingCalendar
  private let outcomes: [Int64: OtherCardOutcome]
  private var table: TaskTable
  private var charges: [PricedSpan: Charge] = [:]
  private var days: [Int64: (first: Int64, last: Int64)] = [:]
  /// The tasks whose price follows from their outcome and day.
  private var clear: [Step: Int] = [:]
  /// The others, by day.
  private var unclear: [Int64: [Place: Int]] = [:]
  private var parts: [Part: Int] = [:]

  init(
    _ pricer: Pricer, calendar: AccountingCalendar, filter: LineFilter, in database: Database
  ) throws {
    (self.pricer, self.calendar) = (pricer, calendar)
    table = try TaskTable(
      outcomes: OutcomeTable(judge: Judge(rules: pricer.card.rules)), in: database)
    outcomes = try OtherCardReader.outcomes(pricer, in: database)
      .filter { filter.contains($0.value.line) }
  }

  /// The outcomes of ended tasks.
  private static func outcomes(
    _ pricer: Pricer, in database: Database
  ) throws -> [Int64: OtherCardOutcome] {
    let pricings = try PricingReader.all(withRates: true, in: database)
    let statuses = try OutcomeLines.statuses(in: database)
    let accounts = try AccountNames(in: database)
    var table = PricingInputTable(pricer: pricer)
    var inputs: [Int64: PricedSpan] = [:]
    for row in try Row.fetchAll(database, sql: Query.pricingInputsAll.sql) {
      inputs[row["id"]] = try PricedSpan(row: row)
    }
    var outcomes: [Int64: OtherCardOutcome] = [:]
    let rows = try Row.fetchCursor(
      database, sql: Query.outcomeFigures.sql, arguments: ["id": nil])
    while let row = try rows.next() {
      let figures = LineFigures(row: row, accounts: accounts)
      guard let pricing = pricings[figures.chargeID], let status = statuses[figures.statusID],
        status.hasEnded
      else { continue }
      let key = LineKey(figures: figures, day: StoredTask.undated, foundDay: nil)
      outcomes[row["id"]] = OtherCardOutcome(
        line: LedgerLine(
          PeriodCounts.Line(key: key, tasks: 1), pricing: pricing, status: status,
          account: accounts.name(ofNumber: figures.account)),
        input: (row["pricing_input_id"] as Int64?).flatMap { inputs[$0] },
        dependencies: table.dependencies(
          model: pricing.sku.model, taskType: pricing.sku.taskType))
    }
    return outcomes
  }

  /// The tasks with their prices, in a fixed order.
  var lines: [RepricedLine] {
    let order = { (part: Part) in (part.outcomeID, (try? part.price.get())?.count ?? -1) }
    return parts.filter { $0.value != 0 }.sorted { order($0.key) < order($1.key) }
      .compactMap { part, tasks in
        guard var line = outcomes[part.outcomeID]?.line else { return nil }
        line.tasks = tasks
        return RepricedLine(line, price: part.price, rules: pricer.card.rules)
      }
  }

  mutating func read(_ period: ReportPeriod, in database: Database) throws {
    let span: StatementArguments = ["since": period.since?.number, "until": period.until?.number]
    for query in [Query.rollupOfPeriod, .adjustmentsOfPeriod] {
      let rows = try Row.fetchCursor(database, sql: query.sql, arguments: span)
      while let row = try rows.next() {
        let foundDay: Int64? = query == .adjustmentsOfPeriod ? row["found_day"] : nil
        count(
          row["tasks"],
          at: Place(day: row["day"], outcomeID: row["outcome_id"], foundDay: foundDay))
      }
    }
    for (step, tasks) in clear { price(step, tasks: tasks) }
    for (day, places) in unclear { try readTasks(of: day, in: places, database) }
  }

  private mutating func count(_ tasks: Int, at place: Place) {
    guard let outcome = outcomes[place.outcomeID] else { return }
    if let changes = outcome.changes(in: moments(of: place.day)) {
      clear[Step(outcomeID: place.outcomeID, changes: changes), default: 0] += tasks
    } else {
      unclear[place.day, default: [:]][place, default: 0] += tasks
    }
  }

  private mutating func moments(of day: Int64) -> (first: Int64, last: Int64) {
    guard day != StoredTask.undated else { return (.min, .max) }
    if let known = days[day] { return known }
    let number = CalendarDay(number: Int(day))
    let moments = (calendar.start(of: number).nanoseconds, calendar.end(of: number).nanoseconds)
    days[day] = moments
    return moments
  }

  private mutating func price(_ step: Step, tasks: Int) {
    guard let outcome = outcomes[step.outcomeID],
      let span = outcome.span(afterChanges: step.changes)
    else { return }
    add(tasks, of: step.outcomeID, price: price(of: outcome, by: span))
  }

  private mutating func add(
    _ tasks: Int, of outcomeID: Int64, price: Result<Points, UnknownPrice>
  ) {
    parts[Part(outcomeID: outcomeID, price: price), default: 0] += tasks
  }

  /// The other card's price of an outcome's tasks: if it doesn't know the moment of a change, the
  /// price that equals the ledger's, if one does.
  private mutating func price(
    of outcome: OtherCardOutcome, by span: PricedSpan
  ) -> Result<Points, UnknownPrice> {
    let charge = charges[span] ?? span.charge(by: pricer)
    charges[span] = charge
    return charge.explaining(outcome.line.price).price(knowing: outcome.line.quantities)
  }

  /// Prices tasks of a day one by one, and the rest, of which no task is known, by SKU.
  private mutating func readTasks(
    of day: Int64, in places: [Place: Int], _ database: Database
  ) throws {
    var rest = places
    let outcomeIDs = Set(places.keys.map(\.outcomeID)).sorted().map(String.init)
    let rows = try Row.fetchCursor(
      database, sql: Query.linesOfOutcomes.sql,
      arguments: ["day": day, "outcomes": "[\(outcomeIDs.joined(separator: ","))]"])
    while let row = try rows.next() {
      let place = Place(day: day, outcomeID: row["outcome_id"], foundDay: row["found_day"])
      guard let left = rest[place], let outcome = outcomes[place.outcomeID] else { continue }
      let tasks: Int = row["tasks"]
      rest[place] = left - tasks
      let span = try span(of: row, outcome, day: day, in: database)
      add(tasks, of: place.outcomeID, price: price(of: outcome, by: span))
    }
    try readLines(of: day, &rest, database)
    for (place, tasks) in rest where tasks != 0 {
      guard let outcome = outcomes[place.outcomeID] else { continue }
      add(tasks, of: place.outcomeID, price: skuPrice(of: outcome, on: day))
    }
  }

  /// Prices the usage lines of a day one by one.
  private mutating func readLines(
    of day: Int64, _ rest: inout [Place: Int], _ database: Database
  ) throws {
    let outcomeIDs = Set(rest.keys.map(\.outcomeID)).sorted()
    let lines = try UsageLineTable(calendar: calendar)
      .lines(ofOutcomes: outcomeIDs, day: day, by: &table, in: database)
    for stored in lines {
      let place = Place(day: day, outcomeID: stored.outcome.id, foundDay: nil)
      guard let left = rest[place], let outcome = outcomes[place.outcomeID] else { continue }
      rest[place] = left - stored.line.tasks
      let span = PricedSpan(stored.line, dependencies: outcome.dependencies)
      add(stored.line.tasks, of: place.outcomeID, price: price(of: outcome, by: span))
    }
  }

  private mutating func span(
    of row: Row, _ outcome: OtherCardOutcome, day: Int64, in database: Database
  ) throws -> PricedSpan {
    let template = try table.requests.template(row["request_id"], in: database)
    let times = StoredTimes(created: row["created_nanoseconds"], ended: nil, seen: nil)
    return PricedSpan(
      request: template.request(varyingValues: row["varying_values"]),
      outputCount: outcome.line.isDelivered ? row["output_count"] : nil,
      createdAt: times.createdAt(day: day), dependencies: outcome.dependencies)
  }

  /// The price of tasks of which only the day and the figures are known.
  private mutating func skuPrice(
    of outcome: OtherCardOutcome, on day: Int64
  ) -> Result<Points, UnknownPrice> {
    guard let quantities = outcome.line.quantities, quantities.unknown == nil else {
      return .failure(UnknownPrice("the quantity is unknown"))
    }
    let (first, last) = moments(of: day)
    let start = outcome.line.pricing.rated?.formula.startInstant?.nanoseconds ?? .min
    let earliest = min(max(first, start), last)
    let changes = outcome.dependencies.boundaries.map(\.nanoseconds)
      .filter { $0 > earliest && $0 <= last }
    let prices = ([earliest] + changes).map { moment in
      pricer.price(
        of: outcome.line.pricing.sku, quantities: quantities, at: Instant(nanoseconds: moment))
    }
    guard Set(prices).count == 1, let price = prices.first else {
      return .failure(
        UnknownPrice("a price changes, and when the tasks were created is not known"))
    }
    return price
  }
}
