import Application
import ArgumentParser
import Domain
import Rendering
import Reports

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Show the JSON Schema of what a command writes with --json.",
    discussion: """
      Without a name, lists the schemas. Each is JSON Schema (draft 2020-12) for the whole envelope; \
      its name is the member schema of the output, piledger.report.daily/1. The number is that of \
      the version: it changes if members go or change their meaning, not if members are added.

      EXAMPLES
        piledger schema
        piledger schema report.daily
        piledger schema piledger.reconcile/1 > reconcile.schema.json
      """)

  @Argument(
    help: "The name of a schema, with or without piledger. and the version.",
    completion: .list(OutputSchemas.all.map(OutputSchemas.shortName)))
  var name: String?

  func run() throws {
    guard let name else {
      let table = ReportTable(
        name: "schemas", title: "Schemas",
        columns: [
          ReportTable.Column("name", .text),
          ReportTable.Column("summary", heading: "written by", .text),
        ],
        rows: OutputSchemas.all.map { [.text(OutputSchemas.shortName($0)), .text($0.summary)] })
      return Console.print(TerminalWriter(width: Console.width, hasColor: false).table(table))
    }
    guard let shape = OutputSchemas.schema(named: name) else {
      throw Failure(
        .usage,
        "\(VisibleText.line(name, limit: 80)): no such schema"
          + NearestNames.hint(for: name, among: OutputSchemas.all.map(OutputSchemas.shortName)))
    }
    Console.print(shape.schema.text + "\n")
  }
}
