import CZlib
import Domain
import Glibc
import Traffic

/// Writes synthetic traffic to a file, in constant memory.
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
    bytes += form.beginning
    for index in 0..<plan.records {
      record.removeAll(keepingCapacity: true)
      if form == .requests {
        traffic.appendRequest(to: &record)
      } else {
        traffic.appendRecord(to: &record)
      }
      if index > 0 { bytes += form.separator }
      form.append(record, to: &bytes)
      if bytes.count >= chunkSizeBytes {
        try file.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    bytes += form.end
    try file.write(bytes)
    try file.close()
    return traffic.count
  }
}

/// A file to append bytes to, optionally compressed with gzip.
final class FileWriter {
  /// 15 bits of window, +16 for a gzip header.
  private static let windowBits: Int32 = 15 + 16
  private static let memoryLevel: Int32 = 8

  private let path: String
  private let descriptor: Int32
  private let isCompressed: Bool
  private var stream = z_stream()
  private var compressed = [UInt8](repeating: 0, count: 1 << 18)

  init(path: String, isCompressed: Bool) throws {
    (self.path, self.isCompressed) = (path, isCompressed)
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw BenchmarkError.file(path, errno) }
    guard isCompressed else { return }
    let status = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, FileWriter.windowBits,
      FileWriter.memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw BenchmarkError("zlib cannot start: status \(status)") }
  }

  deinit {
    if isCompressed { deflateEnd(&stream) }
    Glibc.close(descriptor)
  }

  func write(_ bytes: [UInt8]) throws {
    guard isCompressed else { return try writeRaw(bytes[...]) }
    try compress(bytes, flush: Z_NO_FLUSH)
  }

  /// Writes the rest; without it a compressed file is truncated.
  func close() throws {
    if isCompressed { try compress([], flush: Z_FINISH) }
  }

  private func compress(_ bytes: [UInt8], flush: Int32) throws {
    var input = bytes
    var consumed = 0
    repeat {
      let written = input.withUnsafeMutableBufferPointer { input in
        compressed.withUnsafeMutableBufferPointer { output in
          stream.next_in = input.baseAddress.map { $0 + consumed }
          stream.avail_in = UInt32(input.count - consumed)
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          _ = deflate(&stream, flush)
          consumed = input.count - Int(stream.avail_in)
          return output.count - Int(stream.avail_out)
        }
      }
      try writeRaw(compressed[..<written])
    } while stream.avail_out == 0
  }

  private func writeRaw(_ bytes: ArraySlice<UInt8>) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw BenchmarkError.file(path, errno) }
      rest = rest.dropFirst(count)
    }
  }
}
