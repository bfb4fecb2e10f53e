import Foundation
import TestSupport

/// A disk that ends a run, or fails, at one of the system calls on files of the tool's folder: a
/// library that is preloaded into the tool (`Tests/FaultyDisk`).
struct FaultyDisk {
  enum Call: String, CaseIterable {
    case open, read, write, sync, truncate, rename, unlink, mkdir, link, mode, lock

    /// What changes something on the disk.
    static let changes: Set<Call> = [
      .write, .sync, .truncate, .rename, .unlink, .mkdir, .link, .mode,
    ]
  }

  enum Fault: Hashable {
    /// The run is killed before the call.
    case kill
    /// The run is killed after half of what the call writes.
    case torn
    /// Half of what the call was to move is moved.
    case short
    case error(Int32)

    fileprivate var text: String {
      switch self {
      case .kill: "kill"
      case .torn: "torn"
      case .short: "short"
      case .error(let code): String(code)
      }
    }
  }

  /// The calls of a run that met no fault, by kind.
  struct Counts {
    fileprivate var counts: [String: Int] = [:]

    func of(_ calls: Set<Call>) -> Int { calls.reduce(0) { $0 + (counts[$1.rawValue] ?? 0) } }
  }

  private let folder: TemporaryFolder
  private let log: TemporaryFolder

  init(of tool: Tool) throws {
    folder = tool.folder
    log = try TemporaryFolder()
  }

  /// The environment of a run that is only counted.
  var counting: [String: String] {
    [
      "LD_PRELOAD": Tool.executable("libFaultyDisk.so").path, "FAULTY_DISK_FOLDER": folder.path,
      "FAULTY_DISK_LOG": log.path("log"),
    ]
  }

  /// The environment of a run that meets a fault at one of its calls of some kinds, from 1.
  func failing(
    _ calls: Set<Call>, at number: Int, by fault: Fault, lasts: Bool = false
  ) -> [String: String] {
    var environment = counting
    environment["FAULTY_DISK_CALLS"] = calls.map(\.rawValue).joined(separator: ",")
    environment["FAULTY_DISK_AT"] = String(number)
    environment["FAULTY_DISK_FAULT"] = fault.text
    if lasts { environment["FAULTY_DISK_LASTS"] = "1" }
    return environment
  }

  private var lines: [[Substring]] {
    let text = (try? log.text(of: "log")) ?? ""
    return text.split(separator: "\n").map { $0.split(separator: " ") }
  }

  /// What the run that was only counted did.
  var counts: Counts {
    Counts(
      counts: Dictionary(
        lines.map { (String($0[0]), Int($0[1]) ?? 0) }, uniquingKeysWith: { $1 }))
  }

  /// Whether the fault hit.
  var hasHit: Bool { lines.contains { $0[0] == "fault" } }
}
