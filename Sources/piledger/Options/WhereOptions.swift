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

  @OptionGroup var accounts: AccountOptions

  var isEmpty: Bool { conditions.isEmpty && accounts.names.isEmpty }

  /// The conditions of all options, all of which must hold.
  var filter: LineFilter {
    get throws(LineFilterError) {
      LineFilter(conditions: try LineFilter(conditions).conditions + accounts.filter.conditions)
    }
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
    let filter = try filter
    return filter.isNone ? run : run.narrowed(to: filter)
  }

  /// The run with its figures narrowed, after a warning of values that no task of a ledger has.
  func narrowed(_ run: Run, of ledger: LedgerStore) throws -> Run {
    let run = try narrowed(run)
    try run.warnOfUnmetFilter(ledger)
    return run
  }
}

/// The accounts that the figures of a command are narrowed to.
struct AccountOptions: ParsableArguments {
  @Option(
    name: .customLong("account"),
    help: ArgumentHelp("Only this account; may be repeated.", valueName: "name"))
  var names: [String] = []

  /// The names, for messages.
  var shownNames: String {
    names.map { VisibleText.line($0, limit: 40) }.joined(separator: ", ")
  }

  var filter: LineFilter {
    names.isEmpty
      ? .none : LineFilter(conditions: [LineFilter.Condition(.account, values: names)])
  }

  /// The run with its figures narrowed, after a warning of accounts that no task of a ledger has.
  func narrowed(_ run: Run, of ledger: LedgerStore) throws -> Run {
    guard !names.isEmpty else { return run }
    let run = run.narrowed(to: filter)
    try run.warnOfUnmetFilter(ledger)
    return run
  }
}
