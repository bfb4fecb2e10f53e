import Foundation

/// What the measurements depend on beside the program.
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
