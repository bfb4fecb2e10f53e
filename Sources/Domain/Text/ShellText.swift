/// Writes text as words of a POSIX shell's command.
package enum ShellText {
  /// The text as one word, in single quotes.
  package static func quoted(_ text: String) -> String {
    "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
  }
}
