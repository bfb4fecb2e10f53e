package import Domain
import Foundation
package import Ledger
import PiAPI
import Reconciliation

/// Which tasks a fetch asks for.
package struct TaskRequest: Sendable {
  package let choice: TaskChoice
  /// Ids to ask for instead of those that the ledger finds due; nil for the latter.
  package let ids: [TaskID]?
  /// The most tasks to ask for; nil for all.
  package let limit: Int?

  package init(choice: TaskChoice = .due, ids: [TaskID]? = nil, limit: Int? = nil) {
    (self.choice, self.ids, self.limit) = (choice, ids, limit)
  }

  /// The tasks to ask for now with the key of an account, and how many more are due; of a ledger of
  /// several, those of that account.
  func plan(_ ledger: LedgerStore, of account: String?, asOf: Instant) throws -> Plan {
    let due: [TaskID]
    var count = 0
    if let ids {
      due = try ledger.dueTasks(of: ids, asksAgain: choice == .all, asOf: asOf)
      count = due.count
    } else {
      let own = try ledger.accounts().count > 1 ? account : nil
      let tasks = try ledger.dueTasks(choice, of: own, asOf: asOf)
      (due, count) = (tasks.tasks.map(\.id), tasks.count)
    }
    let askable = due.filter { !$0.isCompletion }.compactMap { AskableID($0) }
    let refused = due.count - askable.count
    return Plan(
      ids: Array(askable.prefix(limit ?? .max)), due: count - refused,
      refused: refused, known: (ids?.count ?? due.count) - due.count)
  }

  struct Plan {
    let ids: [AskableID]
    /// All that are due, whatever the limit.
    let due: Int
    /// Ids that can't be any, and completions of language models.
    let refused: Int
    /// Given ids whose end is known, or that were not found lately.
    let known: Int
  }
}

extension TaskID {
  /// Completions of language models are no tasks: there is nothing to ask for.
  fileprivate var isCompletion: Bool { nonUUIDText?.hasPrefix("chatcmpl") ?? false }
}

/// What came of asking for tasks.
package struct TaskFetchOutcome: Sendable {
  /// The tasks that were to be asked for.
  package let planned: Int
  /// Those that were due besides, beyond the limit.
  package let postponed: Int
  package let refusedIDs: Int
  /// Given ids that were not asked for, since their end is known, or they were not found lately.
  package let knownIDs: Int
  package fileprivate(set) var ended = 0
  package fileprivate(set) var running = 0
  package fileprivate(set) var gone = 0
  package fileprivate(set) var failed = 0
  /// Tasks that were not asked for, since the provider stopped answering.
  package fileprivate(set) var unasked = 0
  fileprivate(set) var firstFailure: CallFailure?

  fileprivate init(_ plan: TaskRequest.Plan) {
    planned = plan.ids.count
    postponed = plan.due - plan.ids.count
    (refusedIDs, knownIDs) = (plan.refused, plan.known)
  }

  package var answered: Int { ended + running }
  /// The tasks that are through, whatever came of it.
  fileprivate var done: Int { answered + gone + failed }

  /// `asked for 120 tasks: 100 ended, 5 still running, 15 gone at the provider`; nil if there was
  /// nothing to ask for.
  package var sentence: String? {
    guard planned + refusedIDs + knownIDs > 0 else { return nil }
    let asked = planned - unasked
    var parts = ["\(ended.groupedText) ended"]
    if running > 0 { parts.append("\(running.groupedText) still running") }
    if gone > 0 { parts.append("\(gone.groupedText) gone at the provider") }
    if failed > 0 { parts.append("\(failed.groupedText) without a usable answer") }
    if unasked > 0 { parts.append("\(unasked.groupedText) not asked for") }
    if postponed > 0 { parts.append("\(postponed.groupedText) more are due") }
    if knownIDs > 0 { parts.append("\(knownIDs.groupedText) known before") }
    if refusedIDs > 0 { parts.append("\(refusedIDs.groupedText) that can't be asked for") }
    return "asked for \(asked.groupedText) \(asked == 1 ? "task" : "tasks"): "
      + parts.joined(separator: ", ")
  }
}

/// Asks the provider for tasks, archives the answers, and imports them in batches.
///
/// Only this run's thread writes. An answer is in the archive before the ledger notes it, so an
/// interrupted run loses none, and the next one imports it without asking again.
struct TaskFetchRun {
  /// A kill costs the import of so many answers at most; they stay in the archive.
  static let batchAnswers = 100

  let fetch: TaskFetch
  let speed: TaskFetch.Speed
  let archive: PageArchive
  let ledger: LedgerStore
  let progress: FetchProgress

  /// Asks for tasks, newest first, until all are through or the provider stops answering.
  ///
  /// - Parameters:
  ///   - plan: the tasks.
  ///   - importing: imports what the archive has pending.
  /// - Returns: what came of it.
  /// - Throws: an error if the archive or the ledger can't be written.
  func asking(
    for plan: TaskRequest.Plan, importing: () throws -> Void
  ) throws -> TaskFetchOutcome {
    var outcome = TaskFetchOutcome(plan)
    guard !plan.ids.isEmpty else { return outcome }
    let start = ContinuousClock.now
    var pending = 0
    outcome.unasked = try fetch.run(plan.ids, speed: speed) { event in
      if try keep(event, &outcome) { pending += 1 }
      progress.show(
        TaskProgress(
          done: outcome.done, planned: outcome.planned, gone: outcome.gone,
          elapsedMilliseconds: milliseconds(since: start)))
      guard pending >= TaskFetchRun.batchAnswers else { return }
      pending = 0
      try importing()
    }
    try importing()
    return outcome
  }

  /// Archives and notes what came.
  ///
  /// - Returns: whether there is something to import.
  private func keep(_ event: TaskFetchEvent, _ outcome: inout TaskFetchOutcome) throws -> Bool {
    switch event {
    case .answered(let received):
      try archive.store(received.body, kind: .task, receivedAt: received.at)
      let answer = received.value
      if answer.hasEnded { outcome.ended += 1 } else { outcome.running += 1 }
      try ledger.note(
        AskedTask(answer.hasEnded ? .ended : .running, code: 200, at: received.at), of: answer.id)
      return true
    case .gone(let id, let code, let moment):
      outcome.gone += 1
      try ledger.note(AskedTask(.gone, code: code, at: moment), of: id)
    case .failed(_, let failure):
      outcome.failed += 1
      outcome.firstFailure = outcome.firstFailure ?? failure
    case .waiting(let failure, let milliseconds):
      progress.showWait(milliseconds: milliseconds, after: failure)
    }
    return false
  }

  private func milliseconds(since start: ContinuousClock.Instant) -> Int64 {
    let elapsed = (ContinuousClock.now - start).components
    return elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
  }
}
