import Application
import ArgumentParser
import Ledger
import Reconciliation
import Rendering

struct ClaimsSentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sent",
    abstract: "Mark a claim as sent.",
    discussion: """
      EXAMPLES
        piledger claims sent 3 --note "ticket 4711"
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var note: ClaimNote

  func run() throws { try note.set(.sent, options, format) }
}

struct ClaimsAcceptedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accepted",
    abstract: "Mark a sent claim as accepted by the provider.",
    discussion: """
      EXAMPLES
        piledger claims accepted 3 --note "mail of 2026-11-05"
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var note: ClaimNote

  func run() throws { try note.set(.accepted, options, format) }
}

struct ClaimsRejectedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejected",
    abstract: "Mark a claim as rejected or abandoned; its tasks can be claimed again.",
    discussion: """
      EXAMPLES
        piledger claims rejected 3 --note "their price page had changed"
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var note: ClaimNote

  func run() throws { try note.set(.rejected, options, format) }
}

/// Which claim, and what to note about it.
struct ClaimNote: ParsableArguments {
  @Option(name: .customLong("note"), help: "A note for later readers.")
  var text = ""

  @Argument(help: "The claim number.")
  var number: Int64

  func set(_ state: ClaimState, _ options: GlobalOptions, _ format: FormatOptions) throws {
    try format.check(options)
    let run = try options.run()
    let ledger = try run.existingLedger(.readWrite)
    try ledger.noteCreditedClaims(asOf: run.now)
    guard let claim = try ledger.claims().first(where: { $0.id == number }) else {
      throw Failure(.noInput, "\(number): no such claim in the ledger; see piledger claims list")
    }
    guard state.follows(claim.state) else {
      throw Failure(
        .usage, "claim \(number) is \(claim.state.rawValue), and cannot become \(state.rawValue)")
    }
    try ledger.note(ClaimEvent(state: state, at: run.now, note: text), ofClaim: number)
    try format.write(
      Receipt(
        envelope: JSONEnvelope(
          schema: "piledger.claims.\(state.rawValue)/1", generatedAt: run.now, parameters: [],
          coverage: nil,
          data: .object([
            ("claim", .integer(number)), ("state", .string(state.rawValue)),
            ("note", .string(text)),
          ])),
        text: "claim \(number) is \(state.rawValue)\n"),
      options)
  }
}
