/// Where a record begins in its source, after decompression.
package struct Place: Hashable, Sendable {
  /// From 1.
  package let line: Int
  /// From 0.
  package let byteOffset: Int

  package init(line: Int, byteOffset: Int) {
    (self.line, self.byteOffset) = (line, byteOffset)
  }
}
