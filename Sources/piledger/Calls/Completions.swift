import Application
import ArgumentParser
import Domain
import Foundation
import Ledger
import RateCards
import Reconciliation

/// What shells offer after Tab beyond what the definitions of commands list: what is in the ledger,
/// and names that are no words of their own.
///
/// Completion has to be quick and silent: without a ledger that can be read there is less to offer.
/// bash expands what it is given, so a name that a shell could read as anything else, as tasks of
/// anyone may bring it, is never offered.
enum Completions {
  /// Older months are typed.
  private static let monthLimit = 24
  private static let longestName = 80

  /// The kinds of reports, the months after `month`, and files.
  @Sendable static func reports(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    let before = words.prefix(max(index, 0))
    if before.last == "month" { return months(words, index, prefix) + files(prefix) }
    let isFirst = before.last == "report"
    return (isFirst ? ReportRequest.Kind.names : []) + files(prefix)
  }

  /// Words for a month, and the months of the ledger, the latest first.
  @Sendable static func months(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    ["this-month", "last-month"]
      + (ledger(words).map { run, ledger in months(of: ledger, at: run.now) } ?? [])
  }

  /// Words for a period, and the months of the ledger.
  @Sendable static func periods(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    ["today", "yesterday"] + months(words, index, prefix)
  }

  /// The models of the rate card and of the ledger.
  @Sendable static func models(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
    var names: Set<String> = []
    if let (run, ledger) = ledger(words) {
      names = (try? ledger.knownNames().models) ?? []
      if let lines = try? run.pricer().card.lines { names.formUnion(lines.map(\.model)) }
    } else if let lines = try? run(words)?.pricer().card.lines {
      names = Set(lines.map(\.model))
    }
    return names.filter(isPlain).sorted()
  }

  private static func months(of ledger: LedgerStore, at now: Instant) -> [String] {
    guard let days = try? ledger.knownDays(asOf: now).days else { return [] }
    var month = CalendarMonth(of: days.upperBound)
    var months: [String] = []
    while months.count < monthLimit, month.lastDay >= days.lowerBound {
      months.append(month.description)
      month = month.previous
    }
    return months
  }

  /// The files and folders whose paths begin with a prefix.
  private static func files(_ prefix: String) -> [String] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
    return (names ?? []).filter { isPlain($0) && !$0.hasPrefix(".") }.sorted().map { folder + $0 }
      .filter { $0.hasPrefix(prefix) }
  }

  private static func isPlain(_ name: String) -> Bool {
    name.count <= longestName && name.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9_.\/+@-]*/) != nil
  }

  /// A run with the ledger and the configuration that the words name so far.
  private static func run(_ words: [String]) -> Run? {
    let pairs = zip(words, words.dropFirst()).filter { ["--db", "--config"].contains($0.0) }
    let given = pairs.flatMap { [$0.0, $0.1] } + ["--quiet"]
    return try? GlobalOptions.parse(given).run()
  }

  private static func ledger(_ words: [String]) -> (run: Run, ledger: LedgerStore)? {
    guard let run = run(words), let ledger = try? run.existingLedger(.readOnly) else { return nil }
    return (run, ledger)
  }
}
