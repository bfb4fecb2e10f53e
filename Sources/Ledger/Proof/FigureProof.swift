import Domain
import GRDB
import Intake
import Queries
import RateCards
import Reconciliation

/// Tasks of one outcome whose figures do not follow from what is stored of them.
struct FigureFault {
  let outcomeID: Int64
  let tasks: Int
  let example: TasksKey
  let words: String

  var text: String {
    let count = tasks == 1 ? "\(example)" : "\(tasks.groupedText) tasks, such as \(example)"
    return "outcome \(outcomeID) of \(count): \(words)"
  }
}

/// Proves the figures of tasks from what is stored of them: what was booked, the request, the time,
/// and the rate card.
///
/// Tasks that agree in all of it are proved together; those with details, one by one.
struct FigureProof {
  let calendar: AccountingCalendar
  let pricer: Pricer?
  var table: TaskTable
  private var prices: PriceProof?
  /// What outcomes are priced by.
  private let spans: [Int64: PricedSpan]
  /// Whether tasks still wait to be priced after an upgrade.
  private let hasUnpriced: Bool
  var faults: [FigureFault] = []

  /// Everything that is wrong with the figures of tasks; prices are proved with the pricer of the
  /// ledger's card only.
  static func faults(
    _ scope: CheckScope, calendar: AccountingCalendar, pricer: Pricer?, in database: Database
  ) throws -> [FigureFault] {
    var proof = try FigureProof(calendar: calendar, pricer: pricer, in: database)
    let classes = try TaskClasses(
      scope, requestsPricedByValues: proof.requestsPricedByValues(in: database),
      isUTC: calendar.isUTC, in: database)
    for tasks in classes.sorted { proof.check(tasks, in: database) }
    for (key, watch) in classes.detailed { proof.checkDetailed(key, watch: watch, in: database) }
    try proof.checkLines(scope, in: database)
    return proof.faults
  }

  private init(
    calendar: AccountingCalendar, pricer: Pricer?, in database: Database
  ) throws {
    (self.calendar, self.pricer) = (calendar, pricer)
    table = try TaskTable(
      outcomes: OutcomeTable(judge: Judge(rules: SettlementRules())), in: database)
    prices = pricer.map { PriceProof(pricer: $0) }
    var spans: [Int64: PricedSpan] = [:]
    for row in try Row.fetchAll(database, sql: Query.pricingInputsAll.sql) {
      spans[row["id"]] = try PricedSpan(row: row)
    }
    self.spans = spans
    hasUnpriced = try LedgerStore.setting(LedgerMigration.unpricedSetting, in: database) != nil
  }

  /// The requests of which a rate reads what each task has its own value of.
  private func requestsPricedByValues(in database: Database) throws -> Set<Int64> {
    var readFields: [[String]: Set<String>] = [:]
    for span in spans.values {
      readFields[[span.model, span.taskType], default: []].formUnion(span.readFields)
    }
    let rows = try Row.fetchAll(database, sql: Query.requestsVarying.sql)
    let priced = try rows.filter { row in
      let kind: [String] = [row["model"], row["task_type"]]
      let read = readFields[kind] ?? []
      return try StoredJSON.texts(row["varying_fields"]).contains(where: read.contains)
    }
    return Set(priced.map { $0["id"] as Int64 })
  }

  private mutating func check(_ tasks: TaskClass, in database: Database) {
    do {
      let state = try table.states.state(tasks.key.stateID, in: database)
      let template = try table.requests.template(tasks.key.requestID, in: database)
      let request =
        tasks.key.varyingValues.isEmpty
        ? Request(
          model: template.model, taskType: template.taskType, fields: template.sharedFields)
        : template.request(varyingValues: tasks.key.varyingValues)
      var words = try words(
        of: TaskRecord(tasks.example.id, request: request, state: state), isUnlogged: false,
        tasks, in: database)
      if tasks.isMisplaced {
        words.append("stored under a day on which they were not created")
      }
      note(words, of: tasks)
    } catch {
      note([Differences.reason(error)], of: tasks)
    }
  }

  private mutating func note(_ words: [String], of tasks: TaskClass) {
    guard !words.isEmpty else { return }
    faults.append(
      FigureFault(
        outcomeID: tasks.key.outcomeID, tasks: tasks.tasks, example: .task(tasks.example),
        words: words.joined(separator: "; ")))
  }

  /// What is wrong with the outcome of tasks that agree in everything that it follows from.
  private mutating func words(
    of record: TaskRecord, isUnlogged: Bool, _ tasks: TaskClass, in database: Database
  ) throws -> [String] {
    try words(
      of: TaskFigures(record), account: record.account, errorCode: record.state.errorCode,
      outcomeID: tasks.key.outcomeID, watch: tasks.key.watch, in: database
    ) { SpanProof($0).words(of: record, isUnlogged: isUnlogged, tasks) }
  }

