import Domain
import Reconciliation

/// What a month has nothing of: one or two lines instead of empty sections.
struct MonthAbsences {
  /// What users record themselves, with the topic of the manual that says how.
  enum Record: CaseIterable {
    case tags
    case budgets
    case fixedCharges
    case history
    case balances

    fileprivate var name: String {
      switch self {
      case .tags: "tags"
      case .budgets: "budgets"
      case .fixedCharges: "fixed charges"
      case .history: "account history"
      case .balances: "balances"
      }
    }

    fileprivate var topic: String {
      switch self {
      case .tags: "tags"
      case .budgets, .fixedCharges: "budgets"
      case .history, .balances: "account"
      }
    }
  }

  /// What may simply not have happened.
  enum Event: CaseIterable {
    case failures
    case refunds
    case priceChanges
    case unfinishedTasks

    fileprivate var name: String {
      switch self {
      case .failures: "failures"
      case .refunds: "refunds"
      case .priceChanges: "price changes"
      case .unfinishedTasks: "unfinished tasks"
      }
    }
  }

  var records: [Record]
  var events: [Event]
  /// The least number of known days for a forecast, if there are fewer.
  var missingForecastDays: Int?

  var sentences: [String] {
    [recordSentence, eventSentence, forecastSentence].compactMap(\.self)
  }

  /// `No tags or budgets recorded; how to add them: piledger help tags, piledger help budgets`.
  private var recordSentence: String? {
    guard !records.isEmpty else { return nil }
    var topics: [String] = []
    for record in records where !topics.contains(record.topic) { topics.append(record.topic) }
    return "No \(MonthAbsences.list(records.map(\.name))) recorded; how to add them: "
      + topics.map { "piledger help \($0)" }.joined(separator: ", ")
  }

  private var eventSentence: String? {
    events.isEmpty ? nil : "No \(MonthAbsences.list(events.map(\.name))) in the month"
  }

  private var forecastSentence: String? {
    missingForecastDays.map { "No forecast: fewer than \($0) days are known" }
  }

  /// `a, b or c`.
  private static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.joined() }
    return "\(names.dropLast().joined(separator: ", ")) or \(last)"
  }
}

extension MonthReport {
  var absences: MonthAbsences {
    let records: [(MonthAbsences.Record, Bool)] = [
      (.tags, tagSection == nil), (.budgets, facts.budgets.isEmpty),
      (.fixedCharges, chargeSection == nil), (.history, keySection == nil),
      (.balances, walletSection == nil),
    ]
    let events: [(MonthAbsences.Event, Bool)] = [
      (.failures, failureSection == nil), (.refunds, refundSection == nil),
      (.priceChanges, priceSection == nil), (.unfinishedTasks, commitmentSection == nil),
    ]
    // A month that is long over needs no forecast.
    let next = facts.month.next
    let isPast = next.lastDay <= facts.known.lastCompleteDay
    return MonthAbsences(
      records: records.filter(\.1).map(\.0), events: events.filter(\.1).map(\.0),
      missingForecastDays: facts.outlook == nil && !isPast ? MonthReport.leastForecastDays : nil)
  }
}
