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

    static let names =
      StandardReport.allCases.map(\.rawValue)
      + [
        "units", "failures", "retries", "premiums", "month", "keys", "unlogged", "stuck",
        "anomalies",
        "fixed",
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

  /// Takes the first word as a kind if it names one; all others are files.
  ///
  /// - Throws: `ValidationError` if the first word is neither and doesn't look like a path.
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

  /// Whether a word names a month, whatever today's date is.
  private static func isMonth(_ word: String) -> Bool {
    CalendarMonth(word, today: CalendarDay(number: 0)) != nil
  }
}
