import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// Proves what outcomes should cost, and their verdicts, by the card that the ledger is priced by.
struct PriceProof {
  private let pricer: Pricer
  private let judge: Judge
  private var inputs: PricingInputTable
  private var entries: [Int64: PricingInputTable.Entry] = [:]
  /// What was found of each outcome.
  private var found: [Int64: [String]] = [:]

  init(pricer: Pricer) {
    self.pricer = pricer
    judge = Judge(rules: pricer.card.rules)
    inputs = PricingInputTable(pricer: pricer)
  }

  /// What is wrong with an outcome whose other figures are proved.
  mutating func words(
    of outcome: Outcome, status: TaskStatus, span: PricedSpan, in database: Database
  ) throws -> [String] {
    if let words = found[outcome.id] { return words }
    let words = try proved(outcome, status: status, span: span, in: database)
    found[outcome.id] = words
    return words
  }

  private mutating func proved(
    _ outcome: Outcome, status: TaskStatus, span: PricedSpan, in database: Database
  ) throws -> [String] {
    let dependencies = inputs.dependencies(model: span.model, taskType: span.taskType)
    guard span.isUntold || span.isUniform(under: dependencies) else {
      return ["priced by less than a rate reads"]
    }
    let entry = entry(of: outcome.key.pricingInputID, span)
    let figures = outcome.key.figures(status: status, isUnlogged: entry.isUnlogged)
    let charge = entry.charge(of: figures).charge
    let judgment = judge.judgment(
      of: figures, charge: charge, penalty: outcome.key.penalty, isOverdue: outcome.key.isOverdue)
    let expected = judgment.expected?.count ?? OutcomeKey.unknown
    var words: [String] = []
    if outcome.expectedPoints != expected {
      words.append("expected_points \(outcome.expectedPoints), \(expected) by the rate card")
    }
    if outcome.verdict != judgment.verdict {
      words.append("verdict \(outcome.verdict.name), \(judgment.verdict.name) by the rate card")
    }
    return words + (try differences(of: outcome.chargeID, to: charge, in: database))
  }

  private mutating func entry(of inputID: Int64, _ span: PricedSpan) -> PricingInputTable.Entry {
    if let entry = entries[inputID] { return entry }
    let charge = span.charge(by: pricer)
    let entry = PricingInputTable.Entry(
      id: inputID,
      charges: ([charge] + charge.afterChange).map { .init(id: 0, charge: $0) },
      isUnlogged: span.isUnlogged)
    entries[inputID] = entry
    return entry
  }

  /// What of a stored charge is not as the card makes it.
  private func differences(
    of chargeID: Int64, to charge: Charge, in database: Database
  ) throws -> [String] {
    let statement = try database.cachedStatement(sql: Query.chargeProof.sql)
    guard let row = try Row.fetchOne(statement, arguments: ["id": chargeID]) else {
      return ["charge \(chargeID) is missing"]
    }
    let pricing = try charge.formula.map { try StoredJSON.text(of: $0.pricing) }
    let isSame: [(String, Bool)] = [
      ("expected_points", (row["expected_points"] as Int64?) == charge.expected?.count),
      ("SKU", (row["sku"] as String) == charge.sku.description),
      ("model", (row["model"] as String) == charge.sku.model),
      ("task type", (row["task_type"] as String) == charge.sku.taskType),
      ("fields", (row["fields"] as String) == StoredJSON.text(of: charge.sku.fields)),
      ("quantities", (row["quantities"] as String) == charge.quantities.json),
      ("reason", (row["reason"] as String) == charge.unpricedReason ?? ""),
      ("rate", (row["pricing"] as String?) == pricing),
    ]
    return isSame.filter { !$0.1 }.map {
      "\($0.0) of charge \(chargeID) differs from the rate card"
    }
  }
}

/// Proves the penalties of failed tasks by counting each UTC day's violations again.
struct PenaltyProof {
  private let calendar: AccountingCalendar
  private let pricer: Pricer
  private var table: TaskTable

  static func faults(
    calendar: AccountingCalendar, pricer: Pricer, in database: Database
  ) throws -> [FigureFault] {
    var proof = PenaltyProof(
      calendar: calendar, pricer: pricer,
      table: try TaskTable(
        outcomes: OutcomeTable(judge: Judge(rules: pricer.card.rules)), in: database))
    return try proof.days(in: database).flatMap { try proof.faults(ofUTC: $0, in: database) }
  }

  /// The UTC days with failed tasks that a rule may count, or is said to have counted.
  private func days(in database: Database) throws -> [CalendarDay] {
    var days: Set<CalendarDay> = []
    for row in try Row.fetchAll(database, sql: Query.failedOutcomesByDay.sql) {
      let request = Request(model: row["model"], taskType: row["task_type"], fields: [])
      let (day, penalty): (Int64, Int64) = (row["day"], row["penalty_points"])
      guard TaskKey.possibleDays.contains(day) else { continue }
      guard penalty != OutcomeKey.unknown || pricer.card.hasPenaltyRule(for: request) else {
        continue
      }
      let range = calendar.days(ofUTC: CalendarDay(number: Int(day)))
      days.formUnion([range.lowerBound, CalendarDay(number: Int(day)), range.upperBound])
    }
    return days.sorted()
  }

  private mutating func faults(
    ofUTC day: CalendarDay, in database: Database
  ) throws -> [FigureFault] {
    guard try TaskWriter.hasBilledFailures(on: calendar.days(ofUTC: day), in: database) else {
      return []
    }
    let failed = try Violation.failedTasks(
      of: day, calendar: calendar, card: pricer.card, table: &table, in: database)
    var penalties: [TasksKey: Int64] = [:]
    for violation in Violation.violations(among: failed, card: pricer.card)
    where !violation.tasks.isUnlogged {
      guard let billed = violation.tasks.record.billed, billed > .zero else { continue }
      penalties[violation.tasks.key] =
        price(of: violation.tasks).flatMap { violation.penalty(price: $0).points }?.count
        ?? OutcomeKey.unknown
    }
    return failed.compactMap { tasks in
      let stored = tasks.outcome.key.penaltyPoints
      let proved = penalties[tasks.key] ?? OutcomeKey.unknown
      guard stored != proved else { return nil }
      return FigureFault(
        outcomeID: tasks.outcome.id, tasks: tasks.count, example: tasks.key,
        words: "penalty_points \(stored), \(proved) by the violations of the day")
    }
  }

  /// What the tasks would have cost, had they not failed.
  private func price(of tasks: FailedTasks) -> Points? {
    let record = tasks.record
    guard case .line(let stored) = tasks else {
      return pricer.charge(
        for: PricingInput(
          request: record.request, outputCount: nil, createdAt: record.createdAt)
      ).expected
    }
    let dependencies = pricer.dependencies(
      model: record.request.model, taskType: record.request.taskType)
    return PricedSpan(stored.line, dependencies: dependencies).charge(by: pricer).expected
  }
}
