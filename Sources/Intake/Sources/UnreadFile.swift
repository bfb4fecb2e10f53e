/// A file that was not read, or not to its end, and why.
package struct UnreadFile: Hashable, Sendable, CustomStringConvertible {
  package let path: String
  /// `it is not JSON`, `cannot be opened: Permission denied`.
  package let reason: String
  /// Of what stands in a folder its size where it is a file: another size is another content.
  package let sizeBytes: Int64?

  package init(_ path: String, reason: String, sizeBytes: Int64? = nil) {
    (self.path, self.reason, self.sizeBytes) = (path, reason, sizeBytes)
  }

  init(_ path: String, _ error: SourceError) {
    self.init(path, reason: error.reason)
  }

  package var description: String { "\(path): \(reason)" }
}
