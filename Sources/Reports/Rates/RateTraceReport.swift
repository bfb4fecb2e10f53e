package import Domain
package import RateCards

/// How the prices of requests are found: the rates that were considered, and why each one was
/// chosen or not.
package struct RateTraceReport: Sendable {
  package struct Entry: Sendable {
    package let quote: Quote
    package let trace: RateTrace

    /// The price of a request at a moment, and how it is found.
    package init(_ request: Request, by pricer: Pricer, at moment: Instant) {
      quote = pricer.quote(for: request, at: moment)
      trace = pricer.trace(of: request, at: moment)
    }
  }

  package let entries: [Entry]

  package init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// One row per request and rate, the chosen one first, then the nearest.
  package var table: ReportTable {
    ReportTable(
      name: "explain", title: "Rates considered",
      columns: [
        ReportTable.Column("request", .count), ReportTable.Column("rate", .text),
        ReportTable.Column("verdict", .text), ReportTable.Column("why", .text),
        ReportTable.Column("price", .text), ReportTable.Column("from", .time),
        ReportTable.Column("until", .time), ReportTable.Column("card", .text),
        ReportTable.Column("place", .text),
      ],
      rows: entries.enumerated().flatMap { index, entry in
        entry.trace.candidates.map { RateTraceReport.row($0, number: index + 1, in: entry.trace) }
      })
  }

  private static func row(
    _ candidate: RateTrace.Candidate, number: Int, in trace: RateTrace
  ) -> [Cell] {
    let day = { (moment: Instant?) in moment.map { Cell.text($0.dayOrMomentText) } ?? .none }
    return [
      .count(number), .text(candidate.rate), .word(candidate.verdict.name),
      .text(trace.why(candidate)), .text(candidate.prices.joined(separator: " + ")),
      day(candidate.period.from), day(candidate.period.until), .text(candidate.card),
      .text(candidate.place.description),
    ]
  }
}

extension RateTrace {
  /// Why a rate was chosen or not.
  package func why(_ candidate: Candidate) -> String {
    switch candidate.verdict {
    case .chosen: whyChosen
    case .outranked(let precedence): "fits too, but the chosen one \(RateTrace.text(precedence))"
    case .otherTime: "in force \(candidate.period), not at \(moment.dayOrMomentText)"
    case .unmet:
      candidate.tests.filter { !$0.isMet }.map { test in
        "\(test.field) is \(test.found ?? "not given"), wanted \(test.wanted)"
      }.joined(separator: "; ")
    }
  }

  private var whyChosen: String {
    let precedences = candidates.compactMap { candidate -> RatePrecedence?? in
      if case .outranked(let precedence) = candidate.verdict { precedence } else { nil }
    }
    guard !precedences.isEmpty else { return "the only rate in force that fits" }
    var texts: [String] = []
    for text in precedences.map(RateTrace.text) where !texts.contains(text) { texts.append(text) }
    return "of \(precedences.count + 1) that fit, it \(texts.joined(separator: ", and "))"
  }

  /// What gives a rate precedence.
  private static func text(_ precedence: RatePrecedence?) -> String {
    switch precedence {
    case .upperCard: "is in a card above"
    case .exactName: "has the exact name, not a pattern"
    case .moreConditions: "has more conditions"
    case nil: "is first in the card"
    }
  }
}

extension RateTrace.Verdict {
  /// The word for it in tables and JSON.
  package var name: String {
    switch self {
    case .chosen: "chosen"
    case .outranked: "outranked"
    case .otherTime: "other_time"
    case .unmet: "unmet"
    }
  }
}
