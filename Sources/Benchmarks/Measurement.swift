/// The runs of one step of a workload.
struct Measurement: Codable {
  let workload: String
  let step: String
  var records: Int?
  var inputBytes: Int?
  var ledgerBytesPerTask: Double?
  var runs: [ProcessUsage] = []

  init(workload: String, first sample: Sample) {
    self.workload = workload
    step = sample.step
    add(sample)
  }

  mutating func add(_ sample: Sample) {
    records = sample.records
    inputBytes = sample.inputBytes
    ledgerBytesPerTask = sample.ledgerBytesPerTask
    runs.append(sample.usage)
  }

  /// What the table calls it.
  var name: String { step.isEmpty ? workload : "\(workload) \(step)" }

  var wallSeconds: Double { Measurement.median(runs.map(\.wallSeconds)) }
  var cpuSeconds: Double { Measurement.median(runs.map(\.cpuSeconds)) }
  /// The largest of all runs: a peak is a promise, not an average.
  var peakBytes: Int { runs.map(\.peakBytes).max() ?? 0 }
  var shortestSeconds: Double { runs.map(\.wallSeconds).min() ?? 0 }
  var longestSeconds: Double { runs.map(\.wallSeconds).max() ?? 0 }

  var recordsPerSecond: Double? { records.map { Double($0) / wallSeconds } }
  var megabytesPerSecond: Double? { inputBytes.map { Double($0) / 1e6 / wallSeconds } }

  /// The median.
  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}

/// What was measured, in the order in which it was first run.
struct MeasurementList {
  private(set) var measurements: [Measurement] = []

  mutating func add(_ samples: [Sample], of workload: String) {
    for sample in samples {
      let place = measurements.firstIndex { $0.workload == workload && $0.step == sample.step }
      if let place {
        measurements[place].add(sample)
      } else {
        measurements.append(Measurement(workload: workload, first: sample))
      }
    }
  }
}

/// One run of one step of a workload.
struct Sample {
  /// The name of the step; empty if the workload is a single step, or for all its steps together.
  var step = ""
  let usage: ProcessUsage
  /// The records that were read.
  var records: Int?
  /// The bytes of the files that were read.
  var inputBytes: Int?
  var ledgerBytesPerTask: Double?
}
