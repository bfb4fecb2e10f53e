import ArgumentParser
import Foundation
import Reporting

/// What the words after `report` ask for: `[KIND] FILE…`.
struct ReportRequest: Equatable {
  let kind: ReportKind
  let paths: [String]

  /// The first word is a kind where it is the name of one; all others are files.
  ///
  /// - Throws: `ValidationError` for a first word that is neither, and does not look like a path,
  ///   and for files with a report that is of a ledger only.
  init(_ words: [String]) throws {
    guard let first = words.first else {
      (kind, paths) = (.standard(.daily), [])
      return
    }
    if let named = ReportKind(name: first) {
      (kind, paths) = (named, Array(words.dropFirst()))
      guard named.isOfFiles || paths.isEmpty else {
        throw ValidationError("\(first) is reported of a ledger only, not of files")
      }
      return
    }
    let isWord = first != "-" && !first.contains(where: { $0 == "/" || $0 == "." })
    if isWord, !FileManager.default.fileExists(atPath: first) {
      let names = ReportKind.all.map(\.name).joined(separator: ", ")
      throw ValidationError("expected \(names) or a file, found \(first)")
    }
    (kind, paths) = (.standard(.daily), words)
  }
}
