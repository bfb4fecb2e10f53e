import Glibc

/// Reads a file that fits in memory as a whole: settings, cards, tags.
package enum WholeFile {
  /// The bytes of a file, or of what writes to a pipe, up to a limit: one byte more than is allowed
  /// tells a file that is too large.
  package static func bytes(
    at path: String, limitBytes: Int = .max
  ) throws(ReadError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ReadError(path: path, code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < limitBytes {
      let wanted = min(chunk.count, limitBytes - bytes.count)
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, wanted) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ReadError(path: path, code: errno) }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return bytes
  }
}

/// A file that could not be read.
package struct ReadError: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// In the words of the system.
  package let reason: String

  fileprivate init(path: String, code: Int32) {
    (self.path, reason) = (path, String(cString: strerror(code)))
  }

  package var description: String { "\(path): cannot be read: \(reason)" }
}
