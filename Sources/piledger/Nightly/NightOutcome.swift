import Billing
import Reporting

/// What a night came to.
struct NightOutcome {
  let steps: NightSteps
  /// Nil where the ledger could not be reconciled.
  let report: NightReport?
  /// The end of the day that it is of.
  let asOf: Instant

  /// What is to be told, nothing where all is as it was.
  var lines: [String] { report?.lines ?? NightReport.complaints(steps.complaints) }

  var envelope: JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.nightly/1", generatedAt: asOf, parameters: [],
      coverage: report?.coverage,
      data: .object([
        ("night", report.map(JSONNode.night) ?? .null),
        ("complaints", JSONNode.complaints(steps.complaints)),
        ("statuses", .array(steps.statuses.map { .integer(Int64($0.rawValue)) })),
      ]))
  }
}
