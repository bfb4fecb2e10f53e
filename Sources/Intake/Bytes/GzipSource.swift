import CZlib

/// The bytes of another source, decompressed where they begin like gzip (RFC 1952), else as they
/// are.
///
/// Members one after another count as one stream.
package final class GzipSource: ByteSource {
  private static let outputSizeBytes = 1 << 20
  private static let magic: [UInt8] = [0x1F, 0x8B]
  /// 15 bits of window, +16 for a gzip header.
  private static let windowBits: Int32 = 15 + 16

  private let source: any ByteSource
  private var input: [UInt8] = []
  private var inputPosition = 0
  private var stream = z_stream()
  private var mode = Mode.unknown

  private enum Mode {
    case unknown
    case plain
    case betweenMembers
    case inMember
    case ended
  }

  package init(_ source: any ByteSource) {
    self.source = source
  }

  deinit {
    if mode == .inMember { inflateEnd(&stream) }
  }

  package func nextChunk() throws(SourceError) -> [UInt8] {
    if mode == .unknown { try recognise() }
    switch mode {
    case .unknown, .plain:
      guard inputPosition < input.count else { return try source.nextChunk() }
      defer { input = [] }
      return input
    case .ended: return []
    case .betweenMembers, .inMember: return try inflatedChunk()
    }
  }

  /// Reads the first two bytes and decides by them.
  private func recognise() throws(SourceError) {
    while input.count < 2 {
      let chunk = try source.nextChunk()
      guard !chunk.isEmpty else { break }
      input += chunk
    }
    mode = input.starts(with: GzipSource.magic) ? .betweenMembers : .plain
  }

  private func inflatedChunk() throws(SourceError) -> [UInt8] {
    while mode != .ended {
      guard try fillInput() else { break }
      if mode == .betweenMembers { try openMember() }
      let output = try inflateOnce()
      if !output.isEmpty { return output }
    }
    guard mode != .inMember else { throw SourceError("the gzip data ends in the middle") }
    return []
  }

  private func fillInput() throws(SourceError) -> Bool {
    guard inputPosition == input.count else { return true }
    input = try source.nextChunk()
    inputPosition = 0
    return !input.isEmpty
  }

  private func openMember() throws(SourceError) {
    stream = z_stream()
    let result = inflateInit2_(
      &stream, GzipSource.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw SourceError("zlib cannot start: status \(result)") }
    mode = .inMember
  }

  private func inflateOnce() throws(SourceError) -> [UInt8] {
    var result = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: GzipSource.outputSizeBytes) { buffer, count in
      input.withUnsafeMutableBufferPointer { bytes in
        stream.next_in = bytes.baseAddress.map { $0 + inputPosition }
        stream.avail_in = UInt32(bytes.count - inputPosition)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        result = inflate(&stream, Z_NO_FLUSH)
        inputPosition = bytes.count - Int(stream.avail_in)
      }
      count = GzipSource.outputSizeBytes - Int(stream.avail_out)
    }
    switch result {
    case Z_STREAM_END:
      inflateEnd(&stream)
      mode = .betweenMembers
    case Z_OK, Z_BUF_ERROR: break
    default: return try failedChunk(output, status: result)
    }
    return output
  }

  /// Bytes decompressed before the damage are still given; the damage is reported on the next call.
  private func failedChunk(_ output: [UInt8], status: Int32) throws(SourceError) -> [UInt8] {
    guard output.isEmpty else { return output }
    inflateEnd(&stream)
    mode = .ended
    throw SourceError("the gzip data is damaged: zlib status \(status)")
  }
}
