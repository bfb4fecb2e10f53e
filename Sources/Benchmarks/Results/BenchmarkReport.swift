import Foundation

/// The outcome of the benchmarks, for people and for programs.
struct BenchmarkReport: Codable {
  let machine: Machine
  let seed: UInt64
  /// By how much the sizes were divided; a result with more than 1 says nothing about speed.
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
