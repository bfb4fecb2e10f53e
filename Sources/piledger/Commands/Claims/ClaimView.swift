import Application
import Domain
import Ledger
import Reconciliation
import Rendering
import Reports

/// A claim that can be written in each format.
struct ClaimView {
  let claim: Claim
  private let tasks: [Int: [ClaimTask]]

  init(id: Int64, ledger: LedgerStore) throws {
    guard let claim = try ledger.claims().first(where: { $0.id == id }) else {
      throw Failure(.noInput, "\(id): no such claim in the ledger; see piledger claims list")
    }
    self.claim = claim
    tasks = try ledger.tasks(ofClaim: id)
  }

  private var letter: String { ClaimLetter.text(claim, tasks: tasks) }
  private var table: ReportTable { ClaimReport.tasks(claim, tasks) }

  /// Writes the letter, or the letter and the CSV if the output is a folder.
  func write(_ format: FormatOptions, options: GlobalOptions, run: Run) throws {
    if let path = format.folder(wantsJSON: options.wantsJSON) {
      try OutputFile.makeFolder(path)
      try OutputFile.write(letter, to: "\(path)/claim-\(claim.id).md")
      try OutputFile.write(
        CSVWriter.text(table, in: format.csv.form), to: "\(path)/claim-\(claim.id).csv")
      return
    }
    try format.write(
      FormattedResult(
        csv: table, markdown: letter, json: envelope(at: run.now),
        text: { _ in letter }),
      options)
  }

  private func envelope(at now: Instant) -> JSONEnvelope {
    let events = claim.events.map { event in
      JSONNode.object([
        ("state", .string(event.state.rawValue)), ("at", .string(event.at.description)),
        ("note", .string(event.note)),
      ])
    }
    let members: [(String, JSONNode)] =
      [
        ("claim", .integer(claim.id)), ("period", .string(claim.period)),
        ("account", .optional(claim.account.isEmpty ? nil : claim.account)),
        ("card", .string(claim.cardName)), ("card_fingerprint", .string(claim.cardFingerprint)),
        ("state", .string(claim.state.rawValue)), ("made_at", .string(claim.madeAt.description)),
      ] + JSONNode.money("claimed", claim.net) + JSONNode.money("credited", claim.credited)
    return JSONEnvelope(
      schema: "piledger.claims.show/1", generatedAt: now,
      parameters: [("claim", .integer(claim.id))], coverage: nil,
      data: .object(
        members + [
          ("events", .array(events)),
          ("claimed", .table(ClaimReport.causes(claim.proved, isProved: true))),
          ("unproved", .table(ClaimReport.causes(claim.unproved, isProved: false))),
          ("left_out", leftOut), ("tasks", .table(table)),
        ]))
  }

  private var leftOut: JSONNode {
    let leftOut = claim.leftOut
    return .object([
      ("in_grace", .integer(Int64(leftOut.inGrace))),
      ("unsettled", .integer(Int64(leftOut.unsettled))),
      ("waived", .integer(Int64(leftOut.waived))),
      ("claimed", .integer(Int64(leftOut.claimed))),
    ])
  }
}
