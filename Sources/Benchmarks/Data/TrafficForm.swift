import ArgumentParser

/// What a file of made-up traffic looks like.
enum TrafficForm: String, Codable, CaseIterable, ExpressibleByArgument {
  /// One record on a line.
  case ndjson
  /// The same, compressed at gzip's usual level.
  case gzip
  /// One array of all records.
  case array
  /// Records one after another, with a line for each member.
  case pretty
  /// Bodies of create calls, one on a line.
  case requests
}
