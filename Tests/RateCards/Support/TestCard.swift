import Domain
import RateCards

/// Cards that a test writes for itself, for the one product of a studio: its poster.
enum TestCard {
  static func source(_ text: String, name: String = "own card", file: String = "card.yaml")
    -> CardSource
  {
    CardSource(name: name, files: [CardFile(name: file, bytes: Array(text.utf8))])
  }

  static func card(_ text: String) throws -> RateCard {
    try RateCard(reading: [source(text)])
  }

  static func pricer(_ text: String) throws -> Pricer {
    Pricer(card: try card(text))
  }

  /// A user's card in `own.yaml` over the built-in one.
  static func pricer(overBuiltIn text: String) throws -> Pricer {
    Pricer(card: try RateCard(reading: [source(text, file: "own.yaml"), .builtIn]))
  }

  /// An entry for the poster with more lines, of which the first is line 4.
  static func poster(_ lines: String) -> String {
    let indented = lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  \($0)" }.joined(separator: "\n")
    return "- model: studio\n  task_type: poster\n  unit: image\n\(indented)\n"
  }

  /// The message with which cards are refused, nil where they are accepted.
  static func refusal(of sources: CardSource...) -> String? {
    do {
      _ = try RateCard(reading: sources)
      return nil
    } catch {
      return "\(error)"
    }
  }

  static func refusal(of text: String) -> String? { refusal(of: source(text)) }
}

extension Pricer {
  /// What the studio's poster costs.
  func poster(
    _ fields: [String: Value] = [:], outputs: Int? = nil, created: String? = nil
  ) throws -> Charge {
    try charge("studio", "poster", fields, outputs: outputs, created: created)
  }
}
