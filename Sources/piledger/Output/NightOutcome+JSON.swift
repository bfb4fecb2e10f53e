import Application
import Domain
import Reconciliation
import Rendering
import Reports

extension NightOutcome {
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
