/// The bytes of another source, decompressed if they start like gzip (RFC 1952), otherwise
/// unchanged.
package final class GzipSource: ByteSource {
  private let source: any ByteSource
  private var content: Content

  private enum Content {
    /// Not examined beyond the first bytes.
    case unknown([UInt8])
    /// Unchanged, after the first bytes.
    case plain(MemorySource)
    case compressed(GzipMembers)
  }

  /// The content of a source whose first bytes may have been read already.
  package init(_ source: any ByteSource, start: [UInt8] = []) {
    self.source = source
    content = .unknown(start)
  }

  /// Whether bytes start like gzip.
  static func isCompressed(_ start: [UInt8]) -> Bool { start.starts(with: GzipHeader.magic) }

  /// The first bytes of a source, enough to recognize gzip; fewer if it is shorter.
  static func start(of source: any ByteSource) throws(SourceError) -> [UInt8] {
    var start: [UInt8] = []
    while start.count < GzipHeader.magic.count {
      let chunk = try source.nextChunk(limitBytes: GzipMembers.inputSizeBytes)
      if chunk.isEmpty { break }
      start += chunk
    }
    return start
  }

  package func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    switch content {
    case .compressed(let members): return try members.read(into: buffer)
    case .plain(let start):
      let count = try start.read(into: buffer)
      return count > 0 ? count : try source.read(into: buffer)
    case .unknown(let start):
      content = try recognized(start.isEmpty ? GzipSource.start(of: source) : start)
      return try read(into: buffer)
    }
  }

  private func recognized(_ start: [UInt8]) -> Content {
    GzipSource.isCompressed(start)
      ? .compressed(GzipMembers(source, start: start)) : .plain(MemorySource(start))
  }
}

/// The bytes of another source, which are gzip, decompressed.
///
/// Consecutive members count as one stream.
final class GzipMembers: ByteSource {
  static let inputSizeBytes = 1 << 18

  private let source: any ByteSource
  private let decoder = GzipDecoder()
  private var input: [UInt8]
  private var inputPosition = 0
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
    while try fillInput() || decoder.isWithinMember {
      do throws(SourceError) {
        let produced = try decompressOnce(into: buffer)
        if produced > 0 { return produced }
      } catch {
        hasFailed = true
        throw error
      }
    }
    return 0
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
    input = try source.nextChunk(limitBytes: GzipMembers.inputSizeBytes)
    inputPosition = 0
    return !input.isEmpty
  }
}
