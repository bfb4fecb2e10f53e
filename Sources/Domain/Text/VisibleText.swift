/// Makes characters visible that a reader could not see: controls, line ends, and the marks that
/// turn the direction of writing.
package enum VisibleText {
  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
    default: false
    }
  }

  /// The scalar by its number: `\u{202E}`.
  package static func code(_ scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }

  /// The text on one line, with invisible characters as codes, cut to a number of characters.
  package static func line(_ text: String, limit: Int = .max) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      if isInvisible(scalar) { line += code(scalar) } else { line.unicodeScalars.append(scalar) }
    }
    return line.count <= limit ? line : line.prefix(max(0, limit - 1)) + "…"
  }
}
