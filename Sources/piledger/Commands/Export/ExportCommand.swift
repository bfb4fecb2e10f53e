import ArgumentParser

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the ledger for other tools: FOCUS, hledger, tasks.",
    discussion: """
      EXAMPLES
        piledger export focus --period last-month -o october.csv
        piledger export focus --lint october.csv
        piledger export hledger -o piapi.journal
        piledger export tasks -f ndjson --since 2026-10-01 -o tasks.ndjson
      """,
    subcommands: [
      ExportFocusCommand.self, ExportHledgerCommand.self, ExportTasksCommand.self,
    ])
}
