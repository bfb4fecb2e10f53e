import Foundation

/// A span of a file's bytes, read with `pread(2)`, so that several threads can read one file.
final class FileRangeSource: ByteSource {
  private let descriptor: Int32
  private let name: String
  private var position: Int64
  private let end: Int64

  /// Opens a path for reading a span of it; a span beyond the end of the file ends there.
  init(path: String, range: Range<Int64>) throws(SourceError) {
    name = path
    position = range.lowerBound
    end = range.upperBound
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw SourceError(
        path: path, "cannot be opened: \(String(cString: strerror(errno)))")
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    let limit = Int(min(Int64(buffer.count), end - position))
    guard limit > 0 else { return 0 }
    var count = pread(descriptor, buffer.baseAddress, limit, off_t(position))
    while count < 0, errno == EINTR {
      count = pread(descriptor, buffer.baseAddress, limit, off_t(position))
    }
    guard count >= 0 else {
      throw SourceError(
        path: name, "cannot be read: \(String(cString: strerror(errno)))")
    }
    position += Int64(count)
    return count
  }
}
