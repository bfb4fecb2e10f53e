/// What a process took.
struct ProcessUsage: Hashable, Codable {
  var wallSeconds: Double
  /// User and system time of all its threads.
  var cpuSeconds: Double
  /// The largest resident set.
  ///
  /// Linux counts the parent's memory until the program is loaded, so the least that can be told is
  /// that of the benchmarks themselves.
  var peakBytes: Int

  /// Processes one after another.
  static func + (left: ProcessUsage, right: ProcessUsage) -> ProcessUsage {
    ProcessUsage(
      wallSeconds: left.wallSeconds + right.wallSeconds,
      cpuSeconds: left.cpuSeconds + right.cpuSeconds,
      peakBytes: max(left.peakBytes, right.peakBytes))
  }
}
