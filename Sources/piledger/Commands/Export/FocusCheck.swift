import Application
import Exports
import Foundation
import Intake

/// Checks a FOCUS file, and reports its problems.
struct FocusCheck {
  /// Problems beyond this number are counted, not listed, unless all are requested.
  private static let usualLimit = 20

  private let options: GlobalOptions

  init(_ options: GlobalOptions) {
    self.options = options
  }

  /// Lists problems on stderr.
  ///
  /// - Returns: the exit statuses that they call for.
  func statuses(of path: String) throws -> [ExitStatus] {
    do throws(SourceError) {
      return try statuses(of: try source(path), name: path)
    } catch {
      throw Failure(.noInput, error.description)
    }
  }

  private func source(_ path: String) throws(SourceError) -> FileSource {
    path == "-"
      ? FileSource(descriptor: dup(STDIN_FILENO), name: "stdin", isHashed: false)
      : try FileSource(path: path, isHashed: false)
  }

  private func statuses(of source: FileSource, name: String) throws(SourceError) -> [ExitStatus] {
    var records = CSVRecordStream(ContentSource(source))
    guard let header = try records.next() else {
      Console.error("\(name): the file is empty")
      return [.noInput]
    }
    var lint = FocusLint(header: header.fields)
    var problems = 0
    report(lint.issues(ofHeader: header.fields), of: name, count: &problems)
    while let record = try records.next() {
      report(lint.issues(of: record.fields, line: record.line), of: name, count: &problems)
    }
    if problems > FocusCheck.usualLimit, !options.verbose {
      Console.error("… and \(problems - FocusCheck.usualLimit) more")
    }
    if !options.quiet {
      Console.print(
        "\(lint.rows) \(lint.rows == 1 ? "row" : "rows"), \(problems) "
          + "\(problems == 1 ? "problem" : "problems")\n")
    }
    return (problems > 0 ? [.findings] : []) + (lint.rows == 0 ? [.noInput] : [])
  }

  private func report(_ issues: [FocusLint.Issue], of name: String, count: inout Int) {
    for issue in issues {
      count += 1
      if options.verbose || count <= FocusCheck.usualLimit {
        Console.error("\(name): \(issue)")
      }
    }
  }
}
