import Domain
import Foundation
import Traffic

/// The files of synthetic traffic that workloads read, each created on first use.
///
/// A file from an earlier run in the same folder is reused if it has the same plan.
final class TrafficStore {
  struct Item: Codable {
    let path: String
    let plan: AccountTraffic.Plan
    let form: TrafficForm
    let count: TrafficCount
    let sizeBytes: Int
  }

  /// The first day of the history, and how many days it has; the night comes after them.
  static let firstDay = CalendarDay(number: 20_454)  // 2026-01-01
  static let days = 90

  private let folder: String
  private let seed: UInt64
  private let shrink: Int

  init(folder: String, seed: UInt64, shrink: Int) {
    (self.folder, self.seed, self.shrink) = (folder, seed, shrink)
  }

  /// A history of this many records.
  func history(_ size: DataSize, _ form: TrafficForm = .ndjson) throws -> Item {
    try item(
      "\(size.name).\(form.rawValue)", form,
      AccountTraffic.Plan(
        seed: seed, records: records(size.records), firstDay: TrafficStore.firstDay,
        days: TrafficStore.days))
  }

  /// The day after the history.
  func night(records count: Int) throws -> Item {
    try item(
      "night.ndjson", .ndjson,
      AccountTraffic.Plan(
        seed: seed &+ 1, records: records(count),
        firstDay: TrafficStore.firstDay + TrafficStore.days, days: 1))
  }

  /// Bodies of create calls.
  func requests(_ count: Int) throws -> Item {
    try item(
      "requests.ndjson", .requests,
      AccountTraffic.Plan(
        seed: seed &+ 2, records: records(count), firstDay: TrafficStore.firstDay, days: 1))
  }

  private func records(_ count: Int) -> Int { max(count / shrink, 20) }

  private func item(
    _ name: String, _ form: TrafficForm, _ plan: AccountTraffic.Plan
  ) throws -> Item {
    let path = "\(folder)/\(name)"
    let label = URL(filePath: "\(path).v\(AccountTraffic.version).json")
    if let data = try? Data(contentsOf: label),
      let item = try? JSONDecoder().decode(Item.self, from: data), item.plan == plan,
      item.form == form, item.path == path, try fileSizeBytes(path) == item.sizeBytes
    {
      return item
    }
    let count = try make(path, form, plan)
    let item = Item(
      path: path, plan: plan, form: form, count: count, sizeBytes: try fileSizeBytes(path))
    try JSONEncoder().encode(item).write(to: label, options: .atomic)
    return item
  }

  /// Creates a file in a separate process, so that this one stays small compared to those it
  /// measures.
  private func make(
    _ path: String, _ form: TrafficForm, _ plan: AccountTraffic.Plan
  ) throws -> TrafficCount {
    let outcome = try ChildProcess(
      path: "/proc/self/exe",
      arguments: [
        "generate", "--records", "\(plan.records)", "--form", form.rawValue,
        "--seed", "\(plan.seed)", "--first-day", "\(CalendarDay(number: plan.firstDay))",
        "--days", "\(plan.days)", path,
      ], environment: [:], folder: folder
    ).run()
    guard outcome.status == 0 else {
      throw BenchmarkError("\(path) could not be made: \(outcome.lastError)")
    }
    sync()
    return try JSONDecoder().decode(TrafficCount.self, from: outcome.output())
  }
}

/// The size of a file in bytes.
func fileSizeBytes(_ path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return (attributes[.size] as? NSNumber)?.intValue ?? 0
}

/// How much traffic a workload uses.
struct DataSize: Hashable {
  let name: String
  let records: Int
  /// Whether it takes minutes to create and many gigabytes to keep.
  var isLarge = false

  static let twoThousand = DataSize(name: "2k", records: 2000)
  static let hundredThousand = DataSize(name: "100k", records: 100_000)
  static let million = DataSize(name: "1m", records: 1_000_000)
  static let tenMillion = DataSize(name: "10m", records: 10_000_000, isLarge: true)
}
