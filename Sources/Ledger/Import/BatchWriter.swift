import Domain
import GRDB
import Intake
import Queries
import Reconciliation

/// Merges the rows of batches into the ledger.
///
/// Almost every row is a new task of a known kind and goes straight into the table. Rows with
/// another observation of their task, in the batch or in the ledger, take the general path.
struct BatchWriter {
  var tasks: TaskWriter
  var kinds = TaskKinds()
  /// Nil before the first batch: an import without new tasks need not read it.
  private var filter: IDFilter?

  init(tasks: TaskWriter) {
    self.tasks = tasks
  }

  /// The id filter as it was before this import; the stored one is out of date until it is saved
  /// again.
  private mutating func openedFilter(in database: Database) throws -> IDFilter {
    if let filter { return filter }
    let opened = try IDFilterTable.read(in: database)
    try IDFilterTable.markOutOfDate(in: database)
    filter = opened
    return opened
  }

  /// Stores the id filter, so that the next import need not rebuild it.
  func storeFilter(in database: Database) throws {
    guard let filter else { return }
    try IDFilterTable.write(filter, in: database)
  }

  /// A row that is not written.
  struct RefusedRow {
    let rejection: Rejection
    /// The index of its source in the batch.
    let source: Int
  }

  /// Merges a batch whose rows are sorted, except for the tasks of days that usage lines count.
  ///
  /// The observations of a task count one by one, as if each were written separately, so that the
  /// counts do not depend on where a batch ends; only if they disagree about its creation day do
  /// they count in day order.
  ///
  /// - Returns: what is not written.
  mutating func write(
    _ batch: inout RecordBatch, except usageDays: UsageDays, in database: Database
  ) throws -> [RefusedRow] {
    precondition(batch.isSorted)
    try kinds.take(from: batch, &tasks, in: database)
    let refused = try refuse(&batch, usageDays, in: database)
    try write(batch, in: database)
    try tasks.finishBatch(in: database)
    return refused
  }

  private mutating func refuse(
    _ batch: inout RecordBatch, _ usageDays: UsageDays, in database: Database
  ) throws -> [RefusedRow] {
    guard !usageDays.isEmpty else { return [] }
    var refused: [RefusedRow] = []
    try batch.removeRows { row, day, batch in
      let accountID = try tasks.table.states.accountID(
        of: kinds.state(of: row).account, in: database)
      guard let reason = usageDays.refusal(day: day, accountID: accountID) else { return false }
      refused.append(
        RefusedRow(
          rejection: Rejection(
            place: Place(line: row.line, byteOffset: 0), reason: reason,
            text: Array(batch.id(of: row).text.utf8)),
          source: Int(row.source)))
      return true
    }
    return refused
  }

  private mutating func write(_ batch: RecordBatch, in database: Database) throws {
    guard !batch.rows.isEmpty else { return }
    try batch.rows.withUnsafeBufferPointer { rows in
      try batch.values.withUnsafeBufferPointer { values in
        var writing = try BatchWriting(
          batch, rows: rows, values: values, filter: openedFilter(in: database), in: database)
        do {
          try writeRows(&writing, in: database)
        } catch let error as DatabaseError
          where error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
        {
          throw DatabaseError.damage("its filter of task ids does not know a task that is there")
        }
      }
    }
  }

  /// First writes what is new, then merges what the ledger may know, so that pending rows need not
  /// be flushed before each merge.
  private mutating func writeRows(
    _ writing: inout BatchWriting, in database: Database
  ) throws {
    let rows = writing.rows
    var perhapsKnown: [Range<Int>] = []
    var start = 0
    while start < rows.count {
      let end = writing.endOfTask(at: start)
      let row = rows[start]
      writing.prefetchFilter(ahead: start)
      if writing.filter.mayContain(row.idHigh, row.idLow) {
        perhapsKnown.append(start..<end)
      } else {
        let isInserted =
          try end == start + 1 && insertNew(row, at: start, &writing, in: database)
        if !isInserted { try merge(start..<end, &writing, in: database) }
      }
      start = end
    }
    try writing.insertion.flush()
    for task in perhapsKnown
    where try task.count > 1 || !mergeKnown(at: task.lowerBound, &writing, in: database) {
      try merge(task, &writing, in: database)
    }
  }

  /// Writes a task that is certainly new, if it is of a uniform kind; false if it has to be merged.
  @inline(__always)
  private mutating func insertNew(
    _ row: ObservationRow, at index: Int, _ writing: inout BatchWriting, in database: Database
  ) throws -> Bool {
    let day = writing.days[index]
    guard row.nonUUIDIndex < 0, day != StoredTask.undated,
      let kind = kinds.number(of: row, in: writing.batch), kinds[kind].isUniform
    else { return false }
    let slot = try slot(ofKind: kind, for: row, in: writing.batch, database)
    let times = StoredTimes(
      day: day, createdAt: row.createdAt, endedAt: row.endedAt, seenAt: row.seenAt)
    try tasks.changedTasks.keep(
      idHigh: Int64(bitPattern: row.idHigh), idLow: Int64(bitPattern: row.idLow), day: day,
      in: database)
    try writing.insertion.add(
      TaskRow(
        day: day, idHigh: Int64(bitPattern: row.idHigh), idLow: Int64(bitPattern: row.idLow),
        requestID: kinds.requestID(of: row), stateID: kinds.stateID(of: row),
        outcomeID: slot.outcomeID, watch: slot.watch, times: times, hasDetails: false,
        place: try writing.place(of: row, &tasks.sources, in: database),
        varyingValues: writing.values(of: row)))
    writing.filter.insert(row.idHigh, row.idLow, day: day)
    tasks.table.note(day: day)
    tasks.delta.add(
      1, day: day, outcomeID: slot.outcomeID,
      waitSeconds: kinds[kind].hasEnded ? times.waitSeconds : nil)
    if kinds[kind].mayBeViolation {
      tasks.violationDays.insert(Instant(nanoseconds: row.createdAt).day)
    }
    tasks.counts.new += 1
    return true
  }

