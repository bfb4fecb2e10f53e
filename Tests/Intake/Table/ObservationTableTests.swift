import Domain
import TestSupport
import Testing
import Traffic

@testable import Intake

/// What the table keeps of a task is, merged, what all its observations are, merged.
@Suite struct ObservationTableTests {
  /// The tasks of records, each from all its observations.
  private static func merged(_ records: [String]) -> [TaskID: TaskRecord] {
    var tasks: [TaskID: TaskRecord] = [:]
    var reader = RecordReader(MemorySource(Array(records.joined(separator: "\n").utf8)))
    while let item = reader.next() {
      guard case .record(.task(let observation), _) = item else { continue }
      let record = TaskRecord(observation)
      tasks[observation.id, default: record].merge(record)
    }
    return tasks
  }

  private static func table(_ records: [String]) throws -> ObservationTable {
    let table = ObservationTable()
    let reader = BatchReader(
      MemorySource(Array(records.joined(separator: "\n").utf8)), named: "a", rowLimit: 7,
      partLimit: 5)
    while let batch = reader.next() { table.add(batch) }
    return table
  }

  /// The tasks of a table, each merged from what the table has of it.
  private static func merged(_ table: ObservationTable) -> [TaskID: TaskRecord] {
    var tasks: [TaskID: TaskRecord] = [:]
    for number in 0..<table.count {
      for observation in table.all(ofTask: number) {
        let record = record(of: observation, in: table)
        tasks[record.id, default: record].merge(record)
      }
    }
    return tasks
  }

  private static func record(
    of observation: TaskObservation, in table: ObservationTable
  ) -> TaskRecord {
    let instant = { (nanoseconds: Int64) in
      nanoseconds == ObservationRow.unknown ? nil : Instant(nanoseconds: nanoseconds)
    }
    let state = table.states[Int(observation.state)]
    let values = String(decoding: table.values(of: observation), as: UTF8.self)
    let stamp = ObservationStamp(
      hasEnded: state.status.hasEnded, endedAt: instant(observation.endedAt),
      seenAt: instant(observation.seenAt))
    let usage = state.usage.map { TaskRecord.StampedUsage(stamp: stamp, usage: $0) }
    return TaskRecord(
      id: TaskID(
        high: observation.idHigh, low: observation.idLow, oddText: table.oddID(of: observation)),
      account: state.account,
      request: table.templates[Int(observation.template)].request(varyingValues: values),
      createdAt: instant(observation.createdAt),
      state: TaskRecord.State(
        stamp: stamp, status: state.status, isOwnAccount: state.isOwnAccount,
        outputCount: state.outputCount, errorCode: state.errorCode),
      usage: usage, bookings: stamp.hasEnded ? [usage].compactMap(\.self) : [])
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `the observations that are kept of a task say what all of them said`(seed: UInt64) throws {
    let records = Deliveries(seed: seed).records
    #expect(Self.merged(try Self.table(records)) == Self.merged(records))
  }

  @Test(arguments: 101...160 as ClosedRange<UInt64>)
  func `two tables become one that says what both said`(seed: UInt64) throws {
    let records = Deliveries(seed: seed).records
    let table = try Self.table(Array(records[..<(records.count / 2)]))
    table.add(try Self.table(Array(records[(records.count / 2)...])))
    #expect(Self.merged(table) == Self.merged(records))
  }

  @Test(arguments: 201...230 as ClosedRange<UInt64>)
  func `odd records are kept like usual ones`(seed: UInt64) throws {
    var tasks = RandomTasks(seed: seed, oddPercent: 3)
    let records = (0..<200).map { _ in tasks.document().replacing("\n", with: " ") }
    #expect(Self.merged(try Self.table(records)) == Self.merged(records))
  }

  @Test func `of the states of a task the table keeps one observation`() throws {
    let pending = TaskText.task {
      ($0.status, $0.endedAt, $0.output, $0.consume) = ("pending", "", "null", 0)
      $0.input = #"{"prompt":"a lighthouse in the fog","size":"1K"}"#
    }
    let webhook = TaskText().webhook(timestamp: 1_778_230_000)
    let records = [pending.envelope, TaskText().envelope, webhook]
    let table = try Self.table(records + records.reversed())
    #expect(table.count == 1)
    #expect(table.all(ofTask: 0).count == 1)
    #expect(Self.merged(table) == Self.merged(records))
  }

  @Test func `bookings that disagree are all kept`() throws {
    let other = TaskText.task { ($0.consume, $0.endedAt) = (300_000, "2026-05-04T10:00:10Z") }
    let table = try Self.table([TaskText().bare, other.bare])
    #expect(table.all(ofTask: 0).count == 2)
  }

  @Test func `many tasks are found again`() throws {
    let records = (0..<40_000).map { number in
      TaskText.task { $0.taskID = "00000000-0000-4000-8000-0000000\(10_000 + number)" }.bare
    }
    let table = try Self.table(records)
    table.add(try Self.table(records))
    #expect(table.count == 40_000)
  }
}
