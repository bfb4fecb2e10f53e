/// Why a rate card cannot be used: file, line, field, what was expected and what was found.
package struct CardError: Error, Hashable, CustomStringConvertible {
  package let file: String
  package let line: Int
  /// The field's path within its rate, empty for the file as a whole.
  package let field: String
  package let message: String

  package var description: String {
    "\(file):\(line): \(field.isEmpty ? "" : field + ": ")\(message)"
  }
}
