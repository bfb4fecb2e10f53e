import Foundation

/// The measurements as a Markdown table whose columns are aligned, to be read as it stands.
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
