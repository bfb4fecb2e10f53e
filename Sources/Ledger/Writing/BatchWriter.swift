import Billing
import GRDB
import Intake
import Queries
import Reconciliation

/// Merges the rows of batches into the ledger.
///
/// Almost every row is a new task of a kind that is known: it goes straight into the table. Whatever
/// meets another observation of its task, in the batch or in the ledger, is merged with care.
struct BatchWriter {
  var tasks: TaskWriter
  private var kinds = RowKinds()
  private let filter: IDFilter

  init(tasks: TaskWriter, in database: Database) throws {
    self.tasks = tasks
    filter = try IDFilterTable.read(in: database)
  }

  /// What is needed while a batch is written.
  private struct Writing {
    let insertion: TaskInsertion
    /// The numbers of the batch's sources, 0 where nothing of one is written yet.
    var sourceIDs: [Int64]

    init(_ batch: RecordBatch, insertion: TaskInsertion) {
      self.insertion = insertion
      sourceIDs = [Int64](repeating: 0, count: batch.sources.count)
    }
  }

  /// Merges a batch.
  ///
  /// The observations of a task count one by one, as if each were written alone, so that the counts
  /// do not depend on where a batch ends; only where they disagree about the day of its creation
  /// they count in the order of the days.
  mutating func write(_ batch: RecordBatch, in database: Database) throws {
    kinds.take(from: batch)
    let rows = SortedRow.sorted(batch.rows, tasks.calendar)
    var writing = Writing(
      batch, insertion: TaskInsertion(try RawStatement(Query.taskInsert.sql, in: database)))
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].isSameTask(rows[start]) { end += 1 }
      let isInserted =
        try end == start + 1 && insertNew(rows[start], of: batch, &writing, in: database)
      if !isInserted { try merge(rows[start..<end], of: batch, &writing, in: database) }
      start = end
    }
    try tasks.finishBatch(in: database)
  }

  /// Writes a task that is surely new and of a uniform kind; false where it has to be merged.
  @inline(__always)
  private mutating func insertNew(
    _ sorted: SortedRow, of batch: RecordBatch, _ writing: inout Writing, in database: Database
  ) throws -> Bool {
    let row = batch.rows[sorted.index]
    guard row.oddID < 0, sorted.day != StoredTask.undated,
      !filter.mayContain(row.idHigh, row.idLow)
    else { return false }
    let plan = try kinds.plan(for: row, in: batch, &tasks, database)
    guard plan.isUniform else { return false }
    let slot = try slot(of: plan, for: row, in: batch, in: database)
    let times = StoredTimes(
      day: sorted.day, createdAt: row.createdAt, endedAt: row.endedAt, seenAt: row.seenAt)
    let insertion = writing.insertion
    insertion.bind(day: sorted.day, idHigh: sorted.idHigh, idLow: sorted.idLow)
    insertion.bind(requestID: plan.requestID, stateID: plan.stateID)
    insertion.bind(outcomeID: slot.outcomeID, watch: slot.watch)
    insertion.bind(times)
    insertion.bind(try place(of: row, in: batch, &writing, database), hasDetails: false)
    try batch.values.withUnsafeBufferPointer { values in
      let start = Int(row.valuesStart)
      try insertion.run(
        varyingValues: UnsafeBufferPointer(
          rebasing: values[start..<start + Int(row.valuesCount)]))
    }
    note(row, of: plan, day: sorted.day, outcomeID: slot.outcomeID, times)
    return true
  }

  /// Notes a task that was inserted wherever its number matters.
  @inline(__always)
  private mutating func note(
    _ row: ObservationRow, of plan: KindPlan, day: Int64, outcomeID: Int64, _ times: StoredTimes
  ) {
    filter.insert(row.idHigh, row.idLow)
    tasks.table.note(day: day)
    tasks.delta.add(
      1, day: day, outcomeID: outcomeID, waitSeconds: plan.hasEnded ? times.waitSeconds : nil)
    if plan.mayBeViolation {
      tasks.violationDays.insert(Instant(nanoseconds: row.createdAt).day)
    }
    tasks.counts.new += 1
  }

  /// The outcome of a row of a uniform kind.
  @inline(__always)
  private mutating func slot(
    of plan: KindPlan, for row: ObservationRow, in batch: RecordBatch, in database: Database
  ) throws -> KindPlan.Slot {
    let span = plan.span(of: row.createdAt)
    let isOverdue = plan.isTimeDependent && self.isOverdue(row, plan.figures)
    if let slot = plan.slot(span: span, isOverdue: isOverdue) { return slot }
    let outcome = try tasks.outcome(of: kinds.record(row, in: batch), in: database)
    let slot = KindPlan.Slot(
      span: span, isOverdue: isOverdue, outcomeID: outcome.id, watch: outcome.watch)
    plan.add(slot)
    return slot
  }

  private func isOverdue(_ row: ObservationRow, _ figures: TaskFigures) -> Bool {
    var figures = figures
    figures.createdAt = row.createdInstant
    figures.endedAt = row.endedInstant
    return tasks.isOverdue(figures)
  }

  /// Merges the observations of one task, in their order, with what the ledger has of it.
  private mutating func merge(
    _ rows: ArraySlice<SortedRow>, of batch: RecordBatch, _ writing: inout Writing,
    in database: Database
  ) throws {
    guard let first = rows.first else { return }
    let id = batch.id(of: batch.rows[first.index])
    let isKnown = filter.mayContain(id.high, id.low)
    let previous =
      isKnown ? try tasks.table.task(id, likelyDay: first.day, in: database) : nil
    var merging = TaskMerge(previous)
    for sorted in rows {
      let row = batch.rows[sorted.index]
      let plan = try kinds.plan(for: row, in: batch, &tasks, database)
      let change = merging.merge(
        kinds.record(row, in: batch), requestID: plan.requestID, row: sorted.index)
      tasks.counts.count(change)
    }
    guard let record = merging.changedRecord, let requestID = merging.requestID else { return }
    let places = try merging.places { index in
      try place(of: batch.rows[index], in: batch, &writing, database)
    }
    try tasks.write(
      record, requestID: requestID, place: places.state, bookingPlaces: places.bookings,
      replacing: previous, in: database)
    if previous == nil { filter.insert(id.high, id.low) }
  }

  @inline(__always)
  private mutating func place(
    of row: ObservationRow, in batch: RecordBatch, _ writing: inout Writing, _ database: Database
  ) throws -> StoredPlace {
    let index = Int(row.source)
    if writing.sourceIDs[index] == 0 {
      writing.sourceIDs[index] = try tasks.sources.id(of: batch.sources[index], in: database)
    }
    return StoredPlace(sourceID: writing.sourceIDs[index], line: row.line)
  }

  /// Stores the filter of ids, so that the next import need not make it anew.
  func storeFilter(in database: Database) throws {
    try IDFilterTable.write(filter, in: database)
  }
}
