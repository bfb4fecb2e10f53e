import Application
import ArgumentParser
import Domain
import Files
import Foundation
import Intake
import Ledger
import Rendering

struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Tag individual tasks from a CSV file of task ids and tags.",
    discussion: """
      Each line is a task id and a tag, such as project=ads; a tag without a value (project=) is \
      removed. Or the first line names columns: task_id, and the key of a tag for each other, as \
      in a spreadsheet. Commas, semicolons and tabs are separators. Columns of piledger export \
      tasks are no tags. If several lines have the same task and key, the last one counts. These tags take \
      precedence over those of an import (piledger import --tag), and those over the rules in the \
      configuration (tags). A task that is not in the ledger yet gets its tags when it is \
      imported. Lines that cannot be read are listed on stderr, and the status is 65; all other \
      lines are applied.

      EXAMPLES
        piledger tag projects.csv        lines task_id,tag, or columns task_id,project
        piledger tag -                   task_id,tag lines from standard input
        piledger report model --by tag:project,model --period last-month
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Flag(name: .customLong("dry-run"), help: "Show what would happen; write nothing.")
  var isDryRun = false

  @Argument(help: "A CSV file, or - for standard input.")
  var path: String

  func run() throws {
    try format.check(options)
    let run = try options.run()
    let file = TagFile(try TagCommand.bytes(of: path), ignoring: TagCommand.taskColumns)
    if !options.quiet {
      for note in notes(on: file) { Console.note(note) }
      for rejection in file.rejections {
        Console.error(
          "\(path):\(rejection.line): \(VisibleText.line(rejection.reason, limit: 300))")
      }
    }
    let ledger = try run.existingLedger(isDryRun ? .dryRun : .readWrite)
    let summary = try ledger.withWrites {
      try ledger.useTagRules(run.configuration.tagRules, asOf: run.now)
      return try ledger.tag(file.assignments.map { ($0.id, $0.tag) }, asOf: run.now)
    }
    try format.write(
      Receipt(envelope: envelope(summary, file, at: run.now), text: sentence(summary) + "\n"),
      options)
    try ExitCode.end(file.rejections.isEmpty ? [] : [.quarantined])
  }

  /// The columns of an export of tasks, which people add their own to.
  private static var taskColumns: Set<String> {
    let view = ViewDocumentation.all.first { $0.name == "v_task" }
    return Set(view?.columns.map(\.name) ?? [])
  }

  private func notes(on file: TagFile) -> [String] {
    let ignored = file.ignoredColumns.map { VisibleText.line($0) }.joined(separator: ", ")
    return [
      file.isWindowsText ? "\(path): read as Windows-1252, since it is no UTF-8" : nil,
      ignored.isEmpty
        ? nil : "\(path): these columns of a task are not read as tags: \(ignored)",
    ].compactMap(\.self)
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    if path == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
    return try WholeFile.bytes(at: path)
  }

  private func sentence(_ summary: TaggingSummary) -> String {
    let tasks = summary.changed + summary.unchanged
    let waiting = summary.waiting > 0 ? ", \(summary.waiting) not in the ledger yet" : ""
    return "\(isDryRun ? "would tag" : "tagged") \(tasks) \(tasks == 1 ? "task" : "tasks") "
      + "(\(summary.changed) changed, \(summary.unchanged) unchanged\(waiting))"
  }

  private func envelope(
    _ summary: TaggingSummary, _ file: TagFile, at now: Instant
  ) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.tag/1", generatedAt: now,
      parameters: [("path", .string(path)), ("dry_run", .bool(isDryRun))], coverage: nil,
      data: .object([
        ("changed", .integer(Int64(summary.changed))),
        ("unchanged", .integer(Int64(summary.unchanged))),
        ("waiting", .integer(Int64(summary.waiting))),
        ("rejected", .integer(Int64(file.rejections.count))),
      ]))
  }
}
