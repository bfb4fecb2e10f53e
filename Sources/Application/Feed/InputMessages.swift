import Domain
import Intake
package import Ledger

/// Reports unreadable records of an input.
///
/// Quiet runs report them too, since every figure lacks them.
package struct RejectionListing {
  /// Locations beyond this number are counted, not listed, unless all are requested.
  private static let usualLimit = 20

  private let limit: Int
  private let notices: Notices
  private var listed = 0
  private var unlisted = 0

  package init(_ notices: Notices) {
    self.notices = notices
    limit = notices.isVerbose ? .max : RejectionListing.usualLimit
  }

  package mutating func report(_ records: SetApart) {
    guard records.undismissed > 0 else { return }
    guard listed < limit else {
      unlisted += records.undismissed
      return
    }
    let more = records.undismissed > 1 ? ", and \(records.undismissed - 1) more like it" : ""
    report(records.message + more, source: records.source, line: records.line)
  }

  package mutating func report(_ message: String, source: String, line: Int) {
    guard listed < limit else {
      unlisted += 1
      return
    }
    listed += 1
    notices.problem(
      "\(VisibleText.line(source)):\(line): could not be read: "
        + VisibleText.line(message, limit: 300))
  }

  /// Reports how many weren't listed.
  package func finish() {
    guard unlisted > 0 else { return }
    notices.problem(
      "… and \(unlisted) more \(unlisted == 1 ? "record" : "records") could not be read")
  }
}

/// Task statuses that aren't recognized.
enum UnknownStatuses {
  /// Lists them, unless the run is quiet.
  static func report(in ledger: LedgerStore, _ notices: Notices) throws {
    guard !notices.isQuiet else { return }
    for (status, tasks) in try ledger.unknownStatuses() {
      let name =
        status.isEmpty ? "an empty status" : "the unknown status \"\(VisibleText.line(status))\""
      notices.warning("\(tasks) \(tasks == 1 ? "task has" : "tasks have") \(name)")
    }
  }
}

extension SourceLines {
  /// Files without a record beyond this number are counted, not named, unless all are requested: a
  /// folder may hold many that were never meant to be imported.
  private static let usualLimit = 5

  /// What a user should know of sources that were read, a line each.
  static func remarks(_ sources: [SourceLines], isAll: Bool) -> [String] {
    unrecognizedRemarks(sources, isAll: isAll)
      + sources.filter { $0.repairs.records > 0 }.map(\.repairedText)
  }

  /// Names the sources without a record, a line each.
  static func unrecognizedRemarks(_ sources: [SourceLines], isAll: Bool = false) -> [String] {
    let unrecognized = sources.filter(\.isUnrecognized)
    var remarks = unrecognized.prefix(isAll ? .max : usualLimit).map(\.unrecognizedText)
    if unrecognized.count > remarks.count {
      let more = unrecognized.count - remarks.count
      remarks.append(
        "… and \(more) more \(more == 1 ? "file holds" : "files hold") no PiAPI record")
    }
    return remarks
  }

  /// Says that records were read although their texts are damaged.
  private var repairedText: String {
    "\(source): \(repairs.records) \(repairs.records == 1 ? "record was" : "records were") read "
      + "although not well-formed (\(repairs.kinds)); amounts and ids were intact"
  }

  /// Says what was expected of a source without records.
  private var unrecognizedText: String {
    "\(source): no PiAPI record in \(total) \(total == 1 ? "line" : "lines"): expected task answers, "
      + "webhook bodies, history pages, account info or completions as JSON (see piledger help input)"
  }
}

extension InputFiles {
  /// Reports paths that don't exist and files that were skipped.
  func reportLeftOut(_ notices: Notices) {
    for file in missing { notices.problem(VisibleText.line(file.description, limit: 1000)) }
    notices.reportSkipped(skipped)
    if entries.isEmpty, missing.isEmpty { notices.reportNoInput() }
  }
}

extension Notices {
  /// Reports files and parts of files that were skipped.
  func reportSkipped(_ files: [UnreadFile]) {
    for file in files { note("skipped \(VisibleText.line(file.description, limit: 1000))") }
  }

  /// Reports that the folders of an input hold nothing that can be read.
  func reportNoInput() {
    problem("no input: the folders contain no files of text")
  }
}
