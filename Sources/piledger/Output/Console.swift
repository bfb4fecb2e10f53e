import Foundation

/// The terminal: results go to stdout, everything else to stderr.
enum Console {
  /// One line on stderr, with the name of the tool.
  static func error(_ message: String) {
    write("piledger: \(message)\n", to: STDERR_FILENO)
  }

  static func note(_ message: String) {
    write(message + "\n", to: STDERR_FILENO)
  }

  static func print(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// Writes all bytes; a reader that has gone away ends the run by SIGPIPE, as it should.
  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        guard errno == EINTR else { return }
        continue
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Replaces the line of stderr that the cursor stands in.
  static func writeOver(_ line: String) {
    write("\r\(line)\u{1B}[K", to: STDERR_FILENO)
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
