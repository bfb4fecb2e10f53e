import Application
import ArgumentParser
import Domain
import Ledger
import RateCards
import Reconciliation
import Reports

struct ClaimsNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Draft a claim for the billing errors of a period.",
    discussion: """
      Takes every task of the period whose bill differs from a price that is certain and was \
      either published for the task's day or seen around it, and every task whose points should \
      have been returned, and nets overcharges against undercharges. What cannot be proved is \
      listed separately and not claimed: prices that were not seen on those days, bills that equal \
      an unconfirmed or changed price, stuck tasks, conflicts, and bills that are not a whole \
      number of units. Tasks are left out if they are within their grace period, have not ended, \
      are waived, or are in another open claim; tasks without a price are not examined. If the net \
      is not above 0, no claim is created, and the status is 0.

      Writes the letter (Markdown); with -o and a folder, the letter and the CSV. The letter names \
      the account given with --account, or else those of the tasks. In a ledger of several accounts \
      a claim with --account takes the tasks of that account alone.

      EXAMPLES
        piledger claims new --period 2026-10
        piledger claims new --period last-month -o claim/
        piledger claims new --period 2026-10 --dry-run
        piledger claims new --period 2026-10 --account "Studio Ltd, account 4711"
        piledger claims new --period 2026-10 --account agency
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var narrowing: WhereOptions
  @OptionGroup var format: FormatOptions

  @Flag(name: .customLong("dry-run"), help: "Show the claim without creating it.")
  var isDryRun = false

  func validate() throws {
    guard !period.isOpen else {
      throw ValidationError("expected --period, --since or --until")
    }
  }

  func run() throws {
    var run = try options.run()
    // Rejects a bad name before the claim is created.
    if format.folder(wantsJSON: options.wantsJSON) == nil {
      _ = try format.format(wantsJSON: options.wantsJSON)
    }
    let pricer = try run.pricer()
    let ledger = try run.existingLedger(isDryRun ? .dryRun : .readWrite)
    run = run.narrowed(to: try filter(of: ledger))
    try ledger.withWrites {
      try ledger.usePricer(pricer, asOf: run.now)
      try ledger.advance(asOf: run.now, by: pricer)
      try ledger.noteCreditedClaims(asOf: run.now)
      try run.warnOfUnmetFilter(ledger)
      try run.warnOfUsageLines(ledger)
      // A claim without its letter would not be made again.
      let id = try ledger.withOneWrite { () -> Int64? in
        guard let id = try make(in: ledger, run: run, card: pricer.card) else { return nil }
        try ClaimView(id: id, ledger: ledger).write(format, options: options, run: run)
        return id
      }
      if let id, !options.quiet, format.outputPath != nil {
        Console.note("\(isDryRun ? "would create" : "created") claim \(id)")
      }
    }
  }

  /// The number of the new claim; nil if there is nothing to claim, which is said.
  private func make(in ledger: LedgerStore, run: Run, card: RateCard) throws -> Int64? {
    let period = try period.period(today: run.today(in: ledger))
    let draft = try run.claimDraft(in: period, of: ledger, card: card)
    let notes =
      [ClaimReport.unprovedText(draft)].compactMap(\.self)
      + ClaimReport.leftOutTexts(draft.leftOut)
    guard draft.net > .zero else {
      if !options.quiet {
        let rest = notes.map { "; \($0)" }.joined()
        let kept = run.filter.text.map { " where \($0)" } ?? ""
        Console.note(
          "nothing to claim in \(period)\(kept): the net is \(draft.net.usdText) USD\(rest)")
      }
      return nil
    }
    let account = try accountOfLetter ?? knownAccount(draft, in: ledger)
    if !options.quiet {
      notes.forEach(Console.note)
      if account.isEmpty { Console.note("the account is unknown; name it with --account") }
    }
    return try ledger.makeClaim(draft, period: period, account: account, asOf: run.now)
  }

  private var accountOfLetter: String? {
    let names = narrowing.accounts.names
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  /// The conditions; the name of a ledger's only account may be any, and is just for the letter.
  private func filter(of ledger: LedgerStore) throws -> LineFilter {
    let filter = try narrowing.filter
    guard try ledger.accounts().count <= 1 else { return filter }
    return LineFilter(conditions: filter.conditions.filter { $0.dimension != .account })
  }

  /// The accounts of the tasks, or else the ledger's only one; empty if neither is known.
  private func knownAccount(_ draft: ClaimDraft, in ledger: LedgerStore) throws -> String {
    let known = try ledger.accounts()
    let named = Set(draft.parts.flatMap(\.tasks).compactMap(\.account)).sorted()
    return (known.count == 1 ? known : named).joined(separator: ", ")
  }
}
