import Foundation

/// The tool's `--json` output for an import.
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

  /// Fails unless the import brought this many new tasks without a rejection.
  func check(newTasks: Int) throws {
    guard quarantined == 0, tasks.new == newTasks else {
      throw BenchmarkError(
        "import: expected \(newTasks) new tasks and nothing quarantined, found \(tasks.new) and "
          + "\(quarantined)")
    }
  }
}

/// The tool's `--json` output for a report.
struct ReportResult: Decodable {
  struct Total: Decodable {
    let tasks: Int
  }

  let total: Total

  /// Fails unless a report counts this many tasks.
  static func check(_ outcome: ChildProcess.Outcome, tasks: Int) throws {
    let found = try Envelope<ReportResult>.data(of: outcome).total.tasks
    guard found == tasks else {
      throw BenchmarkError("report: expected \(tasks) tasks, found \(found)")
    }
  }
}

/// The tool's `--json` output for a reconciliation.
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

  /// Fails unless this many tasks have the verdict.
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
