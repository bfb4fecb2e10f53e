import ArgumentParser
import Foundation
import Reporting

/// What the words after `report` ask for: `[KIND] FILE…`.
struct ReportRequest: Equatable {
  let kind: StandardReport
  let paths: [String]

  /// The first word is a kind where it is the name of one; all others are files.
  ///
  /// - Throws: `ValidationError` for a first word that is neither, and does not look like a path.
  init(_ words: [String]) throws {
    guard let first = words.first else {
      (kind, paths) = (.daily, [])
      return
    }
    if let named = StandardReport(rawValue: first) {
      (kind, paths) = (named, Array(words.dropFirst()))
      return
    }
    let isWord = first != "-" && !first.contains(where: { $0 == "/" || $0 == "." })
    if isWord, !FileManager.default.fileExists(atPath: first) {
      let names = StandardReport.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("expected \(names) or a file, found \(first)")
    }
    (kind, paths) = (.daily, words)
  }
}
