import Domain
import Ledger
import TestSupport
import Testing
import Traffic

@testable import Intake

/// A new task of a known kind goes straight into the table, everything else is merged: both ways
/// give the same ledger, wherever batches end.
@Suite struct BatchPathTests {
  /// Between the ends of the deliveries, so that some refunds are awaited and some are due.
  private static let asOf = "2026-05-09T12:00:00Z"

  /// What bounds a batch.
  struct Limits: CustomTestStringConvertible {
    var rows = BatchReader.defaultRowLimit
    var parts = SharedParts.defaultLimit

    var testDescription: String { "\(rows) rows, \(parts) templates" }
  }

  /// The ledger of records read by the scanner.
  private static func scenario(
    _ records: [String], limits: Limits = Limits(), asOf: String = asOf,
    card: SmallCard = SmallCard(), timeZone: String? = nil
  ) throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    let session = try LedgerScenario.session(
      try scenario.opened(.readWrite, timeZone: timeZone), asOf: asOf, card: card)
    let bytes = Array(records.joined(separator: "\n").utf8)
    var reader = BatchReader(
      MemorySource(bytes), named: "a.ndjson", rowLimit: limits.rows, partLimit: limits.parts)
    while let batch = reader.next() { try session.write(batch) }
    _ = try session.finish()
    let check = try scenario.opened().check()
    #expect(check.isClean, "\(check)")
    return scenario
  }

  @Test(arguments: [
    Limits(rows: 1), Limits(rows: 7), Limits(rows: 1, parts: 1), Limits(rows: 16, parts: 2),
    Limits(parts: 3),
  ])
  func `wherever batches end, and numbering restarts, the ledger is the same`(
    limits: Limits
  ) throws {
    for seed in UInt64(201)...203 {
      var deliveries = Deliveries(seed: seed, moreTasks: 20)
      let whole = try LedgerContent.rows(Self.scenario(deliveries.records))
      let parts = try LedgerContent.rows(Self.scenario(deliveries.shuffled(), limits: limits))
      #expect(parts == whole, "seed \(seed)")
    }
  }

  @Test(arguments: [UInt64(211), 212, 213, 214])
  func `the scanner and the general parser lead to the same ledger`(seed: UInt64) throws {
    let records = Deliveries(seed: seed, moreTasks: 20).records
    let parsed = try LedgerScenario()
    try parsed.importing([SourceText("a.ndjson", records)], asOf: Self.asOf)
    #expect(try LedgerContent.rows(Self.scenario(records)) == LedgerContent.rows(parsed))
  }

  @Test(arguments: ["America/New_York", "Europe/Berlin", "Pacific/Kiritimati", "Asia/Kolkata"])
  func `in every time zone the ledger is the same wherever batches end`(timeZone: String) throws {
    for seed in UInt64(221)...222 {
      let records = Deliveries(seed: seed, moreTasks: 20).records
      let whole = try Self.scenario(records, timeZone: timeZone)
      let single = try Self.scenario(records, limits: Limits(rows: 1), timeZone: timeZone)
      #expect(try LedgerContent.rows(single) == LedgerContent.rows(whole), "seed \(seed)")
    }
  }

  /// An image created at a moment, and its price by ``SmallCard``.
  private static func image(_ number: Int, createdAt: String) -> String {
    TaskText.task {
      ($0.taskID, $0.createdAt) = (taskID(number), createdAt)
      ($0.startedAt, $0.endedAt) = ("", "")
    }.envelope
  }

  @Test func `tasks of one batch on both sides of a price change have their own prices`() throws {
    let card = SmallCard(imageChange: "2026-05-04T10:00:00.5Z")
    let times = [
      "2026-05-04T10:00:00.499999999Z", "2026-05-04T10:00:00.5Z", "2026-05-05T00:00:00Z",
      "2026-05-03T00:00:00Z", "2026-05-04T10:00:00Z",
    ]
    let records = times.enumerated().map { Self.image($0.offset, createdAt: $0.element) }
    let sql = "SELECT created_at, expected_points FROM v_task ORDER BY created_at"
    for rows in [1, 100] {
      let scenario = try Self.scenario(records, limits: Limits(rows: rows), card: card)
      #expect(
        try scenario.table(sql) == [
          ["2026-05-03T00:00:00.000000000Z", "280000"],
          ["2026-05-04T10:00:00.000000000Z", "280000"],
          ["2026-05-04T10:00:00.499999999Z", "280000"],
          ["2026-05-04T10:00:00.500000000Z", "350000"],
          ["2026-05-05T00:00:00.000000000Z", "350000"],
        ])
    }
  }

  /// A task running since a moment.
  private static func running(_ number: Int, createdAt: String) -> String {
    TaskText.task {
      ($0.taskID, $0.createdAt, $0.startedAt, $0.endedAt) = (taskID(number), createdAt, "", "")
      ($0.status, $0.output, $0.usageType) = ("processing", "null", "point")
      ($0.frozen, $0.consume) = (280_000, 0)
    }.envelope
  }

  @Test(arguments: [
    ("2026-05-04T23:00:00Z", ["provisional", "provisional", "provisional"]),
    ("2026-05-05T11:00:00Z", ["stuck", "provisional", "provisional"]),
    ("2026-05-05T12:00:00Z", ["stuck", "stuck", "provisional"]),
    ("2026-05-09T00:00:00Z", ["stuck", "stuck", "stuck"]),
  ])
  func `running tasks of one kind are late each at its own moment`(
    asOf: String, verdicts: [String]
  ) throws {
    let records = ["10", "12", "14"].enumerated().map {
      Self.running($0.offset, createdAt: "2026-05-04T\($0.element):00:00Z")
    }
    for rows in [1, 100] {
      let scenario = try Self.scenario(records, limits: Limits(rows: rows), asOf: asOf)
      #expect(
        try scenario.table("SELECT verdict FROM v_task ORDER BY task_id")
          == verdicts.map { [$0] })
    }
  }

  @Test func `tasks of one kind whose price reads a varying field have separate prices`() throws {
    let records = (1...20).map { number in
      TaskText.task {
        ($0.taskID, $0.model, $0.taskType) = (taskID(number), "speech", "read-aloud")
        let text = String(repeating: "a", count: number)
        ($0.input, $0.output) = (#"{"text":"\#(text)"}"#, "null")
      }.envelope
    }
    for rows in [1, 100] {
      let scenario = try Self.scenario(records, limits: Limits(rows: rows))
      #expect(
        try scenario.table("SELECT expected_points FROM v_task ORDER BY task_id")
          == (1...20).map { ["\($0 * 1000)"] })
    }
  }

  @Test func `what an import says it did does not depend on where batches end`() throws {
    for seed in UInt64(231)...234 {
      let records = Deliveries(seed: seed, moreTasks: 20, movesCreation: false).records
      var counts: Set<String> = []
      for rows in [1, 5, 1000] {
        let scenario = try LedgerScenario()
        let session = try LedgerScenario.session(try scenario.opened(.readWrite))
        var reader = BatchReader(
          MemorySource(Array(records.joined(separator: "\n").utf8)), named: "a.ndjson",
          rowLimit: rows)
        while let batch = reader.next() { try session.write(batch) }
        counts.insert(try session.finish().tasks.text)
      }
      #expect(counts.count == 1, "seed \(seed): \(counts)")
    }
  }
}
