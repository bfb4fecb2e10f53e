/// One run of one step of a workload.
struct Sample {
  /// The name of the step; empty where the workload is one step, or for all its steps together.
  var step = ""
  let usage: ProcessUsage
  /// The records that were read.
  var records: Int?
  /// The bytes of the files that were read.
  var inputBytes: Int?
  var ledgerBytesPerTask: Double?
}
