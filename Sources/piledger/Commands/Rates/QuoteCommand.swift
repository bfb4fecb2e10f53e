import Application
import ArgumentParser
import Domain
import RateCards
import Rendering
import Reports

struct QuoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quote",
    abstract: "Price requests before sending them.",
    discussion: """
      Takes create calls, one or many, plain or compressed: the body, {"model", "task_type", \
      "input"}, or {"model", "messages"} for an LLM; what a program notes of a request, such as \
      {"url", "headers", "body"}; an HTTP request as it is sent; a curl command; or CSV with the \
      columns model and task_type and one for each input field (an empty cell is not sent). Keys \
      in headers are not read.

      Quantities that cannot be known in advance are priced per unit, and as a range where their \
      limits are known, never as 0. Prices that are reported but not confirmed are named. With -v, \
      a single request is shown with the rates that were considered, as by piledger rates explain. \
      The status is 11 if a request has no price and 65 if one cannot be read.

      EXAMPLES
        piledger quote request.json
        echo '{"model":"sora2","task_type":"sora2-video"}' | piledger quote -
        piledger quote requests.ndjson --format csv
        piledger quote plan.csv                  columns model, task_type, duration, …
        piledger quote request.http -v           a request with its headers
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "Files, or - for standard input.")
  var paths: [String]

  func run() throws {
    let run = try options.run()
    let pricer = try run.pricer()
    let files = RequestFiles(paths)
    let quotes = files.requests.map { pricer.quote(for: $0, at: run.now) }
    if !quotes.isEmpty {
      let traced = options.verbose && quotes.count == 1 ? files.requests.first : nil
      try write(
        QuoteReport(quotes), trace: traced.map { pricer.trace(of: $0, at: run.now) }, run: run)
    }
    try ExitCode.end(files.statuses(of: quotes))
  }

  private func write(_ report: QuoteReport, trace: RateTrace?, run: Run) throws {
    let (table, readable) = (report.table, RateReport.readable(report.table))
    let isBrief = format.outputPath == nil && !options.verbose
    try format.write(
      FormattedResult(
        csv: table, markdown: MarkdownWriter.table(readable),
        json: JSONEnvelope(
          schema: "piledger.quote/1", generatedAt: run.now,
          parameters: [("paths", .array(paths.map { .string($0) }))], coverage: nil,
          data: report.json),
        text: { writer in
          guard report.isSingle else {
            return writer.table(RateReport.readable(table, isBrief: isBrief))
          }
          return writer.text(report) + (trace.map { "\n" + writer.considered($0) } ?? "")
        }),
      options)
  }
}
