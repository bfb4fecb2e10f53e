import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// What determines the figures of a priced task.
struct OutcomeKey: Hashable {
  /// Marks unknown points.
  static let unknown: Int64 = -1
  /// Marks a bill in a unit other than points.
  static let otherUnit: Int64 = -2

  let pricingInputID: Int64
  let statusID: Int64
  let isOwnAccount: Bool
  let isInConflict: Bool
  let isOverdue: Bool
  /// The part of the price that the penalty rule keeps; −1 if none counts the task.
  let penaltyPoints: Int64
  let billedPoints: Int64
  let frozenPoints: Int64
  /// The error code of a task that failed or was canceled; otherwise 0.
  let errorCode: Int64
  /// Nil if nothing tells it.
  let accountID: Int64?

  init(
    pricingInputID: Int64, statusID: Int64, accountID: Int64?, figures: TaskFigures,
    errorCode: Int?, penalty: Points?, isOverdue: Bool
  ) {
    self.pricingInputID = pricingInputID
    self.statusID = statusID
    self.accountID = accountID
    self.isOverdue = isOverdue
    isOwnAccount = figures.isOwnAccount
    isInConflict = figures.isInConflict
    penaltyPoints = penalty?.count ?? OutcomeKey.unknown
    billedPoints =
      figures.billed?.count
      ?? (figures.isBilledInOtherUnit ? OutcomeKey.otherUnit : OutcomeKey.unknown)
    frozenPoints = figures.frozen.count
    self.errorCode = figures.status.isWithoutResult ? Int64(errorCode ?? 0) : 0
  }

  init(row: Row) {
    pricingInputID = row["pricing_input_id"] ?? 0
    statusID = row["status_id"]
    isOwnAccount = row["is_own_account"]
    isInConflict = row["is_in_conflict"]
    isOverdue = row["is_overdue"]
    penaltyPoints = row["penalty_points"]
    billedPoints = row["billed_points"]
    frozenPoints = row["frozen_points"]
    errorCode = row["error_code"]
    accountID = row["account_id"]
  }

  var penalty: Points? { OutcomeKey.points(penaltyPoints) }

  /// Marks figures from a ledger version that did not keep error codes.
  static let notKept: Int64 = -1

  static func points(_ count: Int64) -> Points? { count < 0 ? nil : Points(count) }

  /// The figures that determine a verdict, without the times.
  func figures(status: TaskStatus, isUnlogged: Bool = false) -> TaskFigures {
    TaskFigures(
      status: status, isOwnAccount: isOwnAccount, isInConflict: isInConflict,
      billed: OutcomeKey.points(billedPoints),
      isBilledInOtherUnit: billedPoints == OutcomeKey.otherUnit, isUnlogged: isUnlogged,
      frozen: Points(frozenPoints), createdAt: nil, endedAt: nil)
  }
}

/// Figures that many tasks share.
struct Outcome {
  let id: Int64
  let key: OutcomeKey
  let chargeID: Int64
  let verdict: Verdict
  let expectedPoints: Int64

  init(id: Int64, key: OutcomeKey, chargeID: Int64, verdict: Verdict, expectedPoints: Int64) {
    self.id = id
    self.key = key
    self.chargeID = chargeID
    self.verdict = verdict
    self.expectedPoints = expectedPoints
  }

  init(row: Row) {
    self.init(
      id: row["id"], key: OutcomeKey(row: row), chargeID: row["charge_id"],
      verdict: Verdict(rawValue: row["verdict_id"]) ?? .unpriced,
      expectedPoints: row["expected_points"])
  }

  /// The value of the column `watch` of its tasks.
  var watch: Int64 { verdict.isTimeDependent ? (key.isOverdue ? 2 : 1) : 0 }
}

extension OutcomeKey {
  private init(_ key: OutcomeKey, isOverdue: Bool) {
    pricingInputID = key.pricingInputID
    statusID = key.statusID
    isOwnAccount = key.isOwnAccount
    isInConflict = key.isInConflict
    self.isOverdue = isOverdue
    penaltyPoints = key.penaltyPoints
    billedPoints = key.billedPoints
    frozenPoints = key.frozenPoints
    errorCode = key.errorCode
    accountID = key.accountID
  }

  func moved(isOverdue: Bool) -> OutcomeKey { OutcomeKey(self, isOverdue: isOverdue) }

  var arguments: StatementArguments {
    [
      "status_id": statusID, "is_own_account": isOwnAccount, "is_in_conflict": isInConflict,
      "is_overdue": isOverdue, "penalty_points": penaltyPoints, "billed_points": billedPoints,
      "frozen_points": frozenPoints, "error_code": errorCode, "account_id": accountID,
    ]
  }
}

extension ErrorCode {
  /// Reads the column `error_code` of outcomes.
  init(stored code: Int64) {
    self =
      switch code {
      case 0: .none
      case OutcomeKey.notKept: .notKept
      default: .code(Int(code))
      }
  }
}

/// The outcomes of tasks, each judged once.
struct OutcomeTable {
  private let judge: Judge
  private var outcomes = BoundedCache<OutcomeKey, Outcome>()
  private var outcomesByID = BoundedCache<Int64, Outcome>()

  init(judge: Judge) {
    self.judge = judge
  }

  /// The outcome of a key, which is judged and added if new.
  mutating func outcome(
    _ key: OutcomeKey, status: TaskStatus, pricing: PricingInputTable.Entry, in database: Database
  ) throws -> Outcome {
    if let outcome = outcomes[key] { return outcome }
    let figures = key.figures(status: status, isUnlogged: pricing.isUnlogged)
    let numbered = pricing.charge(of: figures)
    let judgment = judge.judgment(
      of: figures, charge: numbered.charge, penalty: key.penalty, isOverdue: key.isOverdue)
    return try add(
      key, chargeID: numbered.id, verdict: judgment.verdict,
      expectedPoints: judgment.expected?.count ?? OutcomeKey.unknown, in: database)
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

  /// The same outcome before or after its time is up: only the verdict differs.
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
