import CZlib

/// Compresses bytes into one gzip member (RFC 1952), the same for the same bytes: without a name and
/// a time.
enum Gzip {
  /// 15 bits of window, +16 for a gzip header.
  private static let windowBits: Int32 = 15 + 16
  private static let memoryLevel: Int32 = 8

  static func compressed(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
    var stream = z_stream()
    let start = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY,
      ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard start == Z_OK else { throw ArchiveError("zlib cannot start: status \(start)") }
    defer { deflateEnd(&stream) }
    var input = bytes
    var result = Z_OK
    // The bound is sufficient for one call of deflate to take all.
    let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      input.withUnsafeMutableBufferPointer { bytes in
        stream.next_in = bytes.baseAddress
        stream.avail_in = UInt32(bytes.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        result = deflate(&stream, Z_FINISH)
      }
      count = capacity - Int(stream.avail_out)
    }
    guard result == Z_STREAM_END else { throw ArchiveError("zlib failed: status \(result)") }
    return output
  }
}