  /// The outcome of a row of a uniform kind.
  @inline(__always)
  mutating func slot(
    ofKind kind: Int, for row: ObservationRow, in batch: RecordBatch, _ database: Database
  ) throws -> TaskKind.Slot {
    let isOverdue =
      kinds[kind].isTimeDependent
      && tasks.isOverdue(kinds[kind].figures(createdAt: row.createdAt, endedAt: row.endedAt))
    if kinds[kind].isLatest(row.createdAt, isOverdue: isOverdue) { return kinds[kind].latest }
    if kinds[kind].find(row.createdAt, isOverdue: isOverdue) { return kinds[kind].latest }
    let outcome = try tasks.outcome(of: kinds.record(row, in: batch), in: database)
    let slot = TaskKind.Slot(
      span: kinds.priceSpan(of: row), isOverdue: isOverdue, outcomeID: outcome.id,
      watch: outcome.watch)
    kinds[kind].add(slot)
    return slot
  }

  /// Merges the observations of one task, in order, with the ledger's.
  private mutating func merge(
    _ rows: Range<Int>, _ writing: inout BatchWriting, in database: Database
  ) throws {
    let id = writing.batch.id(of: writing.rows[rows.lowerBound])
    let previous = try writing.filter.days(of: id.high, id.low).flatMap { days in
      try tasks.table.task(
        id, likelyDay: writing.days[rows.lowerBound], within: days, in: database)
    }
    var merging = TaskMerge(previous)
    for index in rows {
      let row = writing.rows[index]
      let change = merging.merge(
        kinds.record(row, in: writing.batch), requestID: kinds.requestID(of: row), row: index)
      tasks.counts.count(change)
    }
    guard let record = merging.changedRecord, let requestID = merging.requestID else { return }
    let places = try merging.places { index in
      try writing.place(of: writing.rows[index], &tasks.sources, in: database)
    }
    let task = try tasks.write(
      record, requestID: requestID, place: places.state, bookingPlaces: places.bookings,
      end: previous?.ending?.end, replacing: previous, in: database)
    if previous?.day != task.day { writing.filter.insert(id.high, id.low, day: task.day) }
  }
}

/// A batch while it is being written, with rows and values as raw memory: reference counting of
/// arrays would take a good part of a row's time.
struct BatchWriting {
  /// How many rows ahead memory is prefetched.
  private static let prefetchedRows = 16

  let batch: RecordBatch
  let rows: UnsafeBufferPointer<ObservationRow>
  let days: [Int64]
  let filter: IDFilter
  var insertion: TaskInsertion
  /// The values of the rows' varying fields.
  private let values: UnsafeBufferPointer<UInt8>
  /// The numbers of the batch's sources; 0 if nothing from one has been written yet.
  private var sourceIDs: [Int64]

  init(
    _ batch: RecordBatch, rows: UnsafeBufferPointer<ObservationRow>,
    values: UnsafeBufferPointer<UInt8>, filter: IDFilter, in database: Database
  ) throws {
    (self.batch, self.rows, self.values, self.filter) = (batch, rows, values, filter)
    days = batch.days
    insertion = try TaskInsertion(in: database)
    sourceIDs = [Int64](repeating: 0, count: batch.sources.count)
  }

  /// The end of the rows of the task that starts at a row.
  @inline(__always)
  func endOfTask(at start: Int) -> Int {
    var end = start + 1
    while end < rows.count, rows[end].idHigh == rows[start].idHigh,
      rows[end].idLow == rows[start].idLow, days[end] == days[start]
    { end += 1 }
    return end
  }

  /// Prefetches the memory that the filter will need for a later row, which saves 6 % of an import.
  @inline(__always)
  func prefetchFilter(ahead index: Int) {
    let index = index + BatchWriting.prefetchedRows
    guard index < rows.count else { return }
    filter.prefetch(rows[index].idHigh, rows[index].idLow)
  }

  @inline(__always)
  func values(of row: ObservationRow) -> UnsafeBufferPointer<UInt8> {
    let start = Int(row.valuesStart)
    return UnsafeBufferPointer(rebasing: values[start..<start + Int(row.valuesCount)])
  }

  @inline(__always)
  mutating func place(
    of row: ObservationRow, _ sources: inout SourceTable, in database: Database
  ) throws -> StoredPlace {
    let index = Int(row.source)
    if sourceIDs[index] == 0 {
      sourceIDs[index] = try sources.id(of: batch.sources[index], in: database)
    }
    return StoredPlace(sourceID: sourceIDs[index], line: row.line)
  }
}
