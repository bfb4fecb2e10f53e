package import Domain
package import RateCards
package import Reconciliation

/// Why a task cost what it did: the proof of its expected price, and what was booked.
package struct Explanation: Sendable {
  package let taskID: String
  /// The known facts about the task, as labels and texts, in reading order.
  package let facts: [(label: String, text: String)]
  /// The steps that produced the expected price; empty if no rate matches.
  package let steps: [ProofStep]
  /// Billed, expected, variance and verdict.
  package let outcome: [(label: String, text: String)]
  package let notes: [String]
  /// The same outcome for programs.
  package let amounts: [(name: String, points: Points?)]
  package let verdict: Verdict

  package init(_ task: ExplainedTask) {
    taskID = task.record.id.text
    facts = Explanation.facts(of: task)
    steps = Explanation.steps(of: task)
    outcome = Explanation.outcome(of: task)
    notes = Explanation.notes(on: task)
    amounts = [
      ("billed", task.record.billed), ("expected", task.line.expected), ("price", task.line.price),
      ("frozen", task.record.frozen), ("variance", task.line.variance),
    ]
    verdict = task.line.verdict
  }
}

extension Explanation {
  private static func facts(of task: ExplainedTask) -> [(label: String, text: String)] {
    let record = task.record
    let fields = record.request.fields.map { "\($0.name)=\($0.value.text)" }
    var facts = [
      ("source", task.source),
      ("model", "\(record.request.model) / \(record.request.taskType)"),
      ("status", record.state.status.name),
      ("created", record.createdAt?.description ?? "unknown"),
      ("ended", record.state.stamp.endedAt?.description ?? "unknown"),
      ("request", fields.isEmpty ? "no known fields" : fields.joined(separator: ", ")),
      ("results", record.state.outputCount.map(String.init) ?? "none to count"),
      ("SKU", task.line.pricing.skuName),
    ]
    if !task.line.tags.isEmpty { facts.append(("tags", task.line.tags.description)) }
    guard let formula = task.line.pricing.rated?.formula else {
      return facts + [("rate", "none: \(task.line.pricing.unpricedReason)")]
    }
    let seen = formula.seen.isEmpty ? "" : "; seen \(formula.seen)"
    facts += [
      ("rate", formula.rate),
      ("period", formula.period + seen),
      ("card", "\(formula.card), \(formula.place)"),
      (
        "published",
        "\(formula.source), checked \(formula.checked.isEmpty ? "never" : formula.checked), "
          + "\(formula.certainty) certainty"
      ),
    ]
    return facts
  }

  private static func steps(of task: ExplainedTask) -> [ProofStep] {
    guard let rated = task.line.pricing.rated else { return [] }
    var pipeline = PricePipeline(rated.formula)
    if let unknown = rated.quantities.unknown {
      _ = try? pipeline.lotPrice(rated.quantities, unknown: unknown)
    } else {
      _ = try? pipeline.price(rated.quantities)
    }
    return pipeline.steps
  }

  private static func outcome(of task: ExplainedTask) -> [(label: String, text: String)] {
    let billed = task.record.billed
    let settled = task.record.isSettled ? "" : ", unsettled: the task has not ended"
    var outcome = [
      ("billed", billed.map { text($0) + settled } ?? unbilledText(task)),
      // An amount with nothing to compare it with is a price, not an expectation.
      task.line.expected.map { ("expected", text($0)) } ?? (
        "price", task.line.price.map(text) ?? "unknown"
      ),
    ]
    if task.record.frozen > .zero { outcome.append(("frozen", text(task.record.frozen))) }
    if let variance = task.line.variance {
      outcome.append(("variance", (variance > .zero ? "+" : "") + text(variance)))
    }
    outcome.append(("verdict", verdictText(task.line)))
    return outcome
  }

  /// `matched`, or `matched by the later price` if it is unknown which price was in force.
  private static func verdictText(_ line: LedgerLine) -> String {
    guard line.verdict == .matched, let change = line.pricing.rated?.formula.uncertainChange else {
      return line.verdict.words
    }
    return "\(line.verdict.words) by \(change.priceText)"
  }

  private static func unbilledText(_ task: ExplainedTask) -> String {
    if task.record.isBilledInOtherUnit { return "in a unit other than points" }
    return task.record.isSettled
      ? "unknown: the answer does not say what was booked" : "nothing booked yet"
  }

  private static func text(_ points: Points) -> String {
    "\(points.count) points = \(points.usdText) USD"
  }

  private static func notes(on task: ExplainedTask) -> [String] {
    var notes = task.line.pricing.rated?.formula.notes(createdAt: task.record.createdAt) ?? []
    notes += quantityNotes(on: task)
    if task.isCompletedByHistory {
      notes.append(
        "the account history tells its end and what was booked; no answer does, and a later one wins"
      )
    }
    let figure = task.record.billed ?? (task.record.frozen > .zero ? task.record.frozen : nil)
    if let figure, figure != task.line.price {
      notes += task.line.pricing.alternatives.filter { $0.points == figure }.map {
        "\(task.record.billed == nil ? "frozen" : "billed") equals \($0.label)"
      }
    }
    if task.record.state.status.isWithoutResult {
      notes.append(penaltyNote(on: task))
    }
    if task.record.isBilledInOtherUnit, let text = task.record.usage?.usage.otherUnitText {
      notes.append("booked \(text), which is not money")
    }
    if task.record.state.isOwnAccount {
      notes.append("the task ran on the user's own account, which is paid per seat")
    }
    if let asked = task.asked, asked.answer == .gone {
      notes.append(
        "the provider no longer has the task (\(asked.code), asked \(asked.at.day)), so its end "
          + "will not be known from it")
    }
    notes += task.bookings.map { booking in
      let ended = booking.endedAt.map { ", ended \($0)" } ?? ""
      return "booked \(text(booking.points)) by \(booking.source)\(ended)"
    }
    return notes
  }

  /// How the penalty came about, or a note that there is none.
  private static func penaltyNote(on task: ExplainedTask) -> String {
    guard let penalty = task.penalty, let points = penalty.points else {
      return "a failed or cancelled task costs nothing"
    }
    return "penalty \(text(points)): \(penalty.text)"
  }

  private static func quantityNotes(on task: ExplainedTask) -> [String] {
    guard let rated = task.line.pricing.rated, let unknown = rated.quantities.unknown,
      !task.record.state.status.isWithoutResult
    else { return [] }
    var pipeline = PricePipeline(rated.formula)
    guard let lot = try? pipeline.lotPrice(rated.quantities, unknown: unknown),
      let billed = task.record.billed
    else { return ["the number of \(unknown.name)s is not in the response"] }
    guard let units = lot.impliedUnits(billed: billed) else {
      return [
        "the booked points are not a whole number of \(lot.unit)s within the documented limits"
      ]
    }
    return ["the booked points imply \(units) \(lot.unit)\(units == .one ? "" : "s")"]
  }
}
