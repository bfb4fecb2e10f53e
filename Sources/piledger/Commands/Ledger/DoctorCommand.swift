import Application
import ArgumentParser
import Domain
import Ledger
import RateCards
import Reconciliation
import Rendering

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the ledger and the rate card.",
    discussion: """
      Runs SQLite's integrity check; proves from what is stored of the tasks that the daily rollup, \
      the tagged tasks in it, and the figures of each task are right, by the rate card if it is the \
      one that the ledger is priced by; that each task is there once; that no day is counted both by \
      tasks and by usage lines; and that what follows from the \
      account's history and balances does. Then it lints the rate card. --quick proves only the \
      rollup, tags and figures of the days that were written to since the last check, so it takes \
      only as long as there is news. Lists files that others may read or write although file_mode \
      does not allow it, and leaves them alone, since that may be intended. With -v, lists what is \
      in quarantine. The status is 1 if the ledger is damaged, empty or no ledger at all, 78 if the \
      card has errors, and 13 if shards of usage lines are missing.

      --repair reads what it can of a damaged ledger, which stays as it is, and writes a new one: \
      the filter of task ids, figures, rollup, tags and wallet are made anew, and if rows are lost, \
      the files that they came from are read again, as far as they have the same content still. It \
      says what is lost even so, and the new file is there only if doctor finds nothing wrong with \
      it. The status is 13 if something is lost.

      EXAMPLES
        piledger doctor
        piledger doctor --quick
        piledger doctor -v
        piledger doctor --rebuild-rollup
        piledger doctor --repair repaired.db
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Flag(help: "Compare only the days written to since the last check.")
  var quick = false

  @Flag(name: .customLong("rebuild-rollup"), help: "Rebuild the daily rollup from the tasks.")
  var rebuildsRollup = false

  @Option(
    name: .customLong("repair"), help: "Rebuild a damaged ledger in a new file.",
    completion: .file())
  var newPath: String?

  func validate() throws {
    if newPath != nil, quick || rebuildsRollup {
      throw ValidationError(
        "--repair makes everything anew; leave out --quick and --rebuild-rollup")
    }
  }

  func run() throws {
    try format.check(options)
    let run = try options.run()
    if let newPath { return try repair(to: newPath, run) }
    let pricer = try run.pricer()
    let ledger = try ledger(of: run)
    if rebuildsRollup { try ledger.rebuildRollup(asOf: run.now) }
    let check = try ledger.check(scope: quick ? .uncheckedDays : .everything, by: pricer)
    if check.isClean, ledger.access == .readWrite { try note(ledger) }
    let lint = CardLint(card: pricer.card, today: run.today(in: ledger))
    let hasErrors = lint.issues.contains { $0.severity == .error }
    try format.write(
      Receipt(
        envelope: try envelope(check, lint, ledger: ledger, run: run),
        text: try text(check, lint, ledger: ledger, run: run)),
      options)
    if !options.wantsJSON { try complain(check, lint, ledger: ledger, run: run) }
    let hasGaps = try check.isClean && ledger.usageBatches().contains { !$0.gaps.isEmpty }
    try ExitCode.end(
      (check.isClean ? [] : [.internalFailure]) + (hasErrors ? [.configuration] : [])
        + (hasGaps ? [.dataGap] : []))
  }

  /// Opens the ledger under the lock, so that proved days can be recorded.
  ///
  /// If another run is writing, the ledger is only read, and the days are proved again next time. A
  /// file that is no ledger is damage here: this command is asked whether there is a sound one.
  private func ledger(of run: Run) throws -> LedgerStore {
    do {
      guard !rebuildsRollup else { return try run.existingLedger(.readWrite) }
      do {
        return try run.existingLedger(.readWrite)
      } catch LedgerError.locked, LedgerError.notWritable, LedgerError.busy {
        return try run.existingLedger(.readOnly)
      }
    } catch let error as LedgerError {
      switch error {
      case .notALedger, .empty: throw Failure(.internalFailure, error.description)
      default: throw error
      }
    }
  }

  /// Records that days were proved, unless another program is writing.
  private func note(_ ledger: LedgerStore) throws {
    do { try ledger.noteChecked() } catch LedgerError.busy {}
  }

  private func text(
    _ check: LedgerCheck, _ lint: CardLint, ledger: LedgerStore, run: Run
  ) throws -> String {
    let wide = try WideFile.all(run.configuration)
    let mode = run.configuration.fileMode
    let openness =
      wide.isEmpty
      ? "as file_mode (\(mode)) requires"
      : "MORE OPEN than file_mode (\(mode)) allows"
    // What doctor found in a damaged file is told, even if nothing can be counted in it.
    let counts = check.isClean ? try ledger.counts() : try? ledger.counts()
    let contents = counts.map { counts in
      """
      \(counts.tasks) tasks, \(counts.historyEntries) history entries, \
      \(counts.balanceSnapshots) balance snapshots, \(counts.sources) sources
      quarantine \(counts.quarantined) records
      """
    }
    let batches = check.isClean ? try ledger.usageBatches() : []
    let batchLines = batches.map { "lines      \($0.words)\n" }.joined()
    let sound = """
      ledger     \(contents ?? "cannot be read")
      rollup     \(rollupWords(check))
      tags       \(tagWords(check))
      figures    \(figureWords(check))
      task ids   \(proofWords(check.idDifferences, "each known once", check))
      account    \(proofWords(check.accountDifferences, "follows from history and balances", check))
      integrity  \(integrityWords(check))
      rate card  \(CardLint.summary(lint.issues))
      files      \(openness)

      """
    return sound + batchLines
      + (ConfigurationReport.exchangeRates(run.configuration)
        .map { "rates      \(VisibleText.line($0))\n" } ?? "")
      + ((check.isClean ? try askedWords(ledger) : try? askedWords(ledger)).map {
        "asked      \($0)\n"
      } ?? "")
  }

  /// Says on stderr what is wrong.
  private func complain(
    _ check: LedgerCheck, _ lint: CardLint, ledger: LedgerStore, run: Run
  ) throws {
    if !options.quiet {
      for file in try WideFile.all(run.configuration) { Console.note(file.description) }
    }
    if !options.quiet, let log = try ledger.heldLog() { Console.note(log.description) }
    for difference in check.all { Console.error(difference) }
    if check.isClean {
      for batch in try ledger.usageBatches() { batch.complain(isQuiet: options.quiet) }
    } else {
      Console.error(
        "the ledger is damaged; run piledger doctor --repair NEW.db to rebuild it in a new file, or "
          + "restore a backup")
    }
    let issues = lint.issues.filter { issue in
      issue.severity == .error || (options.verbose && !issue.isOldCheck)
    }
    for issue in issues { Console.error(issue.description) }
    if options.verbose { try listQuarantine(of: ledger) }
  }

  /// What the provider said of the tasks that it was asked for; nil if it was not asked.
  private func askedWords(_ ledger: LedgerStore) throws -> String? {
    let counts = try ledger.askedCounts()
    guard !counts.isEmpty else { return nil }
    let words = [
      (AskedTask.Answer.ended, "ended"), (.running, "still running"), (.gone, "gone"),
    ].compactMap { answer, word in counts[answer].map { "\($0) \(word)" } }
    let gone =
      try ledger.goneTasks().sentence(unit: ledger.historyUnit()).map {
        "; only in the history: \($0)"
      } ?? ""
    return "\(counts.values.reduce(0, +)) tasks: \(words.joined(separator: ", "))\(gone)"
  }

  private func rollupWords(_ check: LedgerCheck) -> String {
    guard check.rollupDifferences.isEmpty else { return "DIFFERS" }
    guard check.integrityErrors.isEmpty else { return "not checked" }
    return quick
      ? "matches the tasks on the days written to since the last check" : "matches the tasks"
  }

  private func tagWords(_ check: LedgerCheck) -> String {
    guard check.tagDifferences.isEmpty else { return "DIFFER" }
    return check.integrityErrors.isEmpty ? "match the tasks" : "not checked"
  }

  private func figureWords(_ check: LedgerCheck) -> String {
    guard check.figureDifferences.isEmpty else { return "DIFFER" }
    guard check.integrityErrors.isEmpty else { return "not checked" }
    return check.arePricesProved
      ? "follow from the tasks and the rate card"
      : "follow from the tasks; priced by another rate card, prices are not checked"
  }

  private func proofWords(
    _ differences: [String], _ words: String, _ check: LedgerCheck
  ) -> String {
    guard differences.isEmpty else { return "DIFFERS" }
    guard !quick else { return "not checked (--quick)" }
    return check.integrityErrors.isEmpty ? words : "not checked"
  }

  private func integrityWords(_ check: LedgerCheck) -> String {
    guard !quick else { return "not checked (--quick)" }
    return "\(check.integrityErrors.isEmpty ? "ok" : "DAMAGED"), "
      + "\(check.danglingReferences) dangling references"
  }

  private func listQuarantine(of ledger: LedgerStore) throws {
    for records in try ledger.quarantined() where !records.isDismissed {
      let place = "\(VisibleText.line(records.source)):\(records.line)"
      let count = records.records - records.dismissed
      let more = count > 1 ? ", and \(count - 1) more like it" : ""
      Console.note(
        "\(place) (byte \(records.byteOffset)): \(records.message)\(more): \(records.skeleton)")
    }
  }

  private func envelope(
    _ check: LedgerCheck, _ lint: CardLint, ledger: LedgerStore, run: Run
  ) throws -> JSONEnvelope {
    let counts = check.isClean ? try ledger.counts() : try? ledger.counts()
    let asked = check.isClean ? try ledger.askedCounts() : (try? ledger.askedCounts()) ?? [:]
    let batches = check.isClean ? try ledger.usageBatches() : []
    let wide = try WideFile.all(run.configuration).map { JSONNode.string($0.description) }
    let texts = { (texts: [String]) in JSONNode.array(texts.map { .string($0) }) }
    return JSONEnvelope(
      schema: "piledger.doctor/1", generatedAt: run.now, parameters: [], coverage: nil,
      data: .object([
        ("tasks", counts.map { .integer(Int64($0.tasks)) } ?? .null),
        ("quarantined", counts.map { .integer(Int64($0.quarantined)) } ?? .null),
        (
          "asked_tasks",
          .object(
            AskedTask.Answer.allCases.map { ($0.rawValue, .integer(Int64(asked[$0] ?? 0))) })
        ),
        ("rollup_differences", texts(check.rollupDifferences)),
        ("tag_differences", texts(check.tagDifferences)),
        ("figure_differences", texts(check.figureDifferences)),
        ("id_differences", texts(check.idDifferences)),
        ("account_differences", texts(check.accountDifferences)),
        ("line_differences", texts(check.lineDifferences)),
        ("usage_batches", .array(batches.map(\.node))),
        ("prices_proved", .bool(check.arePricesProved)),
        ("integrity_errors", texts(check.integrityErrors)),
        ("reference_errors", texts(check.referenceErrors)),
        ("dangling_references", .integer(Int64(check.danglingReferences))),
        ("card_issues", texts(lint.issues.filter { $0.severity != .note }.map(\.description))),
        ("files_more_open", .array(wide)),
      ]))
  }
}
