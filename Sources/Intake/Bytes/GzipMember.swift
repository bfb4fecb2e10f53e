import CZlib

/// One member of a gzip stream while it is decompressed.
final class GzipMember {
  /// 15 bits of window, +16 for a gzip header.
  private static let windowBits: Int32 = 15 + 16

  /// Its address stays the same, as zlib wants it.
  private let stream: UnsafeMutablePointer<z_stream>

  init() throws(SourceError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, GzipMember.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw SourceError("zlib cannot start: status \(status)") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  struct Step {
    let consumed: Int
    let produced: Int
    let isEnd: Bool
  }

  /// Decompresses what fits; bytes before damage are still given, and the damage on the next call.
  func inflate(
    _ input: [UInt8], from position: Int, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Step {
    var status = Z_OK
    input.withUnsafeBufferPointer { bytes in
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: bytes.baseAddress.map { $0 + position })
      stream.pointee.avail_in = UInt32(bytes.count - position)
      stream.pointee.next_out = buffer.baseAddress
      stream.pointee.avail_out = UInt32(clamping: buffer.count)
      status = CZlib.inflate(stream, Z_NO_FLUSH)
    }
    let left = Int(stream.pointee.avail_in)
    let produced = stream.pointee.next_out - (buffer.baseAddress ?? stream.pointee.next_out)
    guard [Z_OK, Z_BUF_ERROR, Z_STREAM_END].contains(status) || produced > 0 else {
      throw SourceError("the gzip data is damaged: zlib status \(status)")
    }
    return Step(
      consumed: input.count - position - left, produced: produced, isEnd: status == Z_STREAM_END)
  }
}
