/// What reconciliation says about one task.
///
/// Every task has exactly one.
///
/// The raw value is the verdict's number in the ledger, whose table `verdict` repeats the names
/// and the two properties.
package enum Verdict: Int, Hashable, Sendable, CaseIterable {
  case matched = 1
  case overcharged
  case undercharged
  /// The measure is not in the response, and the booked points are a whole number of units.
  case consistent
  /// The measure is not in the response, and the booked points are not a whole number of units.
  case inconsistent
  case refunded
  /// Failed, and booked according to the provider's penalty rule.
  case penalty
  /// Failed but booked, inside the grace period.
  case refundAwaited
  /// Failed but booked, and the grace period is over.
  case refundDue
  case ownAccount
  /// Still running, and nothing booked yet.
  case provisional
  /// Still running long after similar tasks finished, while points are frozen.
  case stuck
  /// No rate matches.
  case unpriced
  /// Ended without usage: the booked amount is unknown.
  case unmetered
  /// Two ended observations disagree about the booked points.
  case conflict
  /// Booked in a unit other than points: a Midjourney quota, or an unknown usage type.
  case otherUnit
  /// Billed, but only the account history shows the task: there is no request to price.
  case unlogged
}

extension Verdict {
  /// Its name in SQL, CSV and JSON: `refund_due`.
  package var name: String {
    switch self {
    case .matched: "matched"
    case .overcharged: "overcharged"
    case .undercharged: "undercharged"
    case .consistent: "consistent"
    case .inconsistent: "inconsistent"
    case .refunded: "refunded"
    case .penalty: "penalty"
    case .refundAwaited: "refund_awaited"
    case .refundDue: "refund_due"
    case .ownAccount: "own_account"
    case .provisional: "provisional"
    case .stuck: "stuck"
    case .unpriced: "unpriced"
    case .unmetered: "unmetered"
    case .conflict: "conflict"
    case .otherUnit: "other_unit"
    case .unlogged: "unlogged"
    }
  }

  /// Its name in prose: `refund due`.
  package var words: String { String(name.map { $0 == "_" ? " " : $0 }) }

  /// Whether billed and expected could be compared, so that there is a variance.
  package var isCovered: Bool {
    switch self {
    case .matched, .overcharged, .undercharged, .consistent, .refunded, .penalty, .refundAwaited,
      .refundDue, .ownAccount:
      true
    case .inconsistent, .provisional, .stuck, .unpriced, .unmetered, .conflict, .otherUnit,
      .unlogged:
      false
    }
  }

  /// Whether someone should look at it.
  ///
  /// An unlogged task is told by the finding of the history that it is part of.
  package var isFinding: Bool {
    switch self {
    case .overcharged, .undercharged, .inconsistent, .refundDue, .stuck, .unpriced, .conflict,
      .otherUnit:
      true
    default: false
    }
  }

  /// Whether nothing can be compared because the task has not been billed.
  package var isOpen: Bool { self == .provisional || self == .stuck }

  /// Whether time alone can change it.
  package var isTimeDependent: Bool {
    switch self {
    case .provisional, .stuck, .refundAwaited, .refundDue: true
    default: false
    }
  }
}
