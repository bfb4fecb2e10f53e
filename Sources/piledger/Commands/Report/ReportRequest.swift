import Application
import ArgumentParser
import Domain
import Foundation
import Reports

/// What the words after `report` ask for: `[KIND] FILE…`, or `month [MONTH] FILE…`.
struct ReportRequest: Equatable {
  enum Kind: Equatable {
    /// What tasks cost; whether the report was named, or is what is shown unless told.
    case costs(StandardReport, isNamed: Bool)
    case detail(DetailReport)
    /// The document of a calendar month; nil for the one that the last complete day is in.
    case month(String?)

    static let names =
      StandardReport.allCases.map(\.rawValue)
      + [
        "units", "failures", "retries", "premiums", "month", "keys", "stuck", "anomalies", "fixed",
      ]

    fileprivate init?(name: String) {
      if let report = StandardReport(rawValue: name) {
        self = .costs(report, isNamed: true)
      } else if let report = DetailReport(rawValue: name) {
        self = .detail(report)
      } else if name == "month" {
        self = .month(nil)
      } else {
        return nil
      }
    }
  }

  let kind: Kind
  let paths: [String]

  /// The first word is a kind where it is the name of one; all others are files.
  ///
  /// - Throws: `ValidationError` for a first word that is neither, and does not look like a path.
  init(_ words: [String]) throws {
    guard let first = words.first, let named = Kind(name: first) else {
      if let first = words.first, ReportRequest.isNoPath(first) {
        let names = Kind.names.joined(separator: ", ")
        throw ValidationError("expected \(names) or a file, found \(first)")
      }
      (kind, paths) = (.costs(.daily, isNamed: false), words)
      return
    }
    let rest = Array(words.dropFirst())
    if named == .month(nil), let word = rest.first {
      if ReportRequest.isMonth(word) {
        (kind, paths) = (.month(word), Array(rest.dropFirst()))
        return
      }
      guard !ReportRequest.isNoPath(word) else {
        throw ValidationError("expected a month such as 2026-10 or a file, found \(word)")
      }
    }
    (kind, paths) = (named, rest)
  }

  /// Whether a word neither looks like a path nor is one.
  private static func isNoPath(_ word: String) -> Bool {
    word != "-" && !word.contains(where: { $0 == "/" || $0 == "." })
      && !FileManager.default.fileExists(atPath: word)
  }

  /// Whether a word names a month, on whatever day.
  private static func isMonth(_ word: String) -> Bool {
    CalendarMonth(word, today: CalendarDay(number: 0)) != nil
  }
}
