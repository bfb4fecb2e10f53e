import Intake
import Ledger
import Reporting

/// Names on stderr what could not be read of an input; the run being quiet or not, since it is missing
/// in every figure.
struct RejectionListing {
  /// More places than this are counted, not listed, unless all are asked for.
  private static let usualLimit = 20

  private let limit: Int
  private var listed = 0
  private var unlisted = 0

  init(_ options: GlobalOptions) {
    limit = options.verbose ? .max : RejectionListing.usualLimit
  }

  mutating func report(_ records: SetApart) {
    guard records.undismissed > 0 else { return }
    guard listed < limit else {
      unlisted += records.undismissed
      return
    }
    let more = records.undismissed > 1 ? ", and \(records.undismissed - 1) more like it" : ""
    report(records.message + more, source: records.source, line: records.line)
  }

  mutating func report(_ message: String, source: String, line: Int) {
    guard listed < limit else {
      unlisted += 1
      return
    }
    listed += 1
    Console.error(
      "\(VisibleText.line(source)):\(line): could not be read: "
        + VisibleText.line(message, limit: 300))
  }

  /// Says how many were not listed.
  func finish() {
    guard unlisted > 0 else { return }
    Console.error(
      "… and \(unlisted) more \(unlisted == 1 ? "record" : "records") could not be read")
  }
}

/// The statuses of tasks that are not known.
enum UnknownStatuses {
  static func report(in ledger: LedgerStore) throws {
    for (status, tasks) in try ledger.unknownStatuses() {
      let name = status.isEmpty ? "an empty status" : "the status \"\(VisibleText.line(status))\""
      Console.error(
        "\(tasks) \(tasks == 1 ? "task has" : "tasks have") \(name), which is not known")
    }
  }
}

extension InputFiles {
  /// Says on stderr which paths do not exist and which files are not read.
  func reportLeftOut(isQuiet: Bool) {
    for file in missing { Console.error(VisibleText.line(file.description, limit: 1000)) }
    if !isQuiet {
      for file in skipped {
        Console.note("skipped \(VisibleText.line(file.description, limit: 1000))")
      }
    }
    if entries.isEmpty, missing.isEmpty { Console.error("no input: the folders hold no JSON file") }
  }
}
