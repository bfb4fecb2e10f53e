import Domain
import Foundation
import Traffic

/// The import of a history into a new ledger.
struct ImportWorkload: Workload {
  let size: DataSize
  var form = TrafficForm.ndjson

  var name: String { "import-\(size.name)" + (form == .ndjson ? "" : "-\(form.rawValue)") }
  var abstract: String { "import \(size.name) records (\(form.rawValue)) into a new ledger" }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(size, form)
    let ledger = try bench.newLedger()
    let outcome = try bench.run(
      ["import", "--json", history.path], on: ledger, asOf: history.plan.end)
    try ImportResult(outcome).check(newTasks: history.count.tasks)
    return [
      Sample(
        usage: outcome.usage, records: history.count.records, inputBytes: history.sizeBytes,
        ledgerBytesPerTask: Double(try ledger.sizeBytes()) / Double(history.count.tasks))
    ]
  }
}

/// The import of a file that the ledger already has, unchanged or under another name.
struct ReimportWorkload: Workload {
  let size: DataSize
  let isRenamed: Bool

  var name: String { "reimport-\(size.name)" + (isRenamed ? "-renamed" : "") }
  var abstract: String {
    "import \(size.name) records again" + (isRenamed ? ", the file under another name" : "")
  }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(size)
    let ledger = try bench.copyOfLedger(size)
    let path = isRenamed ? "\(ledger.folder)/renamed.ndjson" : history.path
    // A link would change the original file's metadata.
    if isRenamed { try FileManager.default.copyItem(atPath: history.path, toPath: path) }
    let outcome = try bench.run(["import", "--json", path], on: ledger, asOf: history.plan.end)
    let result = try ImportResult(outcome)
    try result.check(newTasks: 0)
    guard result.tasks.changed == 0 else {
      throw BenchmarkError("import: expected no changed task, found \(result.tasks.changed)")
    }
    return [
      Sample(
        usage: outcome.usage, records: history.count.records, inputBytes: history.sizeBytes)
    ]
  }
}

/// A changed rate card: one rate changes, which applies to 1 % of the tasks.
struct RepriceWorkload: Workload {
  private static let model = "sora2"
  private static let card = """
    - model: sora2
      task_type: sora2-video
      unit: second
      quantity: duration
      usd: 0.07
      source: made up for the benchmarks
      checked: 2026-01-01

    """

  let size: DataSize

  var name: String { "reprice-\(size.name)" }
  var abstract: String { "reconcile \(size.name) by a card in which one rate of 1 % has changed" }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let history = try bench.traffic.history(size)
    let ledger = try bench.copyOfLedger(size)
    let card = bench.path("card.yaml")
    try Data(RepriceWorkload.card.utf8).write(to: URL(filePath: card))
    let changedTasks = history.count.billedTasks[RepriceWorkload.model] ?? 0
    // What was booked by the old rate is now too much: findings, status 10.
    let outcome = try bench.run(
      ["reconcile", "--json", "--card", card], on: ledger, asOf: history.plan.end,
      status: changedTasks > 0 ? 10 : 0)
    try ReconciliationResult(outcome).check("overcharged", tasks: changedTasks)
    return [Sample(usage: outcome.usage)]
  }
}

/// A night: ten thousand new tasks on top of a history, reconciled and reported.
struct NightWorkload: Workload {
  private static let records = 10_000

  let size: DataSize

  var name: String { "night-\(size.name)" }
  var abstract: String { "import 10k new tasks on top of \(size.name), reconcile, write reports" }
  var isLarge: Bool { size.isLarge }

  func run(on bench: Workbench) throws -> [Sample] {
    let night = try bench.traffic.night(records: NightWorkload.records)
    let ledger = try bench.copyOfLedger(size)
    let now = night.plan.end
    let imported = try bench.run(["import", "--json", night.path], on: ledger, asOf: now)
    try ImportResult(imported).check(newTasks: night.count.tasks)
    let reconciled = try bench.run(["reconcile", "--quiet"], on: ledger, asOf: now)
    let reported = try bench.run(["report", "-o", "\(ledger.folder)/out/"], on: ledger, asOf: now)
    try ReportFiles.check("\(ledger.folder)/out", days: TrafficStore.days + 1)
    return [
      Sample(
        step: "import", usage: imported.usage, records: night.count.records,
        inputBytes: night.sizeBytes),
      Sample(step: "reconcile", usage: reconciled.usage),
      Sample(step: "report", usage: reported.usage),
      Sample(step: "in all", usage: imported.usage + reconciled.usage + reported.usage),
    ]
  }
}

/// The files that `report` writes into a folder.
enum ReportFiles {
  /// Fails unless `daily.csv` has a line for each day below its header.
  static func check(_ folder: String, days: Int) throws {
    let bytes = try Data(contentsOf: URL(filePath: "\(folder)/daily.csv"))
    let lines = bytes.count { $0 == UInt8(ascii: "\n") } - 1
    guard lines == days else {
      throw BenchmarkError("report: expected \(days) days in daily.csv, found \(lines)")
    }
  }
}
