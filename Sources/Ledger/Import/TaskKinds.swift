import Domain
import GRDB
import Intake
import RateCards
import Reconciliation

/// The kinds of tasks in batches: how each class of requests in each state becomes a task.
struct TaskKinds {
  private var templates: [RequestTemplate] = []
  /// The numbers of the templates in the ledger, and what determines their prices.
  private var requestIDs: [Int64] = []
  private var priced: [PricedTemplate] = []
  private var states: [ObservedState] = []
  private var stateIDs: [Int64] = []
  private var classes = RequestClasses()
  private var kinds: [TaskKind] = []
  /// The index in ``kinds`` for each class of requests and state.
  private var places: [UInt64: Int] = [:]

  /// Adds the templates and states of a batch.
  mutating func take(
    from batch: RecordBatch, _ tasks: inout TaskWriter, in database: Database
  ) throws {
    if batch.restartsNumbering { self = TaskKinds() }
    for template in batch.newTemplates {
      templates.append(template)
      requestIDs.append(try tasks.table.requests.id(of: template, in: database))
      priced.append(PricedTemplate(template, tasks: &tasks, classes: &classes))
    }
    for state in batch.newStates {
      states.append(state)
      stateIDs.append(try tasks.table.states.id(of: state, in: database))
    }
  }

  @inline(__always)
  func requestID(of row: ObservationRow) -> Int64 { requestIDs[Int(row.template)] }

  func template(of row: ObservationRow) -> RequestTemplate { templates[Int(row.template)] }

  /// Whether rates read the same values from a template as from a row's.
  mutating func isPriced(
    _ template: RequestTemplate, like row: ObservationRow, _ tasks: inout TaskWriter
  ) -> Bool {
    PricedTemplate(template, tasks: &tasks, classes: &classes).requestClass
      == priced[Int(row.template)].requestClass
  }

  @inline(__always)
  func stateID(of row: ObservationRow) -> Int64 { stateIDs[Int(row.state)] }

  @inline(__always)
  func state(of row: ObservationRow) -> ObservedState { states[Int(row.state)] }

  /// The number of a row's kind; nil if a rate reads fields that differ from task to task.
  @inline(__always)
  mutating func number(of row: ObservationRow, in batch: RecordBatch) -> Int? {
    let template = priced[Int(row.template)]
    guard template.isUniform else { return nil }
    let key = UInt64(template.requestClass) << 32 | UInt64(row.state)
    if let place = places[key] { return place }
    places[key] = kinds.count
    kinds.append(TaskKind(record(row, in: batch), hasPenaltyRule: template.hasPenaltyRule))
    return kinds.count - 1
  }

  subscript(number: Int) -> TaskKind {
    @inline(__always) _read { yield kinds[number] }
    @inline(__always) _modify { yield &kinds[number] }
  }

  /// The span without a price change in which a row's task was created.
  func priceSpan(of row: ObservationRow) -> Range<Int64> {
    classes.priceSpan(of: priced[Int(row.template)].requestClass, around: row.createdAt)
  }

  /// The row as a separate record.
  func record(_ row: ObservationRow, in batch: RecordBatch) -> TaskRecord {
    TaskRecord(
      row, id: batch.id(of: row), template: templates[Int(row.template)],
      state: states[Int(row.state)],
      varyingValues: String(decoding: batch.values(of: row), as: UTF8.self))
  }
}

/// How observations of one class of requests in one state become tasks: determined once, after
/// which each takes a few comparisons of numbers.
struct TaskKind {
  /// The outcome of tasks created in a span without a price change.
  struct Slot {
    let span: Range<Int64>
    let isOverdue: Bool
    let outcomeID: Int64
    let watch: Int64
  }

  private let figures: TaskFigures
  /// Whether all such tasks of one span cost the same, with no penalty that depends on other tasks.
  let isUniform: Bool
  /// Whether a penalty rule may count such tasks, which can change the penalties of others.
  let mayBeViolation: Bool
  let hasEnded: Bool
  /// Whether time alone can change the verdict.
  let isTimeDependent: Bool
  /// The slot found last, which is almost always the next one too.
  private(set) var latest = Slot(span: 0..<0, isOverdue: false, outcomeID: 0, watch: 0)
  private var slots: [Slot] = []

  /// The kind of tasks that agree with a record except for its times.
  init(_ record: TaskRecord, hasPenaltyRule: Bool) {
    figures = TaskFigures(record)
    mayBeViolation = hasPenaltyRule && figures.status.isWithoutResult
    isUniform = !(mayBeViolation && figures.billed.map { $0 > .zero } ?? false)
    hasEnded = figures.status.hasEnded
    isTimeDependent = TaskWriter.isTimeDependent(figures)
  }

  /// The figures of a task of the kind.
  func figures(createdAt: Int64, endedAt: Int64) -> TaskFigures {
    var figures = figures
    figures.createdAt = ObservationRow.instant(createdAt)
    figures.endedAt = ObservationRow.instant(endedAt)
    return figures
  }

  /// Whether ``latest`` is the slot of tasks created at a moment.
  @inline(__always)
  func isLatest(_ createdAt: Int64, isOverdue: Bool) -> Bool {
    latest.span.lowerBound <= createdAt && createdAt < latest.span.upperBound
      && latest.isOverdue == isOverdue
  }

  /// Makes the slot of tasks created at a moment the latest; false if it is not known yet.
  mutating func find(_ createdAt: Int64, isOverdue: Bool) -> Bool {
    let slot = slots.first { $0.span.contains(createdAt) && $0.isOverdue == isOverdue }
    guard let slot else { return false }
    latest = slot
    return true
  }

  mutating func add(_ slot: Slot) {
    slots.append(slot)
    latest = slot
  }
}

/// What determines the price of a template's tasks, besides their state and creation time.
///
/// Just a few numbers, since every task of an import looks one up.
private struct PricedTemplate {
  /// Whether rates read no field that differs from task to task.
  let isUniform: Bool
  /// Whether a penalty rule may count such tasks when they fail.
  let hasPenaltyRule: Bool
  /// The number of what a rate reads from the request.
  let requestClass: UInt32

  init(_ template: RequestTemplate, tasks: inout TaskWriter, classes: inout RequestClasses) {
    let dependencies = tasks.pricingInputs.dependencies(
      model: template.model, taskType: template.taskType)
    let shared = Request(
      model: template.model, taskType: template.taskType,
      fields: template.sharedFields.filter { dependencies.fieldNames.contains($0.name) })
    isUniform = !template.varyingNames.contains(where: dependencies.fieldNames.contains)
    hasPenaltyRule = tasks.card.hasPenaltyRule(for: shared)
    requestClass = classes.number(
      of: shared, boundaries: dependencies.boundaries.map(\.nanoseconds))
  }
}

/// Numbered classes of requests that agree in everything that a rate reads.
private struct RequestClasses {
  private var numbers: [Request: UInt32] = [:]
  /// The moments at which the price of a class changes, in nanoseconds since 1970, in order.
  private var boundaries: [[Int64]] = []

  mutating func number(of request: Request, boundaries: [Int64]) -> UInt32 {
    if let number = numbers[request] { return number }
    let number = UInt32(numbers.count)
    numbers[request] = number
    self.boundaries.append(boundaries)
    return number
  }

  /// The span without a price change that contains a moment.
  func priceSpan(of requestClass: UInt32, around createdAt: Int64) -> Range<Int64> {
    let boundaries = boundaries[Int(requestClass)]
    let start = boundaries.last { $0 <= createdAt } ?? .min
    return start..<(boundaries.first { $0 > createdAt } ?? .max)
  }
}
