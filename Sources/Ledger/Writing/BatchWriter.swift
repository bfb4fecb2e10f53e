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
  /// Nil before the first batch: an import without news need not read it.
  private var filter: IDFilter?

  init(tasks: TaskWriter) {
    self.tasks = tasks
  }

  /// The filter of ids as it stood before this import, which is out of date in the ledger from now
  /// on until it is stored again.
  private mutating func openedFilter(in database: Database) throws -> IDFilter {
    if let filter { return filter }
    let opened = try IDFilterTable.read(in: database)
    try IDFilterTable.markOutOfDate(in: database)
    filter = opened
    return opened
  }

  /// Stores the filter of ids, so that the next import need not make it anew.
  func storeFilter(in database: Database) throws {
    guard let filter else { return }
    try IDFilterTable.write(filter, in: database)
  }

  /// What is needed while a batch is written.
  private struct Writing {
    var insertion: TaskInsertion
    let filter: IDFilter
    /// The values of the rows' varying fields.
    let values: UnsafeBufferPointer<UInt8>
    /// The numbers of the batch's sources, 0 where nothing of one is written yet.
    var sourceIDs: [Int64]

    init(
      _ batch: RecordBatch, values: UnsafeBufferPointer<UInt8>, filter: IDFilter,
      in database: Database
    ) throws {
      insertion = try TaskInsertion(in: database)
      self.filter = filter
      self.values = values
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
    guard !batch.rows.isEmpty else { return }
    try batch.values.withUnsafeBufferPointer { values in
      var writing = try Writing(
        batch, values: values, filter: openedFilter(in: database), in: database)
      try writeRows(of: batch, &writing, in: database)
      try writing.insertion.flush()
    }
    try tasks.finishBatch(in: database)
  }

  private mutating func writeRows(
    of batch: RecordBatch, _ writing: inout Writing, in database: Database
  ) throws {
    let rows = SortedRow.sorted(batch.rows, tasks.calendar)
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].isSameTask(rows[start]) { end += 1 }
      let isDone =
        try end == start + 1
        && (insertNew(rows[start], of: batch, &writing, in: database)
          || passUnchanged(rows[start], of: batch, &writing, in: database))
      if !isDone { try merge(rows[start..<end], of: batch, &writing, in: database) }
      start = end
    }
  }

  /// Passes over a task that the ledger has as the row says it; false where it may have to be
  /// merged.
  ///
  /// A log that has grown is read again, and most of it is known.
  private mutating func passUnchanged(
    _ sorted: SortedRow, of batch: RecordBatch, _ writing: inout Writing, in database: Database
  ) throws -> Bool {
    let row = batch.rows[sorted.index]
    guard row.oddID < 0, writing.filter.mayContain(row.idHigh, row.idLow) else { return false }
    let stored = try tasks.table.row(
      TaskID(high: row.idHigh, low: row.idLow), likelyDay: sorted.day,
      within: sorted.day...sorted.day, in: database)
    guard let stored, !stored.hasDetails else { return false }
    let plan = try kinds.plan(for: row, in: batch, &tasks, database)
    let times = StoredTimes(
      day: sorted.day, createdAt: row.createdAt, endedAt: row.endedAt, seenAt: row.seenAt)
    guard stored.requestID == plan.requestID, stored.stateID == plan.stateID,
      stored.times == times, stored.varyingValues.utf8.elementsEqual(batch.values(of: row))
    else { return false }
    tasks.counts.unchanged += 1
    return true
  }

  /// Writes a task that is surely new and of a uniform kind; false where it has to be merged.
  @inline(__always)
  private mutating func insertNew(
    _ sorted: SortedRow, of batch: RecordBatch, _ writing: inout Writing, in database: Database
  ) throws -> Bool {
    let row = batch.rows[sorted.index]
    guard row.oddID < 0, sorted.day != StoredTask.undated,
      !writing.filter.mayContain(row.idHigh, row.idLow)
    else { return false }
    let plan = try kinds.plan(for: row, in: batch, &tasks, database)
    guard plan.isUniform else { return false }
    let slot = try slot(of: plan, for: row, in: batch, in: database)
    let times = StoredTimes(
      day: sorted.day, createdAt: row.createdAt, endedAt: row.endedAt, seenAt: row.seenAt)
    let start = Int(row.valuesStart)
    try writing.insertion.add(
      TaskRow(
        day: sorted.day, idHigh: sorted.idHigh, idLow: sorted.idLow, requestID: plan.requestID,
        stateID: plan.stateID, outcomeID: slot.outcomeID, watch: slot.watch, times: times,
        hasDetails: false, place: try place(of: row, in: batch, &writing, database),
        varyingValues: UnsafeBufferPointer(
          rebasing: writing.values[start..<start + Int(row.valuesCount)])))
    writing.filter.insert(row.idHigh, row.idLow, day: sorted.day)
    note(row, of: plan, day: sorted.day, outcomeID: slot.outcomeID, times)
    return true
  }

  /// Notes a task that was inserted wherever its number matters.
  @inline(__always)
  private mutating func note(
    _ row: ObservationRow, of plan: KindPlan, day: Int64, outcomeID: Int64, _ times: StoredTimes
  ) {
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
    figures.createdAt = ObservationRow.instant(row.createdAt)
    figures.endedAt = ObservationRow.instant(row.endedAt)
    return tasks.isOverdue(figures)
  }

  /// Merges the observations of one task, in their order, with what the ledger has of it.
  private mutating func merge(
    _ rows: ArraySlice<SortedRow>, of batch: RecordBatch, _ writing: inout Writing,
    in database: Database
  ) throws {
    guard let first = rows.first else { return }
    let id = batch.id(of: batch.rows[first.index])
    let days = writing.filter.days(of: id.high, id.low)
    // It may be among those that wait to be written.
    if days != nil { try writing.insertion.flush() }
    let previous = try days.flatMap { days in
      try tasks.table.task(id, likelyDay: first.day, within: days, in: database)
    }
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
    let day = tasks.day(of: record.createdAt)
    if previous?.day != day { writing.filter.insert(id.high, id.low, day: day) }
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
}
