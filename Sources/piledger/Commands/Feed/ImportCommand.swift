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
      Takes files, folders (recursively, in name order) and - for standard input, plain, compressed \
      or in a zip or tar archive. Finds the provider's answers wherever they stand: alone, behind \
      the words of a log line, in members of other records, as text, as base64, in CSV fields, and \
      as Python and Node print them. Lines without an answer are counted and passed over; a file \
      without any is named. What begins like an answer and cannot be read is quarantined with its \
      reason and place (see piledger quarantine), and the rest is imported. An answer that is quoted \
      in a prompt is not read. See piledger help input.

      A half-written last answer is held back until it is complete, or until an import finds the \
      file unchanged. Importing the same files again changes nothing: a file that was imported \
      before is recognized by its file system metadata or by its content, and is not read again \
      (unless --reread or --tag is given).

      Tags stay with the tasks for good, whichever files mention them later. piledger tag gives \
      tags to individual tasks and takes precedence; rules in the configuration (tags) apply to \
      all other tasks.

      EXAMPLES
        piledger import ~/piapi-log
        piledger import october.ndjson.gz november/ session.har
        journalctl -u app -o json | piledger import -
        curl … | piledger import -
        piledger import --dry-run new.json
        piledger import --tag project=ads --tag team=blue ads/
      """)

  @OptionGroup var options: GlobalOptions

  @Flag(name: .customLong("dry-run"), help: "Show what would happen; write nothing.")
  var isDryRun = false

  @Flag(help: "Read files again even if they were imported before.")
  var reread = false

  @OptionGroup var tagging: TagOptions

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  func run() throws {
    let run = try options.run()
    let outcome = try ImportRun(
      run, isDryRun: isDryRun, isReread: reread, tags: try tagging.tags()
    ).importing(paths)
    if options.wantsJSON {
      Console.print(outcome.envelope(generatedAt: run.now, paths: paths, isDryRun: isDryRun).text)
    } else if !options.quiet {
      Console.print(outcome.sentence(isDryRun: isDryRun) + "\n")
    }
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
      do throws(TagError) {
        let tag = try Tag(text)
        guard !tag.value.isEmpty, values[tag.key] == nil else { throw .notATag(text) }
        values[tag.key] = tag.value
      } catch {
        throw ValidationError("--tag: \(error)")
      }
    }
    return TagSet(values)
  }
}
