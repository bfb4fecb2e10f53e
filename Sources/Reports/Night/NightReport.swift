import Domain
package import Reconciliation

/// The news of a night: what changed since the night before, in at most fifteen lines.
package struct NightReport: Sendable {
  /// A step that didn't complete all of its work.
  package struct Complaint: Hashable, Sendable {
    package let step: String
    package let text: String

    package init(step: String, text: String) {
      (self.step, self.text) = (step, text)
    }
  }

  package static let lineLimit = 15
  private static let walletLimit = 3
  private static let budgetLimit = 3
  package static let complaintLimit = 4
  private static let anomalyLimit = 3
  private static let staleLimit = 2

  package let night: NightFigures
  /// The night to compare with; nil for the first one.
  package let before: NightFigures?
  package let coverage: Coverage
  package let spend: DaySpend
  /// By account, where there are several.
  package let wallets: [WalletState]
  /// The status of the budgets, one per line.
  package let budgets: [String]
  package var complaints: [Complaint]
  package let changes: [NightChange]
  /// Yesterday's anomalies.
  package let anomalies: [Anomaly]
  /// Skipped files in the inbox that are new or have changed since the night before.
  package let newlySkipped: [NightFigures.SkippedFile]
  /// None if tasks arrive as usual.
  package let staleFeeds: [StaleFeed]

  package init(
    night: NightFigures, before: NightFigures?, coverage: Coverage, spend: DaySpend,
    wallets: [WalletState] = [], budgets: [String] = [], complaints: [Complaint],
    anomalies: [Anomaly] = [], staleFeeds: [StaleFeed] = [],
    acknowledged: Set<FindingKey> = []
  ) {
    self.night = night
    self.before = before
    self.coverage = coverage
    self.spend = spend
    self.wallets = wallets
    self.budgets = budgets
    self.complaints = complaints
    self.anomalies = anomalies
    let known = Set(before?.skipped ?? [])
    newlySkipped = night.skipped.filter { !known.contains($0) }
    self.staleFeeds = staleFeeds
    changes = NightChange.all(
      from: before?.findings ?? [], to: night.findings, on: night.day,
      acknowledged: acknowledged)
  }

  /// Whether anyone needs to be notified.
  package var hasNews: Bool {
    !changes.isEmpty || !complaints.isEmpty || !anomalies.isEmpty || !newlySkipped.isEmpty
      || isReminderDue
  }

  /// A feed that stays silent is reported again each Monday, the day after the one that the night
  /// covers.
  private var isReminderDue: Bool { !staleFeeds.isEmpty && (night.day + 1).isMonday }

  /// The lines to report; empty without news.
  package var lines: [String] { hasNews ? account : [] }

  /// The lines that the night's folder keeps: those reported, or what a silent night had to say.
  ///
  /// That way, a silent night can be told from one that never ran.
  package var keptLines: [String] {
    hasNews ? account : [headline, "nothing changed, so nothing was printed"] + account.dropFirst()
  }

  private var account: [String] {
    let stale = NightReport.cut(
      staleFeeds.map { "stale: \($0.sentence)" }, to: NightReport.staleLimit, "stopped accounts")
    let told =
      NightReport.complaints(
        complaints, limit: NightReport.complaintLimit - (skippedLine == nil ? 0 : 1))
      + stale
    // What the sentence says doesn't need to be repeated.
    let changes = changes.filter { $0.kind == .resolved || $0.finding.key.kind != StaleFeed.kind }
    let ids = FindingIDs(night.findings.filter(\.isReconciled).map(\.key))
    // The sentences about stopped feeds take up some of their lines.
    let unusual = NightReport.cut(
      anomalies.map { VisibleText.line("unusual: \(AnomalyReport.line($0))", limit: 300) },
      to: NightReport.anomalyLimit - stale.count, "unusual measures")
    let rest =
      [spendLine, coverageLine]
      + NightReport.cut(walletLines, to: NightReport.walletLimit, "wallets")
      + NightReport.cut(
        budgets.map { VisibleText.line($0, limit: 300) }, to: NightReport.budgetLimit, "budgets")
    let skipped = [skippedLine].compactMap(\.self)
    let room =
      NightReport.lineLimit - 1 - told.count - skipped.count - unusual.count - rest.count
    return [headline] + told + skipped + unusual
      + NightReport.cut(changes.map { $0.line(ids) }, to: room, "changes") + rest
  }

  /// Complaints as lines, even when there is no report.
  package static func complaints(
    _ complaints: [Complaint], limit: Int = NightReport.complaintLimit
  ) -> [String] {
    cut(
      complaints.map { "\($0.step): \(VisibleText.line($0.text, limit: 300))" },
      to: limit, "complaints")
  }

  /// `not read: inbox/rows.csv: it is not JSON; and 2 more files, all in summary.md`.
  private var skippedLine: String? {
    guard let first = newlySkipped.first else { return nil }
    let more = newlySkipped.count - 1
    let rest =
      more == 0 ? "" : "; and \(more) more \(more == 1 ? "file" : "files"), see summary.md"
    return "not read: \(VisibleText.line("\(first.path): \(first.reason)", limit: 300))\(rest)"
  }

  private static func cut(_ lines: [String], to limit: Int, _ name: String) -> [String] {
    guard lines.count > limit else { return lines }
    return lines.prefix(limit - 1) + ["… and \(lines.count - limit + 1) more \(name)"]
  }

  private var headline: String {
    let count = { (kind: NightChange.Kind) in changes.filter { $0.kind == kind }.count }
    let others = [(count(.ended), "ended"), (count(.acknowledged), "acknowledged")]
      .filter { $0.0 > 0 }.map { ", \($0) \($1)" }.joined()
    let since = before.map { "since \($0.day)" } ?? "the first night"
    return "night of \(night.day), \(since): \(count(.new)) new, \(count(.changed)) changed, "
      + "\(count(.resolved)) resolved\(others); \(night.findings.count) open "
      + (night.findings.count == 1 ? "finding" : "findings")
  }

  private var spendLine: String {
    let usual =
      spend.usual.map {
        "a \(spend.weekdayName) usually costs \($0.usdText) USD (median of \(spend.weeks) "
          + "\(spend.weeks == 1 ? "week" : "weeks"))"
      } ?? "no earlier \(spend.weekdayName) is known"
    let billed = spend.billed.map { "\($0.usdText) USD" } ?? "unknown"
    return "spend on \(spend.day): \(billed); \(usual)"
  }

  private var coverageLine: String {
    guard let before, before.billed > .zero else { return coverage.sentence }
    let share = Coverage.percentText(before.checked.count, of: before.billed.count)
    return "\(coverage.sentence); previously \(share) of USD"
  }

  /// The change is that of all accounts, so that several are told without it.
  private var walletLines: [String] {
    wallets.map { wallet in
      let owner = wallet.account.map { " of \(VisibleText.line($0, limit: 40))" } ?? ""
      let change =
        wallet.account != nil
        ? nil
        : before?.balance.map { old in
          let difference = wallet.balance - old
          return " (\(difference < .zero ? "" : "+")\(difference.usdText))"
        }
      let runway = wallet.runway.tenthsOfDays == nil ? "" : ", enough for \(wallet.runway)"
      return "wallet\(owner): \(wallet.balance.usdText) USD\(change ?? "")\(runway)"
    }
  }
}

extension NightChange {
  /// `new: overcharged, seedream size=2K, 3 tasks, 0.072 USD [piledger explain kqvmzwnt]`.
  fileprivate func line(_ ids: FindingIDs) -> String {
    let key = finding.key
    let tasks =
      kind == .changed && tasksBefore != finding.tasks
      ? "\(finding.tasks) tasks (previously \(tasksBefore))"
      : finding.tasks == 0
        ? "" : "\(finding.tasks) \(finding.tasks == 1 ? "task" : "tasks")"
    // What is about no task and no known amount, such as a pack in its own units, has none to tell.
    let isWithoutAmount =
      key.kind == StaleFeed.kind || (finding.tasks == 0 && finding.amount == .zero)
    let parts =
      [
        key.kind, key.sku, key.day?.description ?? "", tasks,
        isWithoutAmount ? "" : "\(finding.amount.usdText) USD", finding.detail,
      ]
    let text = parts.filter { !$0.isEmpty }.map { VisibleText.line($0, limit: 160) }
    let id = ids[key]
    return "\(kind.rawValue): \(text.joined(separator: ", "))"
      + (id.isEmpty ? "" : " [\(TaskList.command(id))]")
  }
}
