/// The bytes of another source, which a thread of its own reads ahead.
///
/// Memory holds 13 MiB: the chunks that wait, the one being read and the one being taken. So many
/// wait that the thread has work whenever the one that writes to the ledger has none.
final class PrefetchingSource: ByteSource {
  private static let chunkSizeBytes = 1 << 19
  private static let waitingChunks = 24

  private let chunks: Prefetched<[UInt8], SourceError>
  private var chunk: [UInt8] = []
  private var position = 0

  /// Reads a source that is made here for the thread alone.
  init(_ makeSource: @Sendable () -> any ByteSource) {
    let source = makeSource()
    chunks = Prefetched(capacity: PrefetchingSource.waitingChunks) {
      () throws(SourceError) -> [UInt8]? in
      let chunk = try source.nextChunk(limitBytes: PrefetchingSource.chunkSizeBytes)
      return chunk.isEmpty ? nil : chunk
    }
  }

  func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    if position == chunk.count {
      guard let next = try chunks.next() else { return 0 }
      (chunk, position) = (next, 0)
    }
    let taken = chunk[position...].prefix(buffer.count)
    _ = buffer.update(fromContentsOf: taken)
    position += taken.count
    return taken.count
  }
}
