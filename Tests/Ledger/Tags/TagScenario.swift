import Domain
import Intake
import Ledger
import RateCards
import Reconciliation
import TestSupport
import Testing

/// A ledger whose imports are tagged.
struct TagScenario {
  let ledger: LedgerScenario
  var rules = TagRules.none

  init() throws {
    ledger = try LedgerScenario()
  }

  static func rule(_ tags: [String: String], _ change: (inout TagRule) -> Void) -> TagRule {
    var rule = TagRule(tags: tags)
    change(&rule)
    return rule
  }

  /// Imports one source as the import command does.
  func importing(
    _ records: String..., from name: String = "a.ndjson", tags: [String: String] = [:],
    asOf: String = LedgerScenario.now, card: SmallCard = SmallCard(), ends: Bool = true
  ) throws {
    let store = try ledger.opened(.readWrite)
    let pricer = try card.pricer
    try store.usePricer(pricer, asOf: try moment(asOf))
    try store.useTagRules(rules, asOf: try moment(asOf))
    let session = try ImportSession(
      store: store, pricer: pricer, asOf: try moment(asOf), tags: TagSet(tags))
    try LedgerScenario.read(SourceText(name, records), into: session)
    if ends { _ = try session.finish() }
  }

  func tagging(_ pairs: [(Int, String)], asOf: String = LedgerScenario.now) throws {
    _ = try ledger.opened(.readWrite).tag(
      try pairs.map { (TaskID(taskID($0.0)), try Tag($0.1)) }, asOf: try moment(asOf))
  }

  /// The rows of a period by tags: `2026-05-04 matched 1 project=ads`.
  func rows(
    in month: String? = nil, asOf: String = LedgerScenario.now
  ) throws -> [String] {
    let today = try #require(CalendarDay("2026-06-10"))
    let period = try month.map { try #require(ReportPeriod($0, today: today)) } ?? .all
    let rows = try ledger.opened().reader(in: period, asOf: try moment(asOf), dividedBy: .tags)
      .lines()
    return rows.map { row in
      let changed = row.adjustedDay.map { " of \($0)" } ?? ""
      return "\(row.day?.description ?? "undated") \(row.verdict.name) \(row.tasks)\(changed)"
        + (row.tags.isEmpty ? "" : " \(row.tags)")
    }
  }

  /// Whether tag counts match the tasks, and the rows sum to those without tags.
  func isConsistent(asOf: String = LedgerScenario.now) throws -> Bool {
    let store = try ledger.opened()
    let rows = try store.reader(asOf: try moment(asOf)).lines()
    let tagged = try store.reader(asOf: try moment(asOf), dividedBy: .tags).lines()
    let (all, parts) = (Totals(rows), Totals(tagged))
    return try store.check().isClean && all.tasks == parts.tasks && all.billed == parts.billed
      && all.variance == parts.variance && all.commitment == parts.commitment
  }

  static func task(_ number: Int, _ change: (inout TaskText) -> Void = { _ in }) -> TaskText {
    TaskText.task {
      $0.taskID = taskID(number)
      change(&$0)
    }
  }
}
