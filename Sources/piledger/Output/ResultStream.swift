import Foundation

/// A long result, written piece by piece: to stdout, or to a file that is there whole or not at all.
final class ResultStream {
  /// Pieces are written out when so many bytes have come together.
  private static let bufferSizeBytes = 1 << 18

  private let path: String?
  private let temporary: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isFinished = false

  /// Opens a file beside the one that it becomes; without a path the result goes to stdout.
  init(_ path: String?) throws(Failure) {
    self.path = path
    temporary = "\(path ?? "").\(getpid())\(OutputFile.partEnding)"
    guard let path else {
      descriptor = STDOUT_FILENO
      return
    }
    descriptor = open(temporary, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw OutputFile.failure(path) }
  }

  deinit {
    guard path != nil, !isFinished else { return }
    close(descriptor)
    unlink(temporary)
  }

  func write(_ text: String) throws(Failure) {
    buffer += text.utf8
    if buffer.count >= ResultStream.bufferSizeBytes { try flush() }
  }

  /// Writes the rest, and gives the file its name.
  func finish() throws(Failure) {
    try flush()
    guard let path else { return }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw OutputFile.failure(path)
    }
    close(descriptor)
    isFinished = true
  }

  private func flush() throws(Failure) {
    guard OutputFile.writeAll(buffer, to: descriptor) else {
      throw OutputFile.failure(path ?? "stdout")
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
