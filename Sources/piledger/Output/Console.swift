import Application
import ArgumentParser
import Files
import Foundation
import Synchronization

/// The terminal: results go to stdout, everything else to stderr.
///
/// Nothing else writes to stdout: what could not be written is kept here, and ends the run with 73
/// whatever the command does.
enum Console {
  /// What became of stdout.
  private struct Loss {
    /// The system's number of the first error; nil while all was written.
    var code: Int32?
    /// Whether it stands in an error already.
    var isReported = false
  }

  private static let loss = Mutex(Loss())

  /// One line on stderr, with the name of the tool.
  static func error(_ message: String) {
    writeError("piledger: \(message)\n")
  }

  static func note(_ message: String) {
    writeError(message + "\n")
  }

  /// There is nowhere to report that stderr cannot be written.
  private static func writeError(_ text: String) {
    _ = FileBytes.write(Array(text.utf8), to: STDERR_FILENO)
  }

  static func print(_ text: String) {
    write(Array(text.utf8))
  }

  /// Writes a result to stdout, where a reader that has gone away ends the run by SIGPIPE; after an error nothing more, as a result with a gap would be worse.
  static func write(_ bytes: [UInt8]) {
    loss.withLock { loss in
      guard loss.code == nil, !FileBytes.write(bytes, to: STDOUT_FILENO) else { return }
      loss.code = errno
    }
  }

  /// For what has no sense once its result is lost.
  ///
  /// - Throws: ``Failure`` where stdout could not be written; where its reader has gone away, the
  ///   run ends without a word.
  static func requireWritten() throws {
    guard let code = loss.withLock(\.code) else { return }
    guard code != EPIPE else { throw ExitCode.success }
    loss.withLock { $0.isReported = true }
    throw failure(code)
  }

  private static func failure(_ code: Int32) -> Failure {
    Failure(.cannotWrite, "stdout: cannot be written: \(String(cString: strerror(code)))")
  }

  /// Ends the output of a run.
  ///
  /// Some file systems report a lack of space only on close.
  ///
  /// - Returns: the exit status, which is that of the command where all was written.
  static func finish(_ status: Int32) -> Int32 {
    let loss = loss.withLock { loss in
      if close(STDOUT_FILENO) != 0, loss.code == nil, errno != EBADF { loss.code = errno }
      return loss
    }
    guard let code = loss.code, code != EPIPE else { return status }
    if !loss.isReported { error(failure(code).description) }
    return [status, ExitStatus.cannotWrite.rawValue].compactMap(ExitStatus.init(rawValue:))
      .reduce(.clean) { ExitStatus.mostSevere(of: [$0, $1]) }.rawValue
  }

  /// Has every standard descriptor stand for something: else a file that is opened, a ledger even,
  /// would get the number of one that the caller has closed, and be written into as stdout.
  static func occupyDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      // For reading: what is written there is an error as before.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Replaces the line of stderr that the cursor stands in.
  static func writeOver(_ line: String) {
    writeError("\r\(line)\u{1B}[K")
  }

  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The width of the terminal in columns; nil where stdout is none.
  static var width: Int? {
    guard isOutputTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
