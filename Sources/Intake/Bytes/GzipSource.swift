import CZlib

/// The bytes of another source, decompressed where they begin like gzip (RFC 1952), else as they
/// are.
///
/// Members one after another count as one stream.
package final class GzipSource: ByteSource {
  private static let inputSizeBytes = 1 << 18
  private static let magic: [UInt8] = [0x1F, 0x8B]
  /// 15 bits of window, +16 for a gzip header.
  private static let windowBits: Int32 = 15 + 16

  private let source: any ByteSource
  private var input = [UInt8](repeating: 0, count: GzipSource.inputSizeBytes)
  private var inputPosition = 0
  private var inputEnd = 0
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

  package func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    if mode == .unknown { try recognise() }
    switch mode {
    case .unknown, .plain:
      guard inputPosition < inputEnd else { return try source.read(into: buffer) }
      return copyInput(into: buffer)
    case .ended: return 0
    case .betweenMembers, .inMember: return try inflate(into: buffer)
    }
  }

  /// Reads the first two bytes and decides by them.
  private func recognise() throws(SourceError) {
    while inputEnd < GzipSource.magic.count {
      guard try readInput(from: inputEnd) else { break }
    }
    mode = input[..<inputEnd].starts(with: GzipSource.magic) ? .betweenMembers : .plain
  }

  /// Reads more compressed bytes behind an index; false at the end.
  private func readInput(from start: Int) throws(SourceError) -> Bool {
    var failure: SourceError?
    var count = 0
    input.withUnsafeMutableBufferPointer { bytes in
      do throws(SourceError) {
        count = try source.read(into: UnsafeMutableBufferPointer(rebasing: bytes[start...]))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    inputEnd = start + count
    return count > 0
  }

  private func copyInput(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let chunk = input[inputPosition..<inputEnd].prefix(buffer.count)
    _ = buffer.update(fromContentsOf: chunk)
    inputPosition += chunk.count
    return chunk.count
  }

  private func inflate(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    while mode != .ended {
      guard try fillInput() else { break }
      if mode == .betweenMembers { try openMember() }
      let count = try inflateOnce(into: buffer)
      if count > 0 { return count }
    }
    guard mode != .inMember else { throw SourceError("the gzip data ends in the middle") }
    return 0
  }

  private func fillInput() throws(SourceError) -> Bool {
    guard inputPosition == inputEnd else { return true }
    inputPosition = 0
    return try readInput(from: 0)
  }

  private func openMember() throws(SourceError) {
    stream = z_stream()
    let result = inflateInit2_(
      &stream, GzipSource.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw SourceError("zlib cannot start: status \(result)") }
    mode = .inMember
  }

  private func inflateOnce(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    var result = Z_OK
    input.withUnsafeMutableBufferPointer { bytes in
      stream.next_in = bytes.baseAddress.map { $0 + inputPosition }
      stream.avail_in = UInt32(inputEnd - inputPosition)
      stream.next_out = buffer.baseAddress
      stream.avail_out = UInt32(clamping: buffer.count)
      result = CZlib.inflate(&stream, Z_NO_FLUSH)
      inputPosition = inputEnd - Int(stream.avail_in)
    }
    let count = buffer.count - Int(stream.avail_out)
    switch result {
    case Z_STREAM_END:
      inflateEnd(&stream)
      mode = .betweenMembers
    case Z_OK, Z_BUF_ERROR: break
    default: try endDamaged(after: count, status: result)
    }
    return count
  }

  /// Bytes decompressed before the damage are still given; the damage is reported on the next call.
  private func endDamaged(after count: Int, status: Int32) throws(SourceError) {
    guard count == 0 else { return }
    inflateEnd(&stream)
    mode = .ended
    throw SourceError("the gzip data is damaged: zlib status \(status)")
  }
}
