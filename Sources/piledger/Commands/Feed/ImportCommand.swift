import Application
import ArgumentParser
import Domain
import Intake
import Ledger
import RateCards
import Rendering

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import task responses, history pages and account answers.",
    discussion: """
      Takes files, folders (recursively, in name order) and - for standard input, plain, \
      compressed or in a zip or tar archive, and finds the provider's answers wherever they stand \
      in them. Importing the same files again changes nothing. What begins like an answer and \
      cannot be read is quarantined with its reason and place, and the rest is imported; the \
      status is then 65.

      Tags stay with the tasks for good, whichever files mention them later. See piledger help \
      input, piledger help tags and piledger help accounts.

      EXAMPLES
        piledger import ~/piapi-log
        piledger import october.ndjson.gz november/ session.har
        journalctl -u app -o json | piledger import -
        curl … | piledger import -
        piledger import --dry-run new.json
        piledger import --complete ~/piapi-log
        piledger import --tag project=ads --tag team=blue ads/
        piledger import --account studio studio-logs/
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Flag(name: .customLong("dry-run"), help: "Show what would happen; write nothing.")
  var isDryRun = false

  @Flag(help: "Read files again even if they were imported before.")
  var reread = false

  @Flag(
    name: .customLong("complete"),
    help: "Note that the ledger now has all tasks through yesterday: days without any cost 0.")
  var isComplete = false

  @Option(
    help: ArgumentHelp(
      "The account of the answers in these files that tell none, including files imported before.",
      valueName: "name"))
  var account: String?

  @OptionGroup var tagging: TagOptions

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  func validate() throws {
    if let account, account.trimmed.isEmpty {
      throw ValidationError("--account: expected a name, found nothing")
    }
  }

  func run() throws {
    try format.check(options)
    let run = try options.run()
    let outcome = try ImportRun(
      run, isDryRun: isDryRun, isReread: reread, isComplete: isComplete,
      account: account, tags: try tagging.tags()
    ).importing(paths)
    try format.write(
      Receipt(
        envelope: outcome.envelope(generatedAt: run.now, paths: paths, isDryRun: isDryRun),
        text: outcome.sentence(isDryRun: isDryRun) + "\n"),
      options)
    try ExitCode.end(outcome.statuses)
  }
}

extension ExitCode {
  /// Ends the run with the most severe status; returns if there are no problems.
  static func end(_ statuses: [ExitStatus]) throws {
    let status = ExitStatus.mostSevere(of: statuses)
    if status != .clean { throw ExitCode(status.rawValue) }
  }
}

/// The tags that an import gives its tasks.
struct TagOptions: ParsableArguments {
  @Option(
    name: .customLong("tag"),
    help: ArgumentHelp(
      "Tag all tasks in these files, including files imported before. May be repeated.",
      valueName: "key=value"))
  var texts: [String] = []

  func validate() throws { _ = try tags() }

  func tags() throws -> TagSet {
    var values: [String: String] = [:]
    for text in texts {
      do {
        let tag = try Tag(text)
        guard !tag.value.isEmpty else { throw TagError.notATag(text) }
        guard values[tag.key] == nil else {
          throw ValidationError("--tag: the key \(tag.key) is given twice; leave out one")
        }
        values[tag.key] = tag.value
      } catch let error as TagError {
        throw ValidationError("--tag: \(error)")
      }
    }
    return TagSet(values)
  }
}
