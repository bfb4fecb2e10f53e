import Billing
import GRDB
import Intake
import Queries
import RateCards
import Reconciliation

/// Merges the rows of batches into the ledger.
///
/// Almost every row is a new task of a kind that is known: it goes straight into the table. Whatever
/// meets another observation of its task, in the batch or in the ledger, is merged with care.
struct BatchWriter {
  var tasks: TaskWriter
  private var templates: [RequestTemplate] = []
  private var states: [ObservedState] = []
  /// By the numbers of template and state.
  private var plans: [UInt64: KindPlan] = [:]
  private let isUTC: Bool
  /// Nil before the first batch: an import without news need not read it.
  private var filter: IDFilter?

  init(tasks: TaskWriter) {
    self.tasks = tasks
    isUTC = tasks.calendar.isUTC
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

  /// A row with the day under which it is stored.
  private struct SortedRow {
    let day: Int64
    let idHigh: Int64
    let idLow: Int64
    let index: Int

    static func isBefore(_ left: SortedRow, _ right: SortedRow) -> Bool {
      if left.day != right.day { return left.day < right.day }
      if left.idHigh != right.idHigh { return left.idHigh < right.idHigh }
      if left.idLow != right.idLow { return left.idLow < right.idLow }
      return left.index < right.index
    }

    func isSameTask(_ other: SortedRow) -> Bool {
      idHigh == other.idHigh && idLow == other.idLow && day == other.day
    }
  }

  /// Merges a batch.
  ///
  /// The observations count one by one, as if each were written alone, so that the counts do not
  /// depend on where a batch ends.
  mutating func write(_ batch: RecordBatch, in database: Database) throws {
    if batch.startsNumbersAnew {
      (templates, states) = ([], [])
      plans.removeAll(keepingCapacity: true)
    }
    templates += batch.newTemplates
    states += batch.newStates
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
    let rows = sorted(batch.rows)
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].isSameTask(rows[start]) { end += 1 }
      let isInserted =
        try end == start + 1 && insertNew(rows[start], of: batch, &writing, in: database)
      if !isInserted { try merge(rows[start..<end], of: batch, &writing, in: database) }
      start = end
    }
  }

  private func sorted(_ rows: [ObservationRow]) -> [SortedRow] {
    var sorted = rows.enumerated().map { index, row in
      SortedRow(
        day: day(of: row), idHigh: Int64(bitPattern: row.idHigh),
        idLow: Int64(bitPattern: row.idLow), index: index)
    }
    sorted.sort(by: SortedRow.isBefore)
    return sorted
  }

  @inline(__always)
  private func day(of row: ObservationRow) -> Int64 {
    guard row.createdAt != ObservationRow.unknown else { return StoredTask.undated }
    if isUTC { return BatchWriter.utcDay(of: row.createdAt) }
    return Int64(tasks.calendar.day(of: Instant(nanoseconds: row.createdAt)).number)
  }

  @inline(__always)
  private static func utcDay(of nanoseconds: Int64) -> Int64 {
    let day = nanoseconds / StoredTimes.nanosecondsPerDay
    return nanoseconds % StoredTimes.nanosecondsPerDay < 0 ? day - 1 : day
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

  private mutating func sourceID(
    of row: ObservationRow, in batch: RecordBatch, _ writing: inout Writing,
    _ database: Database
  ) throws -> Int64 {
    let index = Int(row.source)
    if writing.sourceIDs[index] == 0 {
      writing.sourceIDs[index] = try tasks.sources.id(of: batch.sources[index], in: database)
    }
    return writing.sourceIDs[index]
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
    let plan = try self.plan(for: row, in: batch, in: database)
    guard plan.isUniform else { return false }
    let slot = try slot(of: plan, for: row, in: batch, in: database)
    let times = StoredTimes(
      day: sorted.day, createdAt: row.createdAt, endedAt: row.endedAt, seenAt: row.seenAt)
    let start = Int(row.valuesStart)
    try writing.insertion.add(
      TaskRow(
        day: sorted.day, idHigh: sorted.idHigh, idLow: sorted.idLow, requestID: plan.requestID,
        stateID: plan.stateID, outcomeID: slot.outcomeID, watch: slot.watch, times: times,
        hasDetails: false,
        place: StoredPlace(
          sourceID: try sourceID(of: row, in: batch, &writing, database), line: row.line),
        varyingValues: UnsafeBufferPointer(
          rebasing: writing.values[start..<start + Int(row.valuesCount)])))
    writing.filter.insert(row.idHigh, row.idLow)
    tasks.table.note(day: sorted.day)
    tasks.delta.add(
      1, day: sorted.day, outcomeID: slot.outcomeID,
      waitSeconds: plan.hasEnded ? times.waitSeconds : nil)
    if plan.mayBeViolation {
      tasks.violationDays.insert(Instant(nanoseconds: row.createdAt).day)
    }
    tasks.counts.new += 1
    return true
  }

  /// The number of the plan of a row's kind.
  @inline(__always)
  private mutating func plan(
    for row: ObservationRow, in batch: RecordBatch, in database: Database
  ) throws -> KindPlan {
    let kind = UInt64(row.template) << 32 | UInt64(row.state)
    if let plan = plans[kind] { return plan }
    let record = record(row, in: batch)
    let plan = try makePlan(
      for: record, template: templates[Int(row.template)], in: database)
    plans[kind] = plan
    return plan
  }

  private mutating func makePlan(
    for record: TaskRecord, template: RequestTemplate, in database: Database
  ) throws -> KindPlan {
    let dependencies = tasks.pricingInputs.dependencies(
      model: template.model, taskType: template.taskType)
    let figures = TaskFigures(record)
    let mayBeViolation =
      figures.status.isWithoutResult && tasks.card.hasPenaltyRule(for: record.request)
    let isBilled = figures.billed.map { $0 > .zero } ?? false
    return KindPlan(
      requestID: try tasks.table.requests.id(of: template, in: database),
      stateID: try tasks.table.states.id(of: record.observedState, in: database),
      isUniform: !(mayBeViolation && isBilled)
        && !template.varyingNames.contains(where: dependencies.fieldNames.contains),
      mayBeViolation: mayBeViolation,
      isTimeDependent: TaskWriter.isTimeDependent(figures), figures: figures,
      boundaries: dependencies.boundaries.map(\.nanoseconds))
  }

  /// The outcome of a row of a uniform kind.
  @inline(__always)
  private mutating func slot(
    of plan: KindPlan, for row: ObservationRow, in batch: RecordBatch, in database: Database
  ) throws -> KindPlan.Slot {
    let span = plan.span(of: row.createdAt)
    let isOverdue = plan.isTimeDependent && self.isOverdue(row, plan.figures)
    if let slot = plan.slot(span: span, isOverdue: isOverdue) { return slot }
    let outcome = try tasks.outcome(of: record(row, in: batch), in: database)
    let slot = KindPlan.Slot(
      span: span, isOverdue: isOverdue, outcomeID: outcome.id, watch: outcome.watch)
    plan.add(slot)
    return slot
  }

  private func isOverdue(_ row: ObservationRow, _ figures: TaskFigures) -> Bool {
    var figures = figures
    figures.createdAt = BatchWriter.instant(row.createdAt)
    figures.endedAt = BatchWriter.instant(row.endedAt)
    return tasks.isOverdue(figures)
  }

  private static func instant(_ nanoseconds: Int64) -> Instant? {
    nanoseconds == ObservationRow.unknown ? nil : Instant(nanoseconds: nanoseconds)
  }

  /// The row as a record of its own.
  private func record(_ row: ObservationRow, in batch: RecordBatch) -> TaskRecord {
    let state = states[Int(row.state)]
    let stamp = ObservationStamp(
      hasEnded: state.status.hasEnded, endedAt: BatchWriter.instant(row.endedAt),
      seenAt: BatchWriter.instant(row.seenAt))
    let usage = state.usage.map { TaskRecord.StampedUsage(stamp: stamp, usage: $0) }
    return TaskRecord(
      id: batch.id(of: row), account: state.account,
      request: templates[Int(row.template)].request(
        varyingValues: String(decoding: batch.values(of: row), as: UTF8.self)),
      createdAt: BatchWriter.instant(row.createdAt),
      state: TaskRecord.State(
        stamp: stamp, status: state.status, isOwnAccount: state.isOwnAccount,
        outputCount: state.outputCount, errorCode: state.errorCode),
      usage: usage, bookings: stamp.hasEnded ? [usage].compactMap(\.self) : [])
  }

  /// Merges the observations of one task, in their order, with what the ledger has of it.
  private mutating func merge(
    _ rows: ArraySlice<SortedRow>, of batch: RecordBatch, _ writing: inout Writing,
    in database: Database
  ) throws {
    guard let first = rows.first else { return }
    let id = batch.id(of: batch.rows[first.index])
    let isKnown = writing.filter.mayContain(id.high, id.low)
    if isKnown { try writing.insertion.flush() }
    let previous =
      isKnown ? try tasks.table.task(id, likelyDay: first.day, in: database) : nil
    var merging = TaskMerge(previous)
    for sorted in rows {
      let row = batch.rows[sorted.index]
      let plan = try self.plan(for: row, in: batch, in: database)
      let change = merging.merge(
        record(row, in: batch), requestID: plan.requestID, row: sorted.index)
      tasks.counts.count(change)
    }
    guard let record = merging.changedRecord, let requestID = merging.requestID else { return }
    let places = try merging.places { index in
      let row = batch.rows[index]
      return StoredPlace(
        sourceID: try sourceID(of: row, in: batch, &writing, database), line: row.line)
    }
    try tasks.write(
      record, requestID: requestID, place: places.state, bookingPlaces: places.bookings,
      replacing: previous,
      in: database)
    if previous == nil { writing.filter.insert(id.high, id.low) }
  }

  /// Stores the filter of ids, so that the next import need not make it anew.
  func storeFilter(in database: Database) throws {
    guard let filter else { return }
    try IDFilterTable.write(filter, in: database)
  }
}
