package import Domain
package import Ledger
package import PiAPI

/// The result of a fetch.
package struct FetchOutcome {
  /// The parts of the history that were read, complete or not.
  package private(set) var windows: [HistoryFetch.Result] = []
  /// Calls that returned nothing usable, in order, but for those of tasks.
  package private(set) var failures: [CallFailure] = []
  /// The first task without a usable answer; the others are only counted.
  private var taskFailure: CallFailure?
  /// Whether such answers were the fault of their tasks alone.
  private var isTaskFault = false
  /// Whether the provider has stopped answering, or rejects this key.
  private(set) var hasStopped = false
  package private(set) var imported = ImportSummary()
  /// The parts of the answers that couldn't be read.
  package private(set) var setApart: [SetApart] = []
  /// What came of asking for tasks; nil if none were asked for.
  package private(set) var tasks: TaskFetchOutcome?
  /// Whose account it is, as the ledger calls it; empty if nothing tells that, nil if nothing was asked.
  package internal(set) var account: String?
  /// Why nothing was fetched with this key at all; nil if something was.
  package private(set) var refusal: Failure?
  /// The running tasks by model family; nil if the provider didn't say.
  package var runningTasks: [RunningTasks]?
  /// The moment up to which the history is known to be complete; nil if this fetch didn't extend
  /// it.
  package var completeUntil: Instant?

  /// A fetch that brought nothing.
  ///
  /// - Parameters:
  ///   - refusal: why.
  ///   - account: the account that the key is said to be of.
  package init(refusal: Failure, of account: String?) {
    (self.refusal, self.account) = (refusal, account)
    hasStopped = true
  }

  init() {}

  mutating func add(_ failure: CallFailure) {
    failures.append(failure)
    if !failure.fault.isOfOneAnswer { hasStopped = true }
  }

  mutating func add(_ window: HistoryFetch.Result) {
    windows.append(window)
    guard let failure = window.failure else { return }
    failures.append(failure)
    hasStopped = true
  }

  /// Takes what came of asking for tasks, and what their answers brought.
  mutating func add(_ asked: TaskFetchOutcome, importing imports: FetchOutcome) {
    tasks = asked
    add(imports.imported, imports.setApart)
    guard let failure = asked.firstFailure else { return }
    taskFailure = failure
    isTaskFault = asked.unasked == 0 && failure.fault.isOfOneTask
    if !isTaskFault { hasStopped = true }
  }

  /// Imports the answers received.
  mutating func addImport(by intake: ArchiveImport) throws {
    let (summary, setApart) = try intake.importing()
    add(summary, setApart)
  }

  private mutating func add(_ summary: ImportSummary, _ setApart: [SetApart]) {
    self.setApart += setApart
    imported.tasks += summary.tasks
    imported.historyEntries += summary.historyEntries
    imported.newBalanceSnapshots += summary.newBalanceSnapshots
    imported.unchangedBalanceSnapshots += summary.unchangedBalanceSnapshots
    imported.unknownBalances += summary.unknownBalances
    imported.quarantined += summary.quarantined
    imported.newlyQuarantined += summary.newlyQuarantined
    imported.dismissed += summary.dismissed
    imported.sources += summary.sources
  }

  package var gaps: [HistoryGap] {
    windows.compactMap { if case .gap(let gap) = $0.end { gap } else { nil } }
  }

  /// Whether every window so far has been proved complete.
  var isComplete: Bool { windows.allSatisfy { $0.end == .complete || $0.parts != nil } }

  var pages: Int { windows.reduce(0) { $0 + $1.pages } }

  package var statuses: [ExitStatus] {
    if let refusal { return [refusal.status] }
    var statuses: [ExitStatus] = []
    let failures = failures + [taskFailure].compactMap(\.self)
    let refusals = isTaskFault ? self.failures : failures
    let isRefused = refusals.contains { if case .refused = $0.fault { true } else { false } }
    if isRefused {
      statuses.append(.keyRefused)
    } else if hasStopped {
      statuses.append(.providerUnreachable)
    }
    if imported.quarantined > 0 { statuses.append(.quarantined) }
    if !gaps.isEmpty || (!failures.isEmpty && !hasStopped) { statuses.append(.dataGap) }
    return statuses
  }

  /// What went wrong, one line each.
  package var complaints: [String] {
    callTexts + gaps.map { "data gap: \($0)" } + taskComplaints
  }

  /// The calls that returned nothing usable, in words.
  package var failureTexts: [String] { callTexts + taskComplaints }

  private var callTexts: [String] {
    [refusal?.description].compactMap(\.self) + failures.map(\.description)
  }

  private var taskComplaints: [String] {
    guard let taskFailure, let tasks else { return [] }
    let others = tasks.failed - 1
    var text = taskFailure.description
    if others > 0 { text += "; and \(others) more \(others == 1 ? "task" : "tasks")" }
    if tasks.unasked > 0 {
      text += "; \(tasks.unasked) \(tasks.unasked == 1 ? "task was" : "tasks were") not asked for"
    }
    return [text]
  }

  /// The number of distinct history rows, summed over the windows.
  package var rows: Int { windows.reduce(0) { $0 + $1.rows } }

  /// `fetched 3 pages: 250 history rows (250 new, 0 changed), 1 balance snapshot (1 new), 2 running
  /// tasks`; nil if nothing was fetched at all.
  package var sentence: String? {
    guard refusal == nil else { return nil }
    let history = imported.historyEntries
    var parts = [
      "\(FetchOutcome.count(rows, "history row", "history rows")) "
        + "(\(history.new.groupedText) new, \(history.changed.groupedText) changed)"
    ]
    let balances = imported.newBalanceSnapshots + imported.unchangedBalanceSnapshots
    if balances > 0 {
      parts.append(
        FetchOutcome.count(balances, "balance snapshot", "balance snapshots")
          + " (\(imported.newBalanceSnapshots.groupedText) new\(imported.unknownBalanceText))")
    }
    if let runningTasks {
      let tasks = runningTasks.reduce(0) { $0 + $1.count }
      parts.append(FetchOutcome.count(tasks, "running task", "running tasks"))
    }
    if imported.quarantined > 0 { parts.append("\(imported.quarantined.groupedText) quarantined") }
    return "fetched \(FetchOutcome.count(pages, "page", "pages")): "
      + parts.joined(separator: ", ")
  }

  private static func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count.groupedText) \(count == 1 ? one : many)"
  }
}

extension TaskCounts {
  fileprivate static func += (left: inout TaskCounts, right: TaskCounts) {
    left.new += right.new
    left.changed += right.changed
    left.unchanged += right.unchanged
  }
}
