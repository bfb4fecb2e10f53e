import ArgumentParser
import Files

/// A long result, written piece by piece: to stdout, or to a file that is there whole or not at all.
final class ResultStream {
  /// Pieces are written out when so many bytes have come together.
  private static let bufferSizeBytes = 1 << 18

  /// Nil for stdout.
  private let file: AtomicFile?
  private var buffer: [UInt8] = []

  /// Begins a file; without a path the result goes to stdout.
  init(_ path: String?) throws {
    file = try path.map { try AtomicFile($0, mode: OutputFile.mode) }
  }

  func write(_ text: String) throws {
    buffer += text.utf8
    if buffer.count >= ResultStream.bufferSizeBytes { try flush() }
  }

  /// Writes the rest, and gives the file its name.
  func finish() throws {
    try flush()
    try file?.commit()
  }

  /// What cannot be written any more need not be made.
  private func flush() throws {
    if let file {
      try file.write(buffer)
    } else {
      Console.write(buffer)
      try Console.requireWritten()
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
