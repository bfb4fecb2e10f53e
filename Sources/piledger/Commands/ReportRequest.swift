import ArgumentParser
import Domain
import Foundation
import Reporting

/// What the words after `report` ask for: `[KIND] FILE…`, or `month [MONTH] FILE…`.
struct ReportRequest: Equatable {
  let kind: ReportKind
  /// Whether the first word names the kind.
  let isKindNamed: Bool
  /// The month that a month's report is asked for, nil for the one that yesterday is in.
  let monthText: String?
  let paths: [String]

  /// The first word is a kind where it is the name of one; all others are files.
  ///
  /// - Throws: `ValidationError` for a first word that is neither, and does not look like a path.
  init(_ words: [String]) throws {
    guard let first = words.first else {
      (kind, isKindNamed, monthText, paths) = (.standard(.daily), false, nil, [])
      return
    }
    if let named = ReportKind(name: first) {
      let hasMonth = named == .month && words.count > 1 && ReportRequest.isMonth(words[1])
      if named == .month, !hasMonth, words.count > 1, ReportRequest.isNoPath(words[1]) {
        throw ValidationError("expected a month such as 2026-10 or a file, found \(words[1])")
      }
      (kind, isKindNamed, paths) = (named, true, Array(words.dropFirst(hasMonth ? 2 : 1)))
      monthText = hasMonth ? words[1] : nil
      return
    }
    if ReportRequest.isNoPath(first) {
      let names = ReportKind.all.map(\.name).joined(separator: ", ")
      throw ValidationError("expected \(names) or a file, found \(first)")
    }
    (kind, isKindNamed, monthText, paths) = (.standard(.daily), false, nil, words)
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
