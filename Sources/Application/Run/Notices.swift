/// What a run says while it works; whoever starts it decides where that goes.
package struct Notices: Sendable {
  package enum Kind: Hashable, Sendable {
    /// Something is wrong, or not as the reader would expect.
    case problem
    case note
  }

  /// Nobody is told anything.
  package static let none = Notices(isQuiet: true, isVerbose: false, tell: { _, _ in })

  /// Whether only what is wrong is told.
  package let isQuiet: Bool
  package let isVerbose: Bool
  /// Replaces the line that tells how far the work is; nil where nobody would see it.
  package let showLine: (@Sendable (String) -> Void)?
  private let tell: @Sendable (Kind, String) -> Void

  package init(
    isQuiet: Bool, isVerbose: Bool, tell: @escaping @Sendable (Kind, String) -> Void,
    showLine: (@Sendable (String) -> Void)? = nil
  ) {
    (self.isQuiet, self.isVerbose) = (isQuiet, isVerbose)
    (self.tell, self.showLine) = (tell, showLine)
  }

  /// Tells what is wrong, be the run quiet or not.
  package func problem(_ text: String) { tell(.problem, text) }

  /// Tells what is doubtful, unless the run is quiet.
  package func warning(_ text: String) { if !isQuiet { tell(.problem, text) } }

  /// Tells what may be of interest, unless the run is quiet.
  package func note(_ text: String) { if !isQuiet { tell(.note, text) } }

  /// Tells what only a verbose run says.
  package func detail(_ text: String) { if isVerbose { tell(.note, text) } }
}
