import Domain
package import Reports

extension TerminalWriter {
  /// The prices in question, SKU by SKU, with the commands that settle them.
  package func text(_ report: PriceEvidenceReport) -> String {
    let questions = report.questions.map { question in
      lines([question.sku.description]) + question.prices.map(text).joined()
        // A command is to be copied, so it is never wrapped.
        + question.commands.map { "  \(VisibleText.line($0))\n" }.joined()
    }
    return (questions.isEmpty ? ["no price is in question\n"] : questions)
      .joined(separator: "\n") + (report.notes.isEmpty ? "" : "\n" + lines(report.notes))
  }

  private func text(_ price: PriceEvidenceReport.Price) -> String {
    let tasks = price.tasks.map { "\($0) \($0 == 1 ? "task" : "tasks")" }
    let last = price.lastDay.map { "the last on \($0)" }
    let text = [price.text, tasks, last, price.basis].compactMap(\.self).joined(separator: ", ")
    return labeled("  \(price.origin.rawValue)", text, indent: 13)
  }
}

extension PriceEvidenceReport {
  package var json: JSONNode {
    .array(
      questions.map { question in
        .object([
          ("sku", .string(question.sku.description)),
          ("prices", .array(question.prices.map(PriceEvidenceReport.json))),
          ("commands", .array(question.commands.map { .string($0) })),
        ])
      })
  }

  private static func json(_ price: Price) -> JSONNode {
    .object([
      ("origin", .string(price.origin.rawValue)), ("price", .optional(price.text)),
      ("usd", .optional(price.usd?.description)), ("basis", .string(price.basis)),
      ("tasks", price.tasks.map { .integer(Int64($0)) } ?? .null),
      ("last_day", .optional(price.lastDay?.description)),
    ])
  }
}
