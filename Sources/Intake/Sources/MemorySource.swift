/// Bytes in memory, in chunks of a given size.
package final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0
  private let chunkSizeBytes: Int

  package init(_ bytes: [UInt8], chunkSizeBytes: Int = 1 << 20) {
    self.bytes = bytes
    self.chunkSizeBytes = chunkSizeBytes
  }

  package func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    let chunk = bytes[position...].prefix(min(chunkSizeBytes, buffer.count))
    _ = buffer.update(fromContentsOf: chunk)
    position += chunk.count
    return chunk.count
  }
}
