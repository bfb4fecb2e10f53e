import Application
import ArgumentParser
import Domain
import Foundation
import Reports

/// The meaning of the words after `report`: `[KIND] FILE…`, or `month [MONTH] FILE…`.
struct ReportRequest: Equatable {
  enum Kind: Equatable {
    /// The cost of tasks; whether the report was named or is the default.
    case costs(StandardReport, isNamed: Bool)
    case detail(DetailReport)
    /// The document of a calendar month; nil for the month that contains the last complete day.
    case month(String?)

    private static let monthName = "month"

    static let names =
      StandardReport.allCases.map(\.rawValue) + [monthName]
      + DetailReport.allCases.map(\.rawValue)

    fileprivate init?(name: String) {
      if let report = StandardReport(rawValue: name) {
        self = .costs(report, isNamed: true)
      } else if let report = DetailReport(rawValue: name) {
        self = .detail(report)
      } else if name == Kind.monthName {
        self = .month(nil)
      } else {
        return nil
      }
    }
  }

  let kind: Kind
  let paths: [String]

  /// Takes the first word as a kind if it names one; all others are files.
  ///
  /// - Throws: `ValidationError` if the first word is neither and doesn't look like a path.
  init(_ words: [String]) throws {
    guard let first = words.first, let named = Kind(name: first) else {
      if let first = words.first, ReportRequest.isNoPath(first) {
        throw ReportRequest.unknown(first)
      }
      (kind, paths) = (.costs(.daily, isNamed: false), words)
      return
    }
    let rest = Array(words.dropFirst())
    if named == .month(nil), let word = rest.first {
      if ReportRequest.isMonth(word) || ReportRequest.isNoPath(word) {
        _ = try PeriodOptions.read(
          word, "report month", CalendarDay(number: 0), PeriodText.month)
        (kind, paths) = (.month(word), Array(rest.dropFirst()))
        return
      }
    }
    (kind, paths) = (named, rest)
  }

  /// What to say of a word that is no kind: a period, or a kind or a model that it resembles.
  private static func unknown(_ word: String) -> ValidationError {
    let shown = VisibleText.line(word, limit: 40)
    if ReportPeriod(word, today: CalendarDay(number: 0)) != nil {
      return ValidationError(
        "\(shown) is a period: piledger report --period \(ShellText.quoted(word))")
    }
    let hint =
      NearestNames.nearest(to: word, among: Kind.names).isEmpty
      ? "; for one model: piledger report sku --where model=\(ShellText.quoted(shown))"
      : NearestNames.hint(for: word, among: Kind.names)
    return ValidationError(
      "expected \(Kind.names.joined(separator: ", ")) or a file, found \(shown)\(hint)")
  }

  /// Whether a word neither looks like a path nor is one.
  private static func isNoPath(_ word: String) -> Bool {
    word != "-" && !word.contains(where: { $0 == "/" || $0 == "." })
      && !FileManager.default.fileExists(atPath: word)
  }

  /// Whether a word names a month, whatever today's date is.
  private static func isMonth(_ word: String) -> Bool {
    CalendarMonth(word, today: CalendarDay(number: 0)) != nil
  }
}
