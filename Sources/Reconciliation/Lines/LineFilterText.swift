import Domain

/// Filters as users type them: conditions between commas, values between bars.
///
/// A backslash before a comma, a bar or a backslash makes it part of a value.
extension LineFilter {
  /// Reads conditions, all of which must hold.
  ///
  /// - Throws: ``LineFilterError`` if one is no condition.
  package init(_ texts: [String]) throws(LineFilterError) {
    var conditions: [Condition] = []
    for text in texts {
      for part in LineFilter.parts(text, between: ",") {
        conditions.append(try Condition(part))
      }
    }
    self.init(conditions: conditions)
  }

  /// A text cut at a separator, except where it is escaped; escapes stay.
  fileprivate static func parts(_ text: String, between separator: Character) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in text {
      if character == separator, !isEscaped {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return parts
  }

  fileprivate static let escaped: Set<Character> = [",", "|", "\\"]
}

extension LineFilter.Condition {
  fileprivate init(_ text: String) throws(LineFilterError) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw .notACondition(text)
    }
    let isNegated = text[text.index(before: sign)] == "!"
    let name = text[..<sign].dropLast(isNegated ? 1 : 0).trimmed
    guard !name.isEmpty else { throw .notACondition(text) }
    let dimension = Dimension(LineFilter.Condition.unescaped(String(name)))
    var values: [String] = []
    for part in LineFilter.parts(String(text[text.index(after: sign)...]), between: "|") {
      let value = String(LineFilter.Condition.unescaped(part).trimmed)
      values.append(try dimension.filterValue(value))
    }
    self.init(dimension, isNegated: isNegated, values: values)
  }

  private static func unescaped(_ text: String) -> String {
    var value = ""
    var isEscaped = false
    for character in text {
      if isEscaped, !LineFilter.escaped.contains(character) { value.append("\\") }
      isEscaped = character == "\\" && !isEscaped
      if !isEscaped { value.append(character) }
    }
    return isEscaped ? value + "\\" : value
  }
}

extension Dimension {
  /// A value in the spelling that lines have: `2026-w5` is `2026-W05`.
  fileprivate func filterValue(_ text: String) throws(LineFilterError) -> String {
    guard isTime, text != Dimension.undated else { return text }
    let found: String? =
      switch self {
      case .week: CalendarWeek(text)?.description
      case .month: CalendarMonth(text)?.description
      case .quarter: CalendarQuarter(text)?.description
      default: CalendarDay(text)?.description
      }
    guard let found else { throw .notASpan(self, text) }
    return found
  }
}

extension LineFilter.Condition: CustomStringConvertible {
  /// `model=kling|hailuo`, as it can be typed again; invisible characters by their codes.
  package var description: String {
    let escaped = { (text: String) in
      text.map { LineFilter.escaped.contains($0) ? "\\\($0)" : String($0) }.joined()
    }
    return VisibleText.line(
      escaped(dimension.name) + (isNegated ? "!=" : "=")
        + values.map(escaped).joined(separator: "|"))
  }
}

extension LineFilter: CustomStringConvertible {
  /// `model=kling,size=2K`; empty for ``none``.
  package var description: String { conditions.map(\.description).joined(separator: ",") }

  /// The same, or nil for ``none``.
  package var text: String? { isNone ? nil : description }

  /// What a narrowed report lacks, for its notes; nil for ``none``.
  package var note: String? {
    guard !isNone else { return nil }
    return "only tasks where \(description); what belongs to no task is left out: "
      + (isOfAccounts
        ? "unreadable records and fixed charges"
        : "unreadable records, fixed charges, and findings of the account and its wallet")
  }
}
