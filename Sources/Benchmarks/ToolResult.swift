import Foundation

/// What the tool says of an import with `--json`.
struct ImportResult: Decodable {
  struct Counts: Decodable, Equatable {
    let new: Int
    let changed: Int
    let unchanged: Int
  }

  let tasks: Counts
  let quarantined: Int

  init(_ outcome: ChildProcess.Outcome) throws {
    self = try Envelope<ImportResult>.data(of: outcome)
  }

  /// Fails where the import did not bring so many new tasks, or read something wrongly.
  func check(newTasks: Int) throws {
    guard quarantined == 0, tasks.new == newTasks else {
      throw BenchmarkError(
        "import: expected \(newTasks) new tasks and nothing quarantined, found \(tasks.new) and "
          + "\(quarantined)")
    }
  }
}

/// What the tool says in a report with `--json`.
struct ReportResult: Decodable {
  struct Total: Decodable {
    let tasks: Int
  }

  let total: Total

  /// Fails where a report does not count so many tasks.
  static func check(_ outcome: ChildProcess.Outcome, tasks: Int) throws {
    let found = try Envelope<ReportResult>.data(of: outcome).total.tasks
    guard found == tasks else {
      throw BenchmarkError("report: expected \(tasks) tasks, found \(found)")
    }
  }
}

/// What the tool says of a reconciliation with `--json`.
struct ReconciliationResult: Decodable {
  struct Verdicts: Decodable {
    struct Row: Decodable {
      let verdict: String
      let tasks: Int
    }

    let rows: [Row]
  }

  let verdicts: Verdicts

  init(_ outcome: ChildProcess.Outcome) throws {
    self = try Envelope<ReconciliationResult>.data(of: outcome)
  }

  /// Fails where the verdict was not given to so many tasks.
  func check(_ verdict: String, tasks: Int) throws {
    let found = verdicts.rows.first { $0.verdict == verdict }?.tasks ?? 0
    guard found == tasks else {
      throw BenchmarkError("reconcile: expected \(tasks) tasks \(verdict), found \(found)")
    }
  }
}

/// The one JSON envelope of every command.
private struct Envelope<Value: Decodable>: Decodable {
  let data: Value

  static func data(of outcome: ChildProcess.Outcome) throws -> Value {
    let output = try outcome.output()
    guard let envelope = try? JSONDecoder().decode(Envelope.self, from: output) else {
      let start = String(decoding: output.prefix(60), as: UTF8.self)
      throw BenchmarkError("expected a result as JSON, found \"\(start)\"")
    }
    return envelope.data
  }
}
