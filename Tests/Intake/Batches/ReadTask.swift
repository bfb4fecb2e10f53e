import Domain

@testable import Intake

/// What is compared of a task: everything that a row keeps.
struct ReadTask: Hashable {
  let id: TaskID
  let request: Request
  let state: ObservedState
  let createdAt: Instant?
  let endedAt: Instant?
  let seenAt: Instant?
  let line: Int

  func moved(toLine line: Int) -> ReadTask {
    ReadTask(
      id: id, request: request, state: state, createdAt: createdAt, endedAt: endedAt,
      seenAt: seenAt, line: line)
  }
}

/// Everything that was read from a source.
struct ReadSource: Equatable {
  var tasks: [ReadTask] = []
  /// Other records, and rejections.
  var others: [IntakeItem] = []

  /// What the general parser reads.
  static func carefully(
    _ input: [UInt8], chunkSizeBytes: Int = 1 << 20, valueLimitBytes: Int = 64 << 20
  ) -> ReadSource {
    var reader = RecordReader(
      MemorySource(input, chunkSizeBytes: chunkSizeBytes), valueLimitBytes: valueLimitBytes)
    var source = ReadSource()
    while let item = reader.next() {
      guard case .record(.task(let task), let place) = item else {
        source.others.append(item)
        continue
      }
      source.tasks.append(
        ReadTask(
          id: task.id, request: task.request, state: task.observedState,
          createdAt: task.createdAt, endedAt: task.endedAt, seenAt: task.seenAt, line: place.line))
    }
    return source
  }

  /// What comes in batches.
  static func inBatches(
    _ input: [UInt8], chunkSizeBytes: Int = 1 << 20, rowLimit: Int = 100,
    valueLimitBytes: Int = 64 << 20
  ) throws -> ReadSource {
    var reader = BatchReader(
      MemorySource(input, chunkSizeBytes: chunkSizeBytes), named: "memory", rowLimit: rowLimit,
      valueLimitBytes: valueLimitBytes)
    return try BatchUnpacking.unpacked { () throws(SourceError) in reader.next() }
  }
}

/// Turns batches back to tasks, as the ledger does.
struct BatchUnpacking {
  private var templates: [RequestTemplate] = []
  private var states: [ObservedState] = []
  private(set) var source = ReadSource()

  static func unpacked(
    _ next: () throws(SourceError) -> RecordBatch?
  ) throws -> ReadSource {
    var unpacking = BatchUnpacking()
    while let batch = try next() { unpacking.add(batch) }
    return unpacking.source
  }

  mutating func add(_ batch: RecordBatch) {
    if batch.restartsNumbering { (templates, states) = ([], []) }
    templates += batch.newTemplates
    states += batch.newStates
    for row in batch.rows {
      let values = String(decoding: batch.values(of: row), as: UTF8.self)
      source.tasks.append(
        ReadTask(
          id: batch.id(of: row),
          request: templates[Int(row.template)].request(varyingValues: values),
          state: states[Int(row.state)], createdAt: instant(row.createdAt),
          endedAt: instant(row.endedAt), seenAt: instant(row.seenAt), line: row.line))
    }
    source.others += batch.otherItems.map(\.item)
  }

  private func instant(_ nanoseconds: Int64) -> Instant? {
    nanoseconds == ObservationRow.unknown ? nil : Instant(nanoseconds: nanoseconds)
  }
}
