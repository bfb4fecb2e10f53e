import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// The outcomes of tasks, each judged once.
struct OutcomeTable {
  private let judge: Judge
  private var outcomes = BoundedCache<OutcomeKey, Outcome>()
  private var outcomesByID = BoundedCache<Int64, Outcome>()

  init(judge: Judge) {
    self.judge = judge
  }

  /// The outcome of a key, which is judged and added where it is new.
  mutating func outcome(
    _ key: OutcomeKey, status: TaskStatus, pricing: PricingInputTable.Entry, in database: Database
  ) throws -> Outcome {
    if let outcome = outcomes[key] { return outcome }
    let judgement = judge.judgement(
      of: key.figures(status: status), charge: pricing.charge, penalty: key.penalty,
      isOverdue: key.isOverdue)
    return try add(
      key, chargeID: pricing.chargeID, verdict: judgement.verdict,
      expectedPoints: judgement.expected?.count ?? OutcomeKey.unknown, in: database)
  }

  private mutating func add(
    _ key: OutcomeKey, chargeID: Int64, verdict: Verdict, expectedPoints: Int64,
    in database: Database
  ) throws -> Outcome {
    let id = try database.cachedStatement(sql: Query.outcomeIntern.sql).fetchNumber(
      key.arguments + [
        "pricing_input_id": key.pricingInputID, "charge_id": chargeID,
        "verdict_id": verdict.rawValue, "expected_points": expectedPoints,
      ])
    let outcome = Outcome(
      id: id, key: key, chargeID: chargeID, verdict: verdict, expectedPoints: expectedPoints)
    outcomes.insert(outcome, for: key)
    return outcome
  }

  /// The outcome with a number.
  mutating func outcome(_ id: Int64, in database: Database) throws -> Outcome {
    if let outcome = outcomesByID[id] { return outcome }
    let statement = try database.cachedStatement(sql: Query.outcomeById.sql)
    guard let row = try Row.fetchOne(statement, arguments: ["id": id]) else {
      throw DatabaseError(message: "outcome \(id) is missing")
    }
    let outcome = Outcome(row: row)
    outcomesByID.insert(outcome, for: id)
    return outcome
  }

  /// The same outcome before or after its time is over: only the verdict is another one.
  mutating func outcome(
    _ outcome: Outcome, isOverdue: Bool, verdict: Verdict, in database: Database
  ) throws -> Outcome {
    let key = outcome.key.moved(isOverdue: isOverdue)
    if let known = outcomes[key] { return known }
    return try add(
      key, chargeID: outcome.chargeID, verdict: verdict, expectedPoints: outcome.expectedPoints,
      in: database)
  }
}
