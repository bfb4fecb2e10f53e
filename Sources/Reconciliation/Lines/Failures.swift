package import Domain

/// The provider's code of a failure, as the figures keep it.
package enum ErrorCode: Hashable, Sendable, Comparable {
  /// The answer had none.
  case none
  case code(Int)
  /// The month was closed by a ledger version that did not keep codes.
  case notKept
}

/// What failed or was canceled, and what it cost: the single definition of these figures for every
/// report.
package struct Failures: Hashable, Sendable {
  /// Failed or canceled tasks of one group.
  package struct Figures: Hashable, Sendable {
    package private(set) var tasks = 0
    /// Tasks for which nothing was booked.
    package private(set) var free = 0
    /// Tasks whose booked amount is unknown.
    package private(set) var unmetered = 0
    /// What was billed, where known, and what should have been.
    package private(set) var totals = Totals()

    package init() {}

    mutating func add(_ row: LedgerLine) {
      tasks += row.tasks
      if row.billed == nil { unmetered += row.tasks }
      if row.billed == .zero { free += row.tasks }
      totals.add(row)
    }

    static func += (left: inout Figures, right: Figures) {
      left.tasks += right.tasks
      left.free += right.free
      left.unmetered += right.unmetered
      left.totals += right.totals
    }

    /// Whether changes of closed months canceled out.
    var isVoid: Bool {
      tasks == 0 && free == 0 && unmetered == 0 && totals.billed == .zero
    }
  }

  package struct Kind: Hashable, Sendable {
    package let model: String
    package let taskType: String

    var order: (String, String) { (model, taskType) }
  }

  package struct Cause: Hashable, Sendable {
    package let kind: Kind
    package let errorCode: ErrorCode
    package let status: String

    var order: (String, String, ErrorCode, String) {
      (kind.model, kind.taskType, errorCode, status)
    }
  }

  private var ended: [Kind: Int] = [:]
  private var causes: [Cause: Figures] = [:]

  package init(_ rows: some Sequence<LedgerLine>) {
    for row in rows where row.isSettled {
      let kind = Kind(model: row.pricing.sku.model, taskType: row.pricing.sku.taskType)
      ended[kind, default: 0] += row.tasks
      guard row.status.isWithoutResult else { continue }
      let cause = Cause(kind: kind, errorCode: row.errorCode, status: row.status.name)
      causes[cause, default: Figures()].add(row)
    }
    causes = causes.filter { !$0.value.isVoid }
  }

  package var isEmpty: Bool { causes.isEmpty }

  /// By model, task type, error code and status.
  package var byCause: [(cause: Cause, figures: Figures)] {
    causes.sorted { $0.key.order < $1.key.order }.map { ($0.key, $0.value) }
  }

  /// By model and task type.
  package var byKind: [(kind: Kind, figures: Figures)] {
    Dictionary(grouping: causes, by: \.key.kind)
      .mapValues { $0.reduce(into: Figures()) { $0 += $1.value } }
      .sorted { $0.key.order < $1.key.order }.map { ($0.key, $0.value) }
  }

  package var total: Figures { causes.values.reduce(into: Figures()) { $0 += $1 } }

  /// Ended tasks of a kind, with or without a result; of all kinds if none is given.
  package func ended(of kind: Kind?) -> Int {
    kind.map { ended[$0] ?? 0 } ?? ended.values.reduce(0, +)
  }

  /// The share of failures among ended tasks; nil if changes of closed months leave none.
  package func share(_ figures: Figures, of kind: Kind?) -> Percent? {
    let whole = ended(of: kind)
    guard figures.tasks >= 0, figures.tasks <= whole else { return nil }
    return Percent(Int64(figures.tasks), of: Int64(whole))
  }
}
