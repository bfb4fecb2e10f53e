/// The number of terminal columns that text takes up.
enum TerminalWidth {
  /// The columns of a character: 2 for East Asian wide characters and emoji (Unicode Standard Annex
  /// 11), otherwise 1.
  static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B16F, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  static func columns(of text: String) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The text at exactly this width: padded with spaces, or shortened with an ellipsis in the
  /// middle.
  ///
  /// Cutting the middle keeps names apart that differ at their ends.
  static func fitted(_ text: String, to width: Int, right: Bool) -> String {
    let columns = columns(of: text)
    guard columns > width else {
      let padding = String(repeating: " ", count: width - columns)
      return right ? padding + text : text + padding
    }
    let cut = cut(text, to: width)
    return cut + String(repeating: " ", count: max(0, width - self.columns(of: cut)))
  }

  /// The text at no more than this width, with an ellipsis in the middle if it is longer.
  static func cut(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    let tail = start(of: String(text.reversed()), within: (width - 1) / 2)
    let head = start(of: text, within: width - 1 - (width - 1) / 2)
    return head + "…" + String(tail.reversed())
  }

  /// The text in lines of at most this width, broken at spaces, and in words that are longer.
  static func wrapped(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    var lines: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, columns(of: last) + 1 + columns(of: String(word)) <= width {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines += pieces(of: String(word), width: width)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A word in pieces of at most this width, of at least one character.
  private static func pieces(of word: String, width: Int) -> [String] {
    var pieces: [String] = []
    var rest = word[...]
    while columns(of: String(rest)) > width {
      let piece = rest.prefix(max(1, start(of: String(rest), within: width).count))
      pieces.append(String(piece))
      rest = rest.dropFirst(piece.count)
    }
    return pieces + [String(rest)]
  }

  /// As many leading characters as fit into this width.
  private static func start(of text: String, within width: Int) -> String {
    var used = 0
    return String(
      text.prefix { character in
        used += columns(of: character)
        return used <= width
      })
  }
}
