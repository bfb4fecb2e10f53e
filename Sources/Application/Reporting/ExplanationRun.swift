package import Domain
package import Ledger
import RateCards
import Reconciliation
package import Reports

/// Explains tasks and findings by what a user has at hand of their ids.
package struct ExplanationRun {
  /// Fewer digits could be meant for another task.
  private static let leastDigits = 6
  /// How many of the tasks are named that an id may be meant for.
  private static let candidateLimit = 10

  private let run: Run
  private let ledger: LedgerStore
  private let card: RateCard
  /// All findings, read when the first one is asked for.
  private var findings: [Finding]?

  package init(_ run: Run, ledger: LedgerStore) throws {
    (self.run, self.ledger) = (run, ledger)
    card = try run.pricer().card
  }

  /// What is known of a task or a finding.
  ///
  /// - Parameter text: a task id in any case, at least six of its first digits, or the id of a finding
  ///   or at least four of its letters.
  /// - Returns: the explanation.
  /// - Throws: ``Failure`` if there is nothing with the id, or more than one.
  package mutating func subject(_ text: String) throws -> ExplainedSubject {
    if let subject = try task(TaskID(text)) { return subject }
    if FindingIDs.canBegin(with: text) { return try finding(text.lowercased()) }
    guard text.count(where: { $0 != "-" }) >= ExplanationRun.leastDigits else {
      throw Failure(
        .usage,
        "\(VisibleText.line(text)): expected a task id, at least \(ExplanationRun.leastDigits) of its "
          + "first digits, or the id of a finding")
    }
    let ids = try ledger.taskIDs(
      startingWith: text, limit: ExplanationRun.candidateLimit + 1)
    let same = ids.filter { $0.text.lowercased() == text.lowercased() }
    let found = same.count == 1 ? same : ids
    guard found.count <= 1 else { throw ExplanationRun.ambiguity(text, found) }
    guard let id = found.first, let subject = try task(id) else { throw try missing(text) }
    return subject
  }

  private static func ambiguity(_ text: String, _ ids: [TaskID]) -> Failure {
    let hasMore = ids.count > candidateLimit
    let names = ids.prefix(candidateLimit).map { VisibleText.line($0.text, limit: 80) }
    return Failure(
      .usage,
      "\(VisibleText.line(text, limit: 80)): \(hasMore ? "more than \(candidateLimit)" : "\(ids.count)") "
        + "tasks begin with it: \(names.joined(separator: ", "))\(hasMore ? ", …" : "")")
  }

  private func missing(_ text: String) throws -> Failure {
    let asked = try ledger.asked(TaskID(text)).map {
      "; the provider was asked for it \($0.at.day): \($0.answer.rawValue) (\($0.code))"
    }
    return Failure(
      .noInput,
      "\(VisibleText.line(text, limit: 80)): no such task in the ledger"
        + (asked ?? "; import its file, or piledger fetch --ids"))
  }

  /// A task with its proof, or what the account history alone tells of it; nil if neither names it.
  private func task(_ id: TaskID) throws -> ExplainedSubject? {
    if let task = try ledger.reader(asOf: run.now).explained(id, card: card) {
      return .task(Explanation(task))
    }
    guard let task = try ledger.unloggedTasks(of: id).first else { return nil }
    let unit = try ledger.historyUnit()
    var pricing = HistoryPricing(card, unit: unit)
    return .unloggedTask(
      UnloggedExplanation(
        task, pricing.consistency(of: task), unit: unit,
        keyNames: run.configuration.apiKeyNames))
  }

  /// The usage lines whose tasks a finding is about.
  ///
  /// - Parameter text: the id of a finding, or at least four of its letters.
  /// - Returns: the lines, as the ledger keeps them.
  /// - Throws: ``Failure`` if there is no such finding, or no line in it.
  package mutating func usageLines(ofFinding text: String) throws -> [UsageLine] {
    guard FindingIDs.canBegin(with: text),
      case .findings(let entries) = try finding(text.lowercased())
    else {
      throw Failure(.usage, "\(VisibleText.line(text, limit: 40)): expected the id of a finding")
    }
    let drifts = try PriceChanges.drifts(
      of: PriceChanges.differingPrices(in: ledger, run: run), run: run)
    let lines = try ledger.reader(asOf: run.now).usageLines { line, createdAt in
      entries.contains { $0.finding.has(line, createdAt: createdAt, drifts: drifts) }
    }
    guard !lines.isEmpty else {
      throw Failure(
        .noInput,
        "\(VisibleText.line(text, limit: 40)): usage lines have no task of this finding; piledger "
          + "explain lists its tasks")
    }
    return lines
  }

  private mutating func finding(_ text: String) throws -> ExplainedSubject {
    let all = try findings ?? run.findingsOfAllDays(in: ledger, listing: .all)
    findings = all
    let ids = FindingIDs(all.map(\.key))
    let key = try ids.key(
      text, missing: "no such finding; piledger reconcile shows the id of each")
    return .findings(all.filter { $0.key == key }.map { FindingEntry($0, ids: ids) })
  }
}

extension FindingIDs {
  /// The one finding whose name begins with some letters.
  ///
  /// - Parameters:
  ///   - text: the letters.
  ///   - missing: what to say if there is none.
  /// - Returns: the finding's key.
  /// - Throws: ``Failure`` if there isn't exactly one.
  func key(_ text: String, missing: String) throws(Failure) -> FindingKey {
    let keys = text.isEmpty ? [] : keys(startingWith: text)
    guard let key = keys.first else {
      throw Failure(.noInput, "\(VisibleText.line(text, limit: 40)): \(missing)")
    }
    guard keys.count == 1 else {
      throw Failure(
        .usage,
        "\(text): \(keys.count) begin with it: \(keys.map { self[$0] }.joined(separator: ", "))")
    }
    return key
  }
}
