import Traffic

extension MonthOfTraffic {
  /// The records of all files but the planted ones, each on a line of its own.
  var records: [String] {
    files.filter { $0.name != "planted.ndjson" }
      .flatMap { $0.text.split(separator: "\n").map(String.init) }
  }
}
