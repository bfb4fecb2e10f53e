import Domain
import RateCards
import Testing

/// A card of one entry, whose lines from line 6 on are given, with its objections.
struct LintCase: Sendable, CustomTestStringConvertible {
  let name: String
  let lines: String
  let objections: [String]

  init(_ name: String, _ lines: String, _ objections: String...) {
    (self.name, self.lines, self.objections) = (name, lines, objections)
  }

  var testDescription: String { name }

  /// The objections that the lint finds; source and check day are given, so that only the lines
  /// can be objected to.
  var found: [String] {
    get throws {
      let evidence = "source: the studio's list\nchecked: 2026-06-01\n"
      return try LintCase.issues(TestCard.poster(evidence + lines))
    }
  }

  static func issues(_ text: String, today: String = "2026-06-30") throws -> [String] {
    let day = try #require(CalendarDay(today))
    return CardLint(card: try TestCard.card(text), today: day).issues.map(\.description)
  }
}
