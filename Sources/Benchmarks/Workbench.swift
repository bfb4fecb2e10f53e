import Domain
import Foundation
import Traffic

/// Where workloads run: the tool, the traffic, the ledgers built from it, and a working folder.
final class Workbench {
  let traffic: TrafficStore
  private let tool: String
  private let folder: String
  /// Ledgers with an entire history, to be copied before they are changed.
  private var ledgers: [DataSize: Ledger] = [:]

  /// A ledger in its own folder, with SQLite's side files.
  struct Ledger {
    let folder: String

    var path: String { "\(folder)/ledger.db" }

    func sizeBytes() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasPrefix("ledger.db") }
        .map { try fileSizeBytes("\(folder)/\($0)") }.reduce(0, +)
    }
  }

  /// - Parameters:
  ///   - tool: the path of the command to measure.
  ///   - folder: the folder for data and ledgers.
  ///   - seed: the seed of the traffic.
  ///   - shrink: the divisor of all sizes.
  /// - Throws: if the folder cannot be created.
  init(tool: String, folder: String, seed: UInt64, shrink: Int) throws {
    (self.tool, self.folder) = (tool, folder)
    let data = "\(folder)/data"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    traffic = TrafficStore(folder: data, seed: seed, shrink: shrink)
  }

  /// The path of a file next to the ledgers.
  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Runs the tool on a ledger.
  ///
  /// - Throws: ``BenchmarkError`` if it ends with an unexpected status: a failed run has no time.
  func run(
    _ arguments: [String], on ledger: Ledger, asOf: Instant, status: Int32 = 0
  ) throws -> ChildProcess.Outcome {
    let outcome = try ChildProcess(
      path: tool, arguments: arguments + ["--as-of", "\(asOf)"],
      environment: ["HOME": folder, "TZ": "UTC", "PILEDGER_DB": ledger.path], folder: folder
    ).run()
    guard outcome.status == status else {
      throw BenchmarkError(
        "piledger \(arguments.joined(separator: " ")): expected status \(status), found "
          + "\(outcome.status): \(outcome.lastError)")
    }
    return outcome
  }

  /// A place for a ledger that does not exist yet.
  func newLedger() throws -> Ledger { try emptyFolder("work") }

  /// A ledger with a history, not to be changed.
  func ledger(_ size: DataSize) throws -> Ledger {
    if let ledger = ledgers[size] { return ledger }
    let history = try traffic.history(size)
    let ledger = try emptyFolder("ledger-\(size.name)")
    _ = try run(["import", "--quiet", history.path], on: ledger, asOf: history.plan.end)
    sync()
    ledgers[size] = ledger
    return ledger
  }

  /// A copy of a ledger with a history, to be changed.
  func copyOfLedger(_ size: DataSize) throws -> Ledger {
    let original = try ledger(size)
    let copy = try newLedger()
    for name in try FileManager.default.contentsOfDirectory(atPath: original.folder) {
      try FileManager.default.copyItem(
        atPath: "\(original.folder)/\(name)", toPath: "\(copy.folder)/\(name)")
    }
    // The copy is flushed to disk before the clock starts.
    sync()
    return copy
  }

  private func emptyFolder(_ name: String) throws -> Ledger {
    let path = path(name)
    if FileManager.default.fileExists(atPath: path) {
      try FileManager.default.removeItem(atPath: path)
    }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return Ledger(folder: path)
  }
}

/// The folder of a run: one within a given folder, which is kept, or a temporary one.
struct WorkingFolder {
  let path: String
  private let isTemporary: Bool

  init(_ given: String?) throws {
    isTemporary = given == nil
    // Subfolders are recreated: a given folder may have old ones of the same names.
    let url =
      given.map { URL(filePath: $0).appending(path: "piledger-benchmarks") }
      ?? FileManager.default.temporaryDirectory
      .appending(path: "piledger-benchmarks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.absoluteURL.standardizedFileURL.path
  }

  /// Makes it the current folder of this process and its children.
  func enter() throws {
    guard FileManager.default.changeCurrentDirectoryPath(path) else {
      throw BenchmarkError("\(path): cannot be entered")
    }
  }

  /// Removes it if it is temporary.
  func remove() {
    if isTemporary { try? FileManager.default.removeItem(atPath: path) }
  }
}
