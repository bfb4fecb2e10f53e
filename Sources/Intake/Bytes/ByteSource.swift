import Crypto
import Foundation

/// Bytes in chunks, from a file, standard input or memory.
package protocol ByteSource: AnyObject {
  /// The next bytes, at most about a mebibyte; empty at the end.
  func nextChunk() throws(SourceError) -> [UInt8]
}

/// Why a source could not be read on.
package struct SourceError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// A file, or standard input, read with `read(2)`, and the SHA-256 of what was read.
package final class FileSource: ByteSource {
  private static let chunkSizeBytes = 1 << 20

  private let descriptor: Int32
  private let name: String
  private var hash = SHA256()
  package private(set) var sizeBytes: Int64 = 0

  /// Opens a path for reading.
  package init(path: String) throws(SourceError) {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      throw SourceError("\(path): cannot be opened: \(String(cString: strerror(errno)))")
    }
    name = path
    descriptor = opened
  }

  /// Reads a descriptor that is open already, and closes it at the end.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  deinit {
    close(descriptor)
  }

  package func nextChunk() throws(SourceError) -> [UInt8] {
    var failure: Int32 = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: FileSource.chunkSizeBytes) { buffer, count in
      var result = read(descriptor, buffer.baseAddress, buffer.count)
      while result < 0, errno == EINTR {
        result = read(descriptor, buffer.baseAddress, buffer.count)
      }
      if result < 0 { failure = errno }
      count = max(0, result)
    }
    guard failure == 0 else {
      throw SourceError("\(name): cannot be read: \(String(cString: strerror(failure)))")
    }
    hash.update(data: chunk)
    sizeBytes += Int64(chunk.count)
    return chunk
  }

  /// The SHA-256 of all bytes read so far, in hexadecimal digits.
  package var sha256: String {
    hash.finalize().map { padded(hexadecimal: $0) }.joined()
  }

  private func padded(hexadecimal byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}

/// Bytes in memory, in chunks of a given size.
package final class MemorySource: ByteSource {
  private var rest: ArraySlice<UInt8>
  private let chunkSizeBytes: Int

  package init(_ bytes: [UInt8], chunkSizeBytes: Int = 1 << 20) {
    rest = bytes[...]
    self.chunkSizeBytes = chunkSizeBytes
  }

  package func nextChunk() throws(SourceError) -> [UInt8] {
    let chunk = Array(rest.prefix(chunkSizeBytes))
    rest = rest.dropFirst(chunkSizeBytes)
    return chunk
  }
}
