import Foundation

/// The outcome of the benchmarks, for people and for programs.
struct BenchmarkReport: Codable {
  let machine: Machine
  let seed: UInt64
  /// The divisor of all sizes; a result with more than 1 says nothing about speed.
  let shrink: Int
  let runs: Int
  let measurements: [Measurement]

  var text: String {
    let note = shrink == 1 ? "" : "; sizes divided by \(shrink): a trial, not a measurement"
    return """
      \(machine.processor), \(machine.cores) cores, \(machine.memoryGiB) GiB; \
      \(runs == 1 ? "1 run" : "median of \(runs) runs"), seed \(seed)\(note)

      \(ResultTable.text(measurements))
      """
  }

  func writeJSON(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let text = try encoder.encode(self) + Data("\n".utf8)
    try text.write(to: url, options: .atomic)
  }
}

/// The measurements as a Markdown table with aligned columns, readable as plain text.
enum ResultTable {
  private static let headings = [
    "workload", "records/s", "MB/s", "wall s", "min–max", "cpu s", "peak MiB", "ledger B/task",
  ]

  static func text(_ measurements: [Measurement]) -> String {
    let rows = measurements.map(cells)
    let widths = headings.indices.map { column in
      ([headings] + rows).map { $0[column].count }.max() ?? 0
    }
    let line = { (cells: [String]) in
      "| "
        + cells.indices.map { padded(cells[$0], to: widths[$0], isText: $0 == 0) }
        .joined(separator: " | ") + " |\n"
    }
    let rule = widths.indices.map { column in
      String(repeating: "-", count: widths[column] - (column == 0 ? 0 : 1))
        + (column == 0 ? "" : ":")
    }
    return line(headings) + line(rule) + rows.map(line).joined()
  }

  private static func cells(_ measurement: Measurement) -> [String] {
    [
      measurement.name,
      measurement.recordsPerSecond.map { grouped($0) } ?? "",
      measurement.megabytesPerSecond.map { grouped($0) } ?? "",
      seconds(measurement.wallSeconds),
      "\(seconds(measurement.shortestSeconds))–\(seconds(measurement.longestSeconds))",
      seconds(measurement.cpuSeconds),
      grouped(Double(measurement.peakBytes) / 1_048_576),
      measurement.ledgerBytesPerTask.map { grouped($0) } ?? "",
    ]
  }

  private static func padded(_ cell: String, to width: Int, isText: Bool) -> String {
    let spaces = String(repeating: " ", count: max(0, width - cell.count))
    return isText ? cell + spaces : spaces + cell
  }

  /// Milliseconds below ten seconds, hundredths above.
  private static func seconds(_ seconds: Double) -> String {
    String(format: seconds < 10 ? "%.3f" : "%.2f", seconds)
  }

  /// A whole number with a comma after every three digits.
  private static func grouped(_ number: Double) -> String {
    var digits = Substring(String(Int(number.rounded())))
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}

/// What the measurements depend on besides the program.
struct Machine: Codable {
  let processor: String
  let cores: Int
  let memoryGiB: Int

  static var current: Machine {
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = model?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
    return Machine(
      processor: name ?? "unknown processor", cores: ProcessInfo.processInfo.processorCount,
      memoryGiB: Int((Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824).rounded()))
  }
}
