/// The bytes of another source, decompressed where they begin like gzip (RFC 1952), else as they
/// are.
package final class GzipSource: ByteSource {
  private let source: any ByteSource
  private var content: Content

  private enum Content {
    /// It has not been looked at, but for the first bytes.
    case unknown([UInt8])
    /// As it is, behind the first bytes.
    case plain(MemorySource)
    case compressed(GzipMembers)
  }

  /// The content of a source, of which the first bytes may have been read already.
  package init(_ source: any ByteSource, start: [UInt8] = []) {
    self.source = source
    content = .unknown(start)
  }

  /// Whether bytes begin like gzip.
  static func isCompressed(_ start: [UInt8]) -> Bool { start.starts(with: GzipHeader.magic) }

  /// The first bytes of a source, enough to tell gzip from others; fewer where there are no more.
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
      content = try recognised(start.isEmpty ? GzipSource.start(of: source) : start)
      return try read(into: buffer)
    }
  }

  private func recognised(_ start: [UInt8]) -> Content {
    GzipSource.isCompressed(start)
      ? .compressed(GzipMembers(source, start: start)) : .plain(MemorySource(start))
  }
}
