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
