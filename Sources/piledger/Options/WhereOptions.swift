import Application
import ArgumentParser
import Domain
import Ledger
import Reconciliation

/// What the figures of a command are narrowed to.
struct WhereOptions: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only these tasks: model=kling,size=2K|3K (see piledger help periods).",
      valueName: "conditions"))
  var conditions: [String] = []

  /// The conditions of all options, all of which must hold.
  var filter: LineFilter {
    get throws(LineFilterError) { try LineFilter(conditions) }
  }

  func validate() throws {
    do {
      _ = try filter
    } catch {
      throw ValidationError(error.description)
    }
  }

  /// The run with its figures narrowed.
  func narrowed(_ run: Run) throws -> Run {
    conditions.isEmpty ? run : run.narrowed(to: try filter)
  }

  /// The run with its figures narrowed, after a warning of values that no task of a ledger has.
  func narrowed(_ run: Run, of ledger: LedgerStore) throws -> Run {
    let run = try narrowed(run)
    try run.warnOfUnmetFilter(ledger)
    return run
  }
}
