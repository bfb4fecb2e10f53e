import Domain

/// Texts of foreign origin in a journal for hledger.
enum JournalName {
  /// A part of an account's name: no colon begins a part of its own, and no two spaces or mark
  /// before them end the name.
  static func account(_ text: String) -> String {
    guard !text.isEmpty else { return "unknown" }
    let visible = VisibleText.line(text)
    var name = ""
    for character in visible.unicodeScalars {
      let isEdge = name.isEmpty || name.hasSuffix(" ")
      let isEscaped =
        character == ":" || character == ";" || (character.properties.isWhitespace && isEdge)
      name += isEscaped ? VisibleText.code(character) : String(character)
    }
    return name.hasSuffix(" ") ? String(name.dropLast()) + VisibleText.code(" ") : name
  }

  /// A description: no comment begins in it, and no payee ends.
  static func description(_ text: String) -> String {
    VisibleText.line(text).unicodeScalars.map { scalar in
      scalar == ";" || scalar == "|" ? VisibleText.code(scalar) : String(scalar)
    }.joined()
  }
}
