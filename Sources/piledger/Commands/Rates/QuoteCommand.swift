import Application
import ArgumentParser
import Domain
import Foundation
import Intake
import RateCards
import Rendering
import Reports

struct QuoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quote",
    abstract: "Price requests before sending them.",
    discussion: """
      Takes bodies of the create call, one or many: one after another, a line each or in lists, \
      plain or compressed: {"model", "task_type", "input"}, or {"model", "messages"} for an LLM. \
      Quantities that cannot be known in advance are priced per unit, and as a range where their \
      limits are known, never as 0. The status is 11 if a request has no price and 65 if one cannot \
      be read.

      EXAMPLES
        piledger quote request.json
        echo '{"model":"sora2","task_type":"sora2-video","input":{"duration":8}}' | piledger quote -
        piledger quote requests.ndjson --format csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "Files, or - for standard input.")
  var paths: [String]

  func run() throws {
    let run = try options.run()
    let pricer = try run.pricer()
    var quotes: [Quote] = []
    var isUnreadable = false
    var isInputMissing = false
    for path in paths {
      do throws(SourceError) {
        var bodies = try RequestBodies(ContentSource(try source(path)))
        while let body = bodies.next() {
          switch body.request {
          case .success(let request): quotes.append(pricer.quote(for: request, at: run.now))
          case .failure(let error):
            isUnreadable = true
            let reason = VisibleText.line(error.description, limit: 300)
            Console.error("\(path): line \(body.line): \(reason)")
          }
        }
      } catch {
        // With damaged gzip, the content is at fault, and the error has no path.
        if error.path == nil { isUnreadable = true } else { isInputMissing = true }
        Console.error(error.path == nil ? "\(path): \(error)" : error.description)
      }
    }
    if !quotes.isEmpty { try write(QuoteReport(quotes), run: run) }
    let isUnpriced = quotes.contains { quote in
      if case .unpriced = quote.price { true } else { false }
    }
    try ExitCode.end(
      (isUnreadable ? [.quarantined] : []) + (isUnpriced ? [.unpricedAboveLimit] : [])
        + (isInputMissing || (quotes.isEmpty && !isUnreadable) ? [.noInput] : []))
  }

  private func source(_ path: String) throws(SourceError) -> FileSource {
    guard path != "-" else { return FileSource(descriptor: dup(STDIN_FILENO), name: "stdin") }
    return try FileSource(path: path)
  }

  private func write(_ report: QuoteReport, run: Run) throws {
    let (table, readable) = (report.table, RateReport.readable(report.table))
    let isBrief = format.outputPath == nil && !options.verbose
    try format.write(
      FormattedResult(
        csv: CSVWriter.text(table), markdown: MarkdownWriter.table(readable),
        json: JSONEnvelope(
          schema: "piledger.quote/1", generatedAt: run.now,
          parameters: [("paths", .array(paths.map { .string($0) }))], coverage: nil,
          data: report.json),
        text: { writer in
          report.isSingle
            ? report.proofText : writer.table(RateReport.readable(table, isBrief: isBrief))
        }),
      options)
  }
}
