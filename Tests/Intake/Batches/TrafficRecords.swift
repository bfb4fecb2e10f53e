import Traffic

extension MonthOfTraffic {
  /// The records of all files except the planted ones, one per line.
  var records: [String] {
    files.filter { $0.name != "planted.ndjson" }
      .flatMap { $0.text.split(separator: "\n").map(String.init) }
  }
}
