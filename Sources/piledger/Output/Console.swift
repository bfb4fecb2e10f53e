import Application
import ArgumentParser
import Domain
import Files
import Foundation
import Synchronization

/// The terminal: results go to stdout, everything else to stderr.
///
/// Nothing else writes to stdout. A write error is kept here, and ends the run with status 73
/// whatever the command does.
enum Console {
  /// The state of stdout after a write error.
  private struct Loss {
    /// The errno of the first error; nil if everything was written.
    var code: Int32?
    /// Whether an error message has already reported it.
    var isReported = false
  }

  private static let loss = Mutex(Loss())

  /// Writes one line to stderr, with the name of the tool.
  ///
  /// A message may hold any name that occurs in files and answers: no control character of it
  /// reaches the terminal, whoever made the message.
  static func error(_ message: String) {
    writeError("piledger: \(VisibleText.line(message))\n")
  }

  /// Writes lines to stderr.
  static func note(_ message: String) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    writeError(lines.map { VisibleText.line(String($0)) + "\n" }.joined())
  }

  /// If writing to stderr fails, there is nowhere to report it.
  private static func writeError(_ text: String) {
    _ = FileBytes.write(Array(text.utf8), to: STDERR_FILENO)
  }

  static func print(_ text: String) {
    write(Array(text.utf8))
  }

  /// Writes a result to stdout; if the reader is gone, SIGPIPE ends the run.
  ///
  /// After an error nothing more is written, since a result with a gap would be worse.
  static func write(_ bytes: [UInt8]) {
    loss.withLock { loss in
      guard loss.code == nil, !FileBytes.write(bytes, to: STDOUT_FILENO) else { return }
      loss.code = errno
    }
  }

  /// Ends commands that make no sense once their output is lost.
  ///
  /// - Throws: ``Failure`` if stdout couldn't be written; if its reader is gone, the run ends
  ///   silently.
  static func requireWritten() throws {
    guard let code = loss.withLock(\.code) else { return }
    guard code != EPIPE else { throw ExitCode.success }
    loss.withLock { $0.isReported = true }
    throw failure(code)
  }

  private static func failure(_ code: Int32) -> Failure {
    Failure(.cannotWrite, "stdout: cannot be written: \(String(cString: strerror(code)))")
  }

  /// Finishes the output of a run.
  ///
  /// Some file systems report that space has run out only on close.
  ///
  /// - Returns: the exit status, which is the command's own if everything was written.
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

  /// Ensures that all standard file descriptors are open.
  ///
  /// Otherwise a file opened later, even a ledger, could get the number of one that the caller
  /// closed, and be overwritten as stdout.
  static func occupyDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      // Opened for reading, so writing to it still fails.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// The open files that a run is sure to get by with: 12 or 13 of its own at most in an import or
  /// a night, and 3 of the runtime's, which ends the process by a signal when it gets none.
  private static let leastOpenFiles = 16

  /// Refuses to start with so few open files that a run would fail halfway.
  ///
  /// - Throws: ``Failure``.
  static func requireOpenFiles() throws(Failure) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
      limit.rlim_cur < leastOpenFiles
    else { return }
    throw Failure(
      .configuration,
      "ulimit -n: expected at least \(leastOpenFiles) open files, found \(limit.rlim_cur); raise "
        + "the limit with ulimit -n 256")
  }

  /// Replaces the line of stderr that the cursor is on.
  static func writeOver(_ line: String) {
    writeError("\r\(VisibleText.line(line))\u{1B}[K")
  }

  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The width of the terminal in columns; nil if stdout isn't a terminal.
  static var width: Int? {
    guard isOutputTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
