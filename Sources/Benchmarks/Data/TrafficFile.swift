import Domain
import Traffic

/// Writes made-up traffic into a file, in constant memory.
enum TrafficFile {
  private static let chunkSizeBytes = 1 << 20

  @discardableResult
  static func write(
    _ plan: AccountTraffic.Plan, as form: TrafficForm, to path: String
  ) throws -> TrafficCount {
    var traffic = AccountTraffic(plan)
    let file = try FileWriter(path: path, isCompressed: form == .gzip)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(chunkSizeBytes + 65_536)
    var record: [UInt8] = []
    if form == .array { bytes += Array("[\n".utf8) }
    for index in 0..<plan.records {
      record.removeAll(keepingCapacity: true)
      if form == .requests {
        traffic.appendRequest(to: &record)
      } else {
        traffic.appendRecord(to: &record)
      }
      if form == .array, index > 0 { bytes += Array(",\n".utf8) }
      if form == .pretty {
        IndentedJSON.append(record, to: &bytes)
      } else {
        bytes += record
      }
      if form != .array { bytes.append(UInt8(ascii: "\n")) }
      if bytes.count >= chunkSizeBytes {
        try file.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    if form == .array { bytes += Array("\n]\n".utf8) }
    try file.write(bytes)
    try file.close()
    return traffic.count
  }
}
