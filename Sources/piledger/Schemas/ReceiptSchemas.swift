import Domain
import Reconciliation
import Rendering

/// The schemas of what commands say that they have done.
extension OutputSchemas {
  static let receipts =
    [
      JSONEnvelopeShape(
        "piledger.fetch.plan/1", "piledger fetch --dry-run: what would be asked for",
        parameters: [("dry_run", .bool)], data: .object([("plan", .string)])),
      JSONEnvelopeShape(
        "piledger.acknowledge.change/1", "piledger acknowledge FINDING: its new state",
        parameters: [("dry_run", .bool)],
        data: .object(
          [
            ("finding", .string), ("kind", .string), ("state", .word(["acknowledged", "open"])),
          ], optional: JSONShape.money("amount") + [("until", .optional(.day))])),
      JSONEnvelopeShape(
        "piledger.close.list/1", "piledger close: months that were closed or reopened",
        data: .anyTable),
      JSONEnvelopeShape(
        "piledger.backup/1", "piledger backup: the copy", data: .object([("path", .string)])),
      JSONEnvelopeShape(
        "piledger.config.init/1", "piledger config init: the file",
        data: .object([("path", .string)])),
    ] + months + claimStates + walletEntries

  private static let months = ["close", "reopen"].map { command in
    JSONEnvelopeShape(
      "piledger.\(command)/1", "piledger \(command) MONTH: what was done",
      data: .object([
        ("month", .string), ("action", .string), ("currency", .optional(.string)),
      ]))
  }

  private static let claimStates = [ClaimState.sent, .accepted, .rejected].map { state in
    JSONEnvelopeShape(
      "piledger.claims.\(state.rawValue)/1",
      "piledger claims \(state.rawValue): a claim's new state",
      data: .object([("claim", .integer), ("state", .string), ("note", .string)]))
  }

  private static let walletEntries = ["top-up", "charge"].flatMap { name in
    [
      JSONEnvelopeShape(
        "piledger.wallet.add-\(name)/1", "piledger wallet add-\(name): the new entry",
        data: .object(
          [("number", .integer), ("day", .day)] + JSONShape.money("amount")
            + [("note", .string)])),
      JSONEnvelopeShape(
        "piledger.wallet.remove-\(name)/1", "piledger wallet remove-\(name): the entry",
        data: .object([("number", .integer)])),
    ]
  }
}
