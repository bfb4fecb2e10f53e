import ArgumentParser
import Domain
import Traffic

/// The format of a file of synthetic traffic.
enum TrafficForm: String, Codable, CaseIterable, ExpressibleByArgument {
  /// One record per line.
  case ndjson
  /// The same, compressed at gzip's usual level.
  case gzip
  /// One array of all records.
  case array
  /// Records one after another, with a line for each member.
  case pretty
  /// A log in which one line in ten holds a record behind words, and the others hold none.
  case log
  /// What a browser records: each record is a text in a response of one long object.
  case har
  /// Bodies of create calls, one per line.
  case requests
}

extension TrafficForm {
  private static let otherLines = Array(
    (0..<9).map { line in
      line % 2 == 0
        ? "2026-05-03 10:15:3\(line),120 DEBUG [worker-\(line)] cache hit for user 4711, query took 12 ms, 3 in the queue\n"
        : #"{"level":"info","time":177780333100\#(line),"req":{"method":"GET","url":"/api/v2/items/\#(line)","headers":{"host":"x.example","user-agent":"Mozilla/5.0"}},"msg":"request completed","responseTime":12}"#
          + "\n"
    }.joined().utf8)

  /// What precedes the first record.
  var beginning: [UInt8] {
    switch self {
    case .array: Array("[\n".utf8)
    case .har:
      Array(#"{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":["#.utf8)
    case .ndjson, .gzip, .pretty, .log, .requests: []
    }
  }

  /// What stands between two records.
  var separator: [UInt8] {
    switch self {
    case .array, .har: Array(",\n".utf8)
    case .log: TrafficForm.otherLines
    case .ndjson, .gzip, .pretty, .requests: []
    }
  }

  /// What follows the last record.
  var end: [UInt8] {
    switch self {
    case .array: Array("\n]\n".utf8)
    case .har: Array("]}}\n".utf8)
    case .ndjson, .gzip, .pretty, .log, .requests: []
    }
  }

  /// Appends a record as it stands in the file.
  func append(_ record: [UInt8], to bytes: inout [UInt8]) {
    switch self {
    case .array: bytes += record
    case .pretty:
      IndentedJSON.append(record, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    case .log:
      bytes += Array("2026-05-03 10:15:31,123 INFO [worker-1] answer: ".utf8)
      bytes += record
      bytes += Array(" (cached)\n".utf8)
    case .har:
      let text = JSONText.quoted(String(decoding: record, as: UTF8.self))
      bytes += Array(
        #"{"request":{"method":"GET","url":"https://x.example"},"response":{"status":200,"content":{"mimeType":"application/json","text":\#(text)}}}"#
          .utf8)
    case .ndjson, .gzip, .requests:
      bytes += record
      bytes.append(UInt8(ascii: "\n"))
    }
  }
}
