import Domain
import GRDB
import Intake
import Reconciliation

/// The kinds of the rows of batches: how each class of requests with each state becomes a task.
struct RowKinds {
  private var templates: [RequestTemplate] = []
  /// The numbers of the templates in the ledger, and what decides of their prices.
  private var requestIDs: [Int64] = []
  private var priced: [PricedTemplate] = []
  private var states: [ObservedState] = []
  private var stateIDs: [Int64] = []
  private var classes = RequestClasses()
  private var kinds: [RowKind] = []
  private var numbers = KindNumbers()

  /// Takes up the templates and states that a batch adds.
  mutating func take(
    from batch: RecordBatch, _ tasks: inout TaskWriter, in database: Database
  ) throws {
    if batch.startsNumbersAnew { self = RowKinds() }
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

  /// Whether a rate reads the same of a template as of a row's.
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

  /// The number of a row's kind; nil where a rate reads fields that differ from task to task.
  @inline(__always)
  mutating func number(of row: ObservationRow, in batch: RecordBatch) -> Int? {
    let template = priced[Int(row.template)]
    guard template.isUniform else { return nil }
    return numbers.number(requestClass: template.requestClass, state: row.state)
      ?? add(row, in: batch, template)
  }

  private mutating func add(
    _ row: ObservationRow, in batch: RecordBatch, _ template: PricedTemplate
  ) -> Int {
    kinds.append(RowKind(record(row, in: batch), hasPenaltyRule: template.hasPenaltyRule))
    return numbers.add(requestClass: template.requestClass, state: row.state)
  }

  subscript(number: Int) -> RowKind {
    @inline(__always) _read { yield kinds[number] }
    @inline(__always) _modify { yield &kinds[number] }
  }

  /// The span without a change of price in which a row's task was created.
  func priceSpan(of row: ObservationRow) -> Range<Int64> {
    classes.priceSpan(of: priced[Int(row.template)].requestClass, around: row.createdAt)
  }

  /// The row as a record of its own.
  func record(_ row: ObservationRow, in batch: RecordBatch) -> TaskRecord {
    TaskRecord(
      row, id: batch.id(of: row), template: templates[Int(row.template)],
      state: states[Int(row.state)],
      varyingValues: String(decoding: batch.values(of: row), as: UTF8.self))
  }
}

/// How observations of one class of requests and one state become tasks: worked out once, and then
/// a few comparisons of numbers for each of them.
struct RowKind {
  /// Which outcome tasks have that were created in a span without a change of price.
  struct Slot {
    let span: Range<Int64>
    let isOverdue: Bool
    let outcomeID: Int64
    let watch: Int64
  }

  private let figures: TaskFigures
  /// Whether all such tasks of one span cost the same: no penalty that depends on other tasks was
  /// billed.
  let isUniform: Bool
  /// Whether a penalty rule may count such tasks, which may change the penalties of others.
  let mayBeViolation: Bool
  let hasEnded: Bool
  /// Whether time alone can change the verdict.
  let isTimeDependent: Bool
  /// The slot that was found last, which is almost always the next one too.
  private(set) var latest = Slot(span: 0..<0, isOverdue: false, outcomeID: 0, watch: 0)
  private var slots: [Slot] = []

  /// The kind of tasks that agree with a record, but for its times.
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

  /// Makes the slot of tasks created at a moment the latest; false where it is not known yet.
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

/// Requests that agree in everything that a rate reads, each known by a number.
struct RequestClasses {
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

  /// The span without a change of price in which a moment lies.
  func priceSpan(of requestClass: UInt32, around createdAt: Int64) -> Range<Int64> {
    let boundaries = boundaries[Int(requestClass)]
    let start = boundaries.last { $0 <= createdAt } ?? .min
    return start..<(boundaries.first { $0 > createdAt } ?? .max)
  }
}

/// Numbers for pairs of a request's class and a state, from 0 on, found in a few steps since every
/// task looks one up.
struct KindNumbers {
  private struct Recent {
    var key = UInt64.max
    var number = 0
  }

  private static let recentBits: UInt64 = 12

  private var numbers: [UInt64: Int] = [:]
  /// Those that were looked up last, by some bits of their keys.
  private var recent = [Recent](repeating: Recent(), count: 1 << recentBits)

  @inline(__always)
  mutating func number(requestClass: UInt32, state: UInt32) -> Int? {
    let key = UInt64(requestClass) << 32 | UInt64(state)
    let place = Int((key &* 0x9E37_79B9_7F4A_7C15) >> (64 - KindNumbers.recentBits))
    if recent[place].key == key { return recent[place].number }
    guard let number = numbers[key] else { return nil }
    recent[place] = Recent(key: key, number: number)
    return number
  }

  /// Gives the next number to a pair that has none.
  mutating func add(requestClass: UInt32, state: UInt32) -> Int {
    let number = numbers.count
    numbers[UInt64(requestClass) << 32 | UInt64(state)] = number
    return number
  }

  mutating func removeAll() {
    numbers.removeAll(keepingCapacity: true)
    for place in recent.indices { recent[place] = Recent() }
  }
}
