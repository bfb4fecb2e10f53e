package import Domain

/// What the figures of a ledger rest on.
package struct ReportBasis: Hashable, Sendable {
  package struct Card: Hashable, Sendable {
    package let name: String
    package let fingerprint: String

    package init(name: String, fingerprint: String) {
      (self.name, self.fingerprint) = (name, fingerprint)
    }
  }

  /// The card that priced the tasks; nil where none has.
  package let card: Card?
  package let closedMonths: [ClosedMonth]
  /// None where tasks come as they use to: that of all tasks, or those of accounts.
  package let staleFeeds: [StaleFeed]
  /// Tasks that only the account history shows and that no total contains, since the unit of their
  /// amounts is not proved.
  package let uncountedTasks: Int
  /// The days whose cost is known.
  package let known: KnownDays

  package init(
    card: Card?, closedMonths: [ClosedMonth], staleFeeds: [StaleFeed], uncountedTasks: Int,
    known: KnownDays
  ) {
    (self.card, self.closedMonths, self.staleFeeds) = (card, closedMonths, staleFeeds)
    (self.uncountedTasks, self.known) = (uncountedTasks, known)
  }

  /// What totals may lack: tasks that did not come, or that the account history alone shows.
  package var warnings: [String] {
    staleFeeds.map(\.sentence) + gapSentences(in: .all) + [uncountedSentence].compactMap(\.self)
  }

  /// What is said of the gaps within the known days that a period includes.
  package func gapSentences(in period: ReportPeriod) -> [String] {
    let all: [(String?, [ClosedRange<CalendarDay>])] =
      [(nil, known.gapsOfAll)] + known.gapsOfAccounts.map { ($0.account, $0.days) }
    return all.compactMap { account, gaps in
      let gaps = gaps.filter { period.overlaps($0) }
      guard !gaps.isEmpty else { return nil }
      let name = account.map { " for account \(VisibleText.line($0, limit: 80))" } ?? ""
      return
        "nothing is known of \(ReportPeriod.text(gaps))\(name): no task of these days has arrived; "
        + "import the files that are missing, or if no task ran, import the others again with "
        + "--complete"
    }
  }

  /// What is said of ``uncountedTasks``; nil without any.
  package var uncountedSentence: String? {
    guard uncountedTasks > 0 else { return nil }
    let tasks = uncountedTasks == 1 ? "1 task" : "\(uncountedTasks.groupedText) tasks"
    return "\(tasks) of the account history \(uncountedTasks == 1 ? "is" : "are") in no total: the "
      + "unit of its usage is not proved yet; piledger fetch --tasks missing proves it"
  }
}

/// A month that was closed, with the card that priced it.
package struct ClosedMonth: Hashable, Sendable {
  package let month: CalendarMonth
  package let closedAt: Instant
  package let cardName: String
  package let cardFingerprint: String

  package init(month: CalendarMonth, closedAt: Instant, cardName: String, cardFingerprint: String) {
    (self.month, self.closedAt) = (month, closedAt)
    (self.cardName, self.cardFingerprint) = (cardName, cardFingerprint)
  }
}
