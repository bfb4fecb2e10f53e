import Crypto
import Foundation

/// Bytes in turn, from a file, standard input or memory.
package protocol ByteSource: AnyObject {
  /// Reads the next bytes into a buffer, which is not empty, and gives their number; 0 at the end.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int
}

extension ByteSource {
  /// The next bytes, at most a mebibyte; empty at the end.
  package func nextChunk() throws(SourceError) -> [UInt8] {
    var failure: SourceError?
    let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
      do throws(SourceError) {
        count = try read(into: buffer)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return chunk
  }
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

  package func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    var count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
    while count < 0, errno == EINTR {
      count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
    }
    guard count >= 0 else {
      throw SourceError("\(name): cannot be read: \(String(cString: strerror(errno)))")
    }
    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
    sizeBytes += Int64(count)
    return count
  }

  /// What the file system says of the file, nil for what is no regular file.
  package var stamp: FileStamp? { FileStamp(descriptor: descriptor) }

  /// Reads to the end and gives the SHA-256 of all bytes.
  func sha256OfAll() throws(SourceError) -> String {
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 20)
    defer { buffer.deallocate() }
    while try read(into: buffer) > 0 {}
    return sha256
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

  package func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    let chunk = rest.prefix(min(chunkSizeBytes, buffer.count))
    _ = buffer.update(fromContentsOf: chunk)
    rest = rest.dropFirst(chunk.count)
    return chunk.count
  }
}
