/// The former name of ``ContentSource``, while readers of bytes in memory still use it.

/// The bytes of another source, which are gzip (RFC 1952), decompressed.
///
/// Consecutive members count as one stream, and so does text after the last one, as programs write
/// it that append to a log which was compressed meanwhile.
final class GzipMembers: ByteSource {
  static let inputSizeBytes = 1 << 18

  private let source: any ByteSource
  private let decoder = GzipDecoder()
  private var input: [UInt8]
  private var inputPosition = 0
  /// The bytes of the source before the input.
  private var passedBytes: Int64 = 0
  /// Whether a member has been read, so that what follows may be something else.
  private var hasMember = false
  private var isPastMembers = false
  /// Decompressed bytes that did not fit into a short buffer.
  private var surplus = MemorySource([])
  private var hasFailed = false

  /// Decompresses the first bytes, already read, and everything else in the source.
  init(_ source: any ByteSource, start: [UInt8]) {
    self.source = source
    input = start
  }

  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    let count = try surplus.read(into: buffer)
    guard count == 0 else { return count }
    guard buffer.count < GzipDecoder.leastRoomBytes else { return try decompress(into: buffer) }
    surplus = MemorySource(try nextChunk(limitBytes: GzipDecoder.leastRoomBytes))
    return try surplus.read(into: buffer)
  }

  private func decompress(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    guard !hasFailed else { return 0 }
    if isPastMembers { return try readText(into: buffer) }
    while try fillInput() || decoder.isWithinMember {
      do throws(SourceError) {
        if !decoder.isWithinMember, hasMember, try !startsMember() {
          return try readText(into: buffer)
        }
        hasMember = true
        let produced = try decompressOnce(into: buffer)
        if produced > 0 { return produced }
      } catch {
        hasFailed = true
        throw error
      }
    }
    return 0
  }

  /// Whether another member starts at the position; otherwise text does.
  private func startsMember() throws(SourceError) -> Bool {
    try gatherInput(leastBytes: GzipHeader.magic.count)
    let magic = GzipHeader.magic
    // A file that is still being written may end after the first byte of a member.
    if input[inputPosition...].starts(with: magic)
      || input[inputPosition...].elementsEqual(magic[..<1])
    {
      return true
    }
    try gatherInput(leastBytes: ContentKind.leastSizeBytes)
    // Zeros would be padding, or lost.
    guard input[inputPosition] != 0, ContentKind.isText(input[inputPosition...]) else {
      let offset = passedBytes + Int64(inputPosition)
      throw SourceError("the gzip data is followed by what is no gzip, at byte \(offset)")
    }
    isPastMembers = true
    return false
  }

  /// Reads more until so many bytes are waiting, or the source ends.
  private func gatherInput(leastBytes: Int) throws(SourceError) {
    while input.count - inputPosition < leastBytes {
      let chunk = try source.nextChunk(limitBytes: GzipMembers.inputSizeBytes)
      if chunk.isEmpty { return }
      input += chunk
    }
  }

  /// Reads what follows the last member; 0 at the end.
  private func readText(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    guard try fillInput() else { return 0 }
    let taken = input[inputPosition...].prefix(buffer.count)
    _ = buffer.update(fromContentsOf: taken)
    inputPosition += taken.count
    return taken.count
  }

  private func decompressOnce(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    let step = try input[inputPosition...].withUnsafeBufferPointer { bytes throws(SourceError) in
      try decoder.step(bytes, into: buffer)
    }
    let isStuck = step.consumed == 0 && step.produced == 0 && decoder.isWithinMember
    if isStuck { throw inputPosition == input.count ? .cutOffGzip : .damagedGzip }
    inputPosition += step.consumed
    return step.produced
  }

  private func fillInput() throws(SourceError) -> Bool {
    guard inputPosition == input.count else { return true }
    passedBytes += Int64(input.count)
    input = try source.nextChunk(limitBytes: GzipMembers.inputSizeBytes)
    inputPosition = 0
    return !input.isEmpty
  }
}
