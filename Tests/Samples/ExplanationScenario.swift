import Domain
import Intake
import Ledger
package import RateCards
package import Reports
package import TestSupport

/// Explanations of tasks that were imported into a ledger and priced by a card of a few rates.
package enum ExplanationScenario {
  private static let card = """
    family: Test
    source: a price list
    checked: 2026-05-01
    certainty: high
    rates:
      - model: seedream
        task_type: seedream-5-lite
        unit: image
        quantity: [outputs, 1]
        defaults: { size: 2K }
        seen: [2026-03-16, 2026-06-01]
        prices:
          - when: { size: 2K }
            usd: 0.028
            unconfirmed:
              - { usd: 0.052, source: a forum, checked: 2026-05-01, certainty: medium,
                  seen: 2026-04-01 }
          - { when: { size: 3K }, usd: 0.028, times: 1.5 }
      - model: seedream
        task_type: seedream-5-lite-less-restriction
        like: seedream-5-lite
        markup: 25%
      - model: kling
        task_type: motion_control
        unit: second
        quantity: { unknown: [1, 30] }
        usd: 0.065
    penalties:
      - model: seedream
        task_type: seedream-5-lite
        error_code: 10003
        percent_of_price:
          - { from_violation: 1, percent: 1% }

    """

  package static func rateCard() throws -> RateCard {
    let file = CardFile(name: "card.yaml", bytes: Array(card.utf8))
    return try RateCard(reading: [CardSource(name: "small", files: [file])])
  }

  /// The explanation of the first task, after sources of one record each were imported.
  package static func explanation(
    of task: TaskText, _ others: TaskText..., asOf: String = "2026-06-01T00:00:00Z",
    sources: [String] = ["a.ndjson", "b.ndjson"]
  ) throws -> Explanation {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let ledger = try LedgerStore(path: folder.path("ledger.db"), access: .readWrite)
    let pricer = Pricer(card: try rateCard())
    guard let moment = Timestamp(asOf)?.instant else { throw Missing(what: asOf) }
    try ledger.usePricer(pricer, asOf: moment)
    let session = try ImportSession(store: ledger, pricer: pricer, asOf: moment)
    for (source, record) in zip(sources, [task] + others) {
      var reader = BatchReader(Array(record.envelope.utf8), named: source)
      while let batch = reader.next() { try session.write(batch) }
    }
    _ = try session.finish()
    let explained = try ledger.reader(asOf: moment).explained(
      TaskID(task.taskID), card: pricer.card)
    guard let explained else { throw Missing(what: task.taskID) }
    return Explanation(explained)
  }

  private struct Missing: Error {
    let what: String
  }
}

extension TaskText {
  /// Two 3K images at one and a quarter times the price.
  package static var matched: TaskText {
    task {
      $0.taskType = "seedream-5-lite-less-restriction"
      $0.input = #"{"prompt":"a lighthouse in the fog","size":"3K"}"#
      $0.output = #"{"image_urls":["https://img.example/1.png","https://img.example/2.png"]}"#
      $0.consume = 1_050_000
    }
  }

  package static var unpriced: TaskText {
    task {
      ($0.model, $0.taskType, $0.input) = ("aurora-9", "text2image", #"{"size":"2K"}"#)
    }
  }

  /// A video whose length is not in the response.
  package static var consistent: TaskText {
    task {
      ($0.model, $0.taskType, $0.input) = ("kling", "motion_control", #"{"mode":"std"}"#)
      $0.output = #"{"works":[{"video":{"resource":"https://media.example/1.mp4"}}]}"#
      ($0.usageType, $0.consume) = ("point", 5_850_000)
    }
  }
}
