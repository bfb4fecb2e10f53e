import Intake
import Ledger
import Reporting

/// Lists on stderr what could not be read of an input.
struct RejectionListing {
  /// More rejections than this are counted, not listed, unless all are asked for.
  private static let usualLimit = 20

  /// How many rejections are listed.
  let limit: Int
  private let isQuiet: Bool
  private var count = 0

  init(_ options: GlobalOptions) {
    limit = options.verbose ? .max : RejectionListing.usualLimit
    isQuiet = options.quiet
  }

  mutating func tell(_ reason: String, source: String, line: Int) {
    count += 1
    guard !isQuiet, count <= limit else { return }
    Console.error(
      "\(source):\(line): quarantined: \(VisibleText.line(reason, limit: 300))")
  }

  /// Says how many were not listed, of all that there were.
  func finish(count: Int? = nil) {
    let unlisted = (count ?? self.count) - limit
    if unlisted > 0 { Console.error("… and \(unlisted) more quarantined") }
  }
}

/// The statuses of tasks that are not known.
enum UnknownStatuses {
  static func tell(in ledger: LedgerStore) throws {
    for (status, tasks) in try ledger.unknownStatuses() {
      let name = status.isEmpty ? "an empty status" : "the status \"\(VisibleText.line(status))\""
      Console.error(
        "\(tasks) \(tasks == 1 ? "task has" : "tasks have") \(name), which is not known")
    }
  }
}

extension InputFiles {
  /// Says on stderr which paths do not exist and which files are not read.
  func tellWhatIsLeftOut(isQuiet: Bool) {
    for file in missing { Console.error(VisibleText.line(file.description, limit: 1000)) }
    if !isQuiet {
      for file in skipped {
        Console.note("skipped \(VisibleText.line(file.description, limit: 1000))")
      }
    }
    if entries.isEmpty, missing.isEmpty { Console.error("no input: the folders hold no JSON file") }
  }
}