  /// What is wrong with an outcome, given what its figures follow from, and what is wrong with what
  /// it is priced by.
  mutating func words(
    of figures: TaskFigures, account: String?, errorCode: Int?, outcomeID: Int64, watch: Int64,
    in database: Database, span spanWords: (PricedSpan) -> [String]
  ) throws -> [String] {
    let outcome = try table.outcomes.outcome(outcomeID, in: database)
    guard let span = spans[outcome.key.pricingInputID] else {
      return hasUnpriced ? [] : ["it has no pricing input"]
    }
    let key = OutcomeKey(
      pricingInputID: outcome.key.pricingInputID,
      statusID: try table.states.statusID(of: figures.status, in: database),
      // One that no answer tells is proved with the history.
      accountID: try table.states.accountID(of: account, in: database) ?? outcome.key.accountID,
      figures: figures, errorCode: errorCode, penalty: outcome.key.penalty,
      isOverdue: outcome.key.isOverdue)
    var words = outcome.key.differences(to: key)
    if outcome.key.isOverdue, !TaskWriter.isTimeDependent(figures) {
      words.append("their time is said to be up, which changes nothing for them")
    }
    if outcome.key.penalty != nil, !figures.status.isWithoutResult || figures.billed == nil {
      words.append("a penalty is said to be due for what is no billed failure")
    }
    if watch != outcome.watch {
      words.append("watch \(watch) of the tasks, \(outcome.watch) by the verdict")
    }
    words += spanWords(span)
    guard words.isEmpty else { return words }
    return try prices?.words(of: outcome, status: figures.status, span: span, in: database) ?? []
  }
}

extension FigureProof {
  private mutating func checkDetailed(_ key: TaskKey, watch: Int64, in database: Database) {
    do {
      try proveDetailed(key, watch: watch, in: database)
    } catch {
      faults.append(
        FigureFault(
          outcomeID: -1, tasks: 1, example: .task(key), words: Differences.reason(error)))
    }
  }

  private mutating func proveDetailed(
    _ key: TaskKey, watch: Int64, in database: Database
  ) throws {
    let days = key.day...key.day
    guard
      let row = try table.row(key.id, likelyDay: key.day, within: days, in: database),
      let task = try table.task(
        idHigh: key.idHigh, idLow: key.idLow, day: key.day, within: days, in: database)
    else { return }
    let created = task.record.createdAt?.nanoseconds
    let tasks = TaskClass(
      key: TaskClass.Key(
        requestID: task.requestID, varyingValues: "", stateID: task.stateID,
        outcomeID: task.outcome.id, watch: watch),
      example: key, created: created)
    var words = try words(
      of: task.record, isUnlogged: task.isUnlogged, tasks, in: database)
    if !task.hasDetails { words.append("the details that it is said to have are missing") }
    if try table.states.state(task.stateID, in: database) != task.record.observedState {
      words.append("its state is not what its answers and the history make")
    }
    if StoredTimes(task.record, day: key.day) != row.times {
      words.append("its times are not what its answers and the history make")
    }
    if calendar.dayNumber(ofRowCreatedAt: created ?? ObservationRow.unknown) != key.day {
      words.append("stored under a day on which it was not created")
    }
    if let usage = task.record.usage, task.keepsBookings, usage.stamp.hasEnded,
      !task.record.bookings.contains(where: { $0.usage.consume == usage.usage.consume })
    {
      words.append("what it booked last is not among what it booked")
    }
    note(words, of: tasks)
  }
}

/// Proves what an outcome is priced by from the requests, results and times of its tasks.
private struct SpanProof {
  private let span: PricedSpan

  init(_ span: PricedSpan) {
    self.span = span
  }

  func words(of record: TaskRecord, isUnlogged: Bool, _ tasks: TaskClass) -> [String] {
    var words: [String] = []
    if span.model != record.request.model || span.taskType != record.request.taskType {
      words.append(
        "priced as \(span.model)/\(span.taskType), requested \(record.request.model)/"
          + record.request.taskType)
    }
    if span.isUnlogged != isUnlogged {
      words.append(
        "priced as \(span.isUnlogged ? "only in the history" : "answered"), which it is not")
    }
    guard !isUnlogged, !span.isUnlogged else { return words }
    let read = record.request.fields.filter { span.readFields.contains($0.name) }
    if Set(read) != Set(span.fields) {
      words.append("priced by other fields than requested")
    }
    let outputs = record.state.status == .completed ? record.state.outputCount : nil
    if !span.hasOutputCount(outputs) {
      words.append("priced by another number of results than came")
    }
    let isInSpan =
      tasks.dated == 0
      || span.isDated && tasks.first.map { $0 >= span.validFrom } ?? true
        && tasks.last.map { $0 < span.validUntil } ?? true
    if !isInSpan || tasks.dated < tasks.tasks && span.isDated {
      words.append("priced as of another time than created")
    }
    return words
  }
}

extension TaskRecord {
  /// A task without details as its state has it.
  fileprivate init(_ id: TaskID, request: Request, state: ObservedState) {
    let stamp = ObservationStamp(hasEnded: state.status.hasEnded, endedAt: nil, seenAt: nil)
    let usage = state.usage.map { StampedUsage(stamp: stamp, usage: $0) }
    self.init(
      id: id, account: state.account, request: request, createdAt: nil,
      state: State(
        stamp: stamp, status: state.status, isOwnAccount: state.isOwnAccount,
        outputCount: state.outputCount, errorCode: state.errorCode),
      usage: usage, bookings: usage.map { $0.stamp.hasEnded ? [$0] : [] } ?? [])
  }
}

extension OutcomeKey {
  /// What is not as it follows from the tasks, in words.
  fileprivate func differences(to proved: OutcomeKey) -> [String] {
    [
      ("billed_points", billedPoints, proved.billedPoints),
      ("frozen_points", frozenPoints, proved.frozenPoints),
      ("status_id", statusID, proved.statusID),
      ("error_code", errorCode, proved.errorCode),
      ("account_id", accountID ?? 0, proved.accountID ?? 0),
      ("is_own_account", isOwnAccount ? 1 : 0, proved.isOwnAccount ? 1 : 0),
      ("is_in_conflict", isInConflict ? 1 : 0, proved.isInConflict ? 1 : 0),
    ].filter { $0.1 != $0.2 }.map { name, stored, proved in
      "\(name) \(stored), \(proved) by what is stored of the tasks"
    }
  }
}
