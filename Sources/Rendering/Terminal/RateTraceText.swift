import Domain
package import RateCards
package import Reports

extension TerminalWriter {
  /// The prices of requests, with the rates that were considered.
  package func text(_ report: RateTraceReport) -> String {
    report.entries.map { entry in
      facts(of: entry) + "\n" + considered(entry.trace)
    }.joined(separator: "\n")
  }

  private func facts(of entry: RateTraceReport.Entry) -> String {
    let trace = entry.trace
    let words = { (fields: [Request.Field]) in
      fields.map { "\($0.name)=\($0.value.text)" }.joined(separator: " ")
    }
    let name = "\(trace.request.model)/\(trace.request.taskType)"
    var facts = [
      ("request", "\(name) \(words(trace.request.fields))"), ("at", trace.moment.description),
    ]
    facts.append(("price", entry.quote.priceText))
    facts += entry.quote.reported.map { ("reported", $0.fullText) }
    facts += entry.quote.notes.map { ("note", $0) }
    return facts.map { labeled($0.0, $0.1, indent: 10) }.joined()
  }

  /// The rates that were considered: the chosen one, and why not the others.
  package func considered(_ trace: RateTrace) -> String {
    guard !trace.candidates.isEmpty else { return lines(["No rate has this name."]) }
    let others = trace.candidates.filter { $0.verdict != .chosen }
    let chosen = trace.chosen.map { emphasized("Chosen") + "\n" + text($0, in: trace) + "\n" } ?? ""
    guard !others.isEmpty else { return chosen + lines(["No other rate has this name."]) }
    return chosen + emphasized("Not chosen") + "\n" + others.map { text($0, in: trace) }.joined()
  }

  private func text(_ candidate: RateTrace.Candidate, in trace: RateTrace) -> String {
    let price = candidate.prices.joined(separator: " + ")
    return indented(candidate.rate, by: 2)
      + indented("\(price), \(candidate.period); \(candidate.place)", by: 4)
      + indented(trace.why(candidate), by: 4)
  }
}

extension RateTraceReport {
  package var json: JSONNode {
    .array(
      entries.map { entry in
        let trace = entry.trace
        return .object(
          [
            ("sku", .string(entry.quote.sku.description)),
            ("model", .string(trace.request.model)),
            ("task_type", .string(trace.request.taskType)),
            ("fields", RateTraceReport.fields(trace.request.fields)),
            ("at", .string(trace.moment.description)),
            ("defaults", RateTraceReport.fields(trace.defaults)),
          ] + entry.quote.priceMembers + [
            ("reported", .array(entry.quote.reported.map(\.json))),
            ("notes", .array(entry.quote.notes.map { .string($0) })),
            ("rates", .array(trace.candidates.map { RateTraceReport.json($0, in: trace) })),
          ])
      })
  }

  private static func fields(_ fields: [Request.Field]) -> JSONNode {
    .object(fields.map { ($0.name, .string($0.value.text)) })
  }

  private static func json(_ candidate: RateTrace.Candidate, in trace: RateTrace) -> JSONNode {
    .object([
      ("rate", .string(candidate.rate)), ("verdict", .string(candidate.verdict.name)),
      ("why", .string(trace.why(candidate))),
      ("prices", .array(candidate.prices.map { .string($0) })),
      ("from", .optional(candidate.period.from?.dayOrMomentText)),
      ("until", .optional(candidate.period.until?.dayOrMomentText)),
      ("card", .string(candidate.card)), ("place", .string(candidate.place.description)),
      (
        "conditions",
        .array(
          candidate.tests.map { test in
            .object([
              ("field", .string(test.field)), ("wanted", .string(test.wanted)),
              ("found", .optional(test.found)), ("is_met", .bool(test.isMet)),
            ])
          })
      ),
    ])
  }
}
