package import Domain
package import RateCards

/// What the provider said when a task was asked for.
package struct AskedTask: Hashable, Sendable {
  package enum Answer: String, Hashable, Sendable, CaseIterable {
    case ended
    case running
    /// The provider doesn't have the task, or not any more.
    case gone
  }

  package let answer: Answer
  /// The code of the answer.
  package let code: Int
  package let at: Instant

  package init(_ answer: Answer, code: Int, at moment: Instant) {
    (self.answer, self.code) = (answer, code)
    at = moment
  }
}

/// Which tasks are asked for, and when again.
package enum AskingRules {
  /// A task that the provider doesn't have is asked for again after this many days, since it may
  /// have been an error of the provider's; so is one whose answer could not be read.
  package static let againAfterDays: Int64 = 30
  /// A task that was still running is asked for again after this many hours: a little less than a
  /// day, so that each night asks once.
  package static let runningAgainAfterHours: Int64 = 20
  /// Sooner than this after its creation no task is asked for only because it has not ended.
  private static let leastHours: Int64 = 1

  /// How long after its creation a task that has not ended is no longer plausibly running.
  ///
  /// Without similar tasks that have ended, a day; otherwise several times their usual duration.
  package static func lateAfterSeconds(
    usualWaitSeconds: Int64?, rules: SettlementRules
  ) -> Int64 {
    guard let usualWaitSeconds else { return rules.stuckHours * 3600 }
    return max(usualWaitSeconds * rules.stuckUsualTimes, leastHours * 3600)
  }

  /// Whether a task that has not ended is worth asking for.
  ///
  /// - Parameters:
  ///   - createdAt: when it was created; nil if that isn't known.
  ///   - asked: what the provider said last; nil if it wasn't asked.
  ///   - lateAfterSeconds: how long tasks of this kind may run.
  ///   - moment: the moment that counts as now.
  /// - Returns: whether to ask.
  package static func isDue(
    createdAt: Instant?, asked: (answer: AskedTask.Answer, at: Instant)?,
    lateAfterSeconds: Int64, at moment: Instant
  ) -> Bool {
    if let createdAt, moment.seconds(since: createdAt) < lateAfterSeconds { return false }
    guard let asked else { return true }
    let pause = asked.answer == .running ? runningAgainAfterHours * 3600 : againAfterDays * 86_400
    return moment.seconds(since: asked.at) >= pause
  }

  /// Who was asked before this moment may be asked again.
  package static func askedUntil(_ moment: Instant) -> Instant {
    moment.adding(seconds: -againAfterDays * 86_400)
  }
}

/// The tasks that only the history shows and that the provider no longer has: what they cost can't
/// be proved any more.
package struct GoneTasks: Hashable, Sendable {
  private var ids: Set<String> = []
  private var idsWithoutPoints: Set<String> = []
  /// What they cost by the history, as far as its amounts can be points.
  package private(set) var booked = Points.zero

  package init() {}

  package var tasks: Int { ids.count }
  /// Those of which an amount is missing, or can't be points.
  package var tasksWithoutPoints: Int { idsWithoutPoints.count }

  /// Adds a row of the history, if its task is gone; a task may have several rows.
  package mutating func add(_ task: UnloggedTask) {
    guard task.isGone, let id = task.entry.taskID else { return }
    ids.insert(id)
    if let points = task.points { booked += points } else { idsWithoutPoints.insert(id) }
  }

  /// `3 tasks are gone at the provider, 0.84 USD by the history`; nil without any.
  ///
  /// - Parameter unit: the unit of the history; amounts are dollars only if that is points.
  /// - Returns: the sentence.
  package func sentence(unit: HistoryUnit?) -> String? {
    tasks > 0 ? "\(tasks) \(tasks == 1 ? "task" : "tasks") \(words(unit: unit))" : nil
  }

  /// What is said of them: `are gone at the provider, 0.84 USD by the history`.
  func words(unit: HistoryUnit?) -> String {
    let without =
      tasksWithoutPoints > 0 ? " (\(tasksWithoutPoints) without an amount in points)" : ""
    return "\(tasks == 1 ? "is" : "are") gone at the provider, "
      + HistoryUnit.text(of: booked, in: unit) + without
  }
}

extension HistoryUnit {
  /// An amount of the history: `0.84 USD by the history`, or in its own unit as long as that isn't
  /// known to be points.
  static func text(of amount: Points, in unit: HistoryUnit?) -> String {
    unit?.isProved == true
      ? "\(amount.usdText) USD by the history"
      : "usage \(amount.count) by the history, whose unit is not verified"
  }
}
