/// A stream of bytes from a file, standard input or memory.
package protocol ByteSource: AnyObject {
  /// Reads the next bytes into a nonempty buffer and returns how many; 0 at the end.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int
}

extension ByteSource {
  /// The next bytes, at most a mebibyte; empty at the end.
  package func nextChunk() throws(SourceError) -> [UInt8] {
    try nextChunk(limitBytes: 1 << 20)
  }

  func nextChunk(limitBytes: Int) throws(SourceError) -> [UInt8] {
    var failure: SourceError?
    let chunk = [UInt8](unsafeUninitializedCapacity: limitBytes) { buffer, count in
      do throws(SourceError) {
        count = try read(into: buffer)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return chunk
  }

  /// Reads what is left, for a hash of all bytes.
  func readToEnd() throws(SourceError) {
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 20)
    defer { buffer.deallocate() }
    while try read(into: buffer) > 0 {}
  }
}

/// Why reading a source failed.
package struct SourceError: Error, Hashable, CustomStringConvertible {
  /// The file that the system refuses to read; nil if the content is at fault.
  package let path: String?
  package let reason: String

  package init(path: String? = nil, _ reason: String) {
    (self.path, self.reason) = (path, reason)
  }

  package var description: String { path.map { "\($0): \(reason)" } ?? reason }
}

/// A source that could not be read, which fails once its bytes are requested.
final class FailedSource: ByteSource {
  private var error: SourceError?

  init(_ error: SourceError) {
    self.error = error
  }

  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    guard let error else { return 0 }
    self.error = nil
    throw error
  }
}

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
